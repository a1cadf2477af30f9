-- One row: a unit and technology with enough joint works with W in the newest window to ask what would be without them.
-- key: profile_id, variant, unit_kind, unit_id, technology_id
-- method: headline tags; at least `small_cell` exposed works; units that belong to W themselves are left out
select
    x.profile_id, x.variant, x.hk_mo, x.unit_kind, x.unit_id, x.technology_id, x.window_years, x.first_year,
    x.last_year,
    case when x.unit_kind = 'country' then x.unit_id else i.country_code end as country_code,
    x.works, x.exposed_works, x.unknown_mass
from ind_exposure as x
inner join ind_newest_window as n on x.window_years = n.window_years and x.last_year = n.last_year
cross join ref_parameter as p
left join ind_unit_counterpart as c
    on x.profile_id = c.profile_id and x.variant = c.variant and x.unit_kind = c.unit_kind and x.unit_id = c.unit_id
left join stg_institution as i on x.unit_kind = 'institution' and x.unit_id = i.institution_id
where x.tag_scope = 'high' and x.exposed_works >= p.small_cell and c.unit_id is null
