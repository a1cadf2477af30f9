-- error: the four parts of leadership sum to the exposed works, of which both exposure tables have as many
select profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
from ind_exposed_window
where abs(led_by_unit + led_by_counterpart + led_elsewhere + led_unknown - exposed_works) > 1e-9 * exposed_works
union all
select
    profile_id, variant, unit_kind, null as unit_id, null as technology_id, null as tag_scope, 0 as window_years,
    0 as last_year
from (
    select profile_id, variant, unit_kind, works, exposed_works from est_exposure
    where window_years <> 1
    union all
    select profile_id, variant, unit_kind, -works as works, -exposed_works as exposed_works from est_exposure_detail
) as both_tables
group by profile_id, variant, unit_kind
having sum(works) <> 0 or sum(exposed_works) <> 0
