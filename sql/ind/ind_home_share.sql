-- One row: a share k of n works that occurs in a cell of ind_home.
-- key: exposed_works, works
-- method: a few thousand different ones stand for a million cells
select exposed_works, works from ind_home
group by exposed_works, works
