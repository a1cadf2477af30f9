-- One row: an institution's cell of exposure that the sensitivity panel starts from.
-- key: institution_id, profile_id, variant, technology_id, tag_scope, window_years, last_year
-- method: the last five years and all years; single technologies from `small_cell` works on
select
    x.unit_id as institution_id, x.profile_id,
    case when x.variant = 'country' then 'country' else 'listed' end as kind,
    x.variant, x.hk_mo, x.technology_id, x.tag_scope, x.window_years, x.first_year, x.last_year,
    x.works, x.exposed_works, x.works_fractional, x.exposed_fractional, x.unknown_mass,
    x.works_small_team, x.exposed_works_small_team,
    case
        when x.variant = 'country' then u.unknown_country_mass_small_team else u.unknown_institution_mass_small_team
    end as unknown_mass_small_team
from ind_exposure as x
inner join ind_newest_window as n
    on x.last_year = n.last_year and (x.window_years = n.window_years or x.window_years = 0)
inner join ind_unit_window as u
    on
        x.hk_mo = u.hk_mo and x.unit_kind = u.unit_kind and x.unit_id = u.unit_id and x.technology_id = u.technology_id
        and x.tag_scope = u.tag_scope and x.window_years = u.window_years and x.last_year = u.last_year
cross join ref_parameter as p
where x.unit_kind = 'institution' and (x.technology_id = 'all' or x.works >= p.small_cell)
