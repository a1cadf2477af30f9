-- error: the years of a unit add up to its window of all years
select y.institution_id, y.technology_id, y.tag_scope, y.profile_id, y.variant
from (
    select
        institution_id, technology_id, tag_scope, profile_id, variant, sum(works) as works,
        sum(exposed_works) as exposed_works
    from out_institution_year
    group by institution_id, technology_id, tag_scope, profile_id, variant
) as y
full outer join (
    select * from out_institution_window
    where window_years = 0
) as w
    on
        y.institution_id = w.institution_id and y.technology_id = w.technology_id and y.tag_scope = w.tag_scope
        and y.profile_id = w.profile_id and y.variant = w.variant
where coalesce(y.works, -1) <> coalesce(w.works, -1) or coalesce(y.exposed_works, -1) <> coalesce(w.exposed_works, -1)
