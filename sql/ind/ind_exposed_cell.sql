-- One row: a window of a unit, a technology and a kind of exposure with an exposed work, and which rows are its works.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
-- units: works are full counts; unit_hk_mo is that of ind_work_unit
select
    x.profile_id, x.variant, x.unit_kind, x.unit_id, x.technology_id, x.tag_scope,
    x.window_years, y.first_year, x.last_year, y.works, x.exposed_works,
    case when x.unit_kind = 'institution' then 'own' else v.hk_mo end as unit_hk_mo
from ind_exposed_window as x
inner join tag_profile_variant as v on x.profile_id = v.profile_id and x.variant = v.variant
inner join ind_unit_window as y
    on
        v.hk_mo = y.hk_mo and x.unit_kind = y.unit_kind and x.unit_id = y.unit_id
        and x.technology_id = y.technology_id and x.tag_scope = y.tag_scope
        and x.window_years = y.window_years and x.last_year = y.last_year
where x.exposed_works > 0
