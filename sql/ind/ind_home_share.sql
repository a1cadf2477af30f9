-- One row: a share k of n works that occurs in a cell of ind_home.
-- key: part, whole
-- units: part is k and whole n: of works the exposed and the international ones, of works of known affiliation the exposed
--   ones, of works of known access the open ones
-- method: some ten thousand different ones stand for a million cells; the view is read once
with exposed as (
    select exposed_works, unresolved_works, works from ind_home
    group by exposed_works, unresolved_works, works
)

select exposed_works as part, works as whole from exposed
union
select exposed_works as part, works - unresolved_works as whole from exposed
union
select international_works as part, works as whole from ind_home_window
union
select open_access_works as part, works_with_access as whole from ind_home_window
