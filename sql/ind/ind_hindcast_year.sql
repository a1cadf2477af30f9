-- One row: joint works of a unit with W in a technology and year, of units with enough of them ever to look back at.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, publication_year
-- method: headline tags; units of W itself are left out
with cell as (
    select x.profile_id, x.variant, x.unit_kind, x.unit_id, x.technology_id
    from ind_exposure as x
    cross join ref_parameter as p
    left join ind_unit_counterpart as c
        on x.profile_id = c.profile_id and x.variant = c.variant and x.unit_kind = c.unit_kind and x.unit_id = c.unit_id
    where x.tag_scope = 'high' and x.window_years = 0 and x.exposed_works >= p.small_cell and c.unit_id is null
)

select
    y.profile_id, y.variant, y.unit_kind, y.unit_id, y.technology_id, y.publication_year, y.works, y.exposed_works
from ind_exposure_year as y
inner join cell as c
    on
        y.profile_id = c.profile_id and y.variant = c.variant and y.unit_kind = c.unit_kind and y.unit_id = c.unit_id
        and y.technology_id = c.technology_id
where y.tag_scope = 'high'
