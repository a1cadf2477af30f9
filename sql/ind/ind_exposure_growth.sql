-- One row: a unit's works in the newest three complete years beside those of the three years before them.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope
-- view: of ind_exposure, read once for trends
-- units: works are full counts; newest_* are 0 where the unit has none any more, units without any before have no row
-- method: windows that share no year; the newest complete year lies before that of the day "today" means
with newest as (
    select max(w.last_year) as last_year
    from stg_window as w
    cross join ref_parameter as p
    where w.window_years = 3 and w.last_year < extract(year from p.as_of)
)

select
    b.profile_id, b.variant, b.unit_kind, b.unit_id, b.technology_id, b.tag_scope, w.last_year as newest_last_year,
    b.works as base_works, coalesce(n.works, 0) as newest_works, b.exposed_works as base_exposed_works,
    coalesce(n.exposed_works, 0) as newest_exposed_works
from ind_exposure as b
inner join newest as w on b.last_year = w.last_year - 3
left join ind_exposure as n
    on
        b.profile_id = n.profile_id and b.variant = n.variant and b.unit_kind = n.unit_kind and b.unit_id = n.unit_id
        and b.technology_id = n.technology_id and b.tag_scope = n.tag_scope and b.window_years = n.window_years
        and w.last_year = n.last_year
where b.window_years = 3
