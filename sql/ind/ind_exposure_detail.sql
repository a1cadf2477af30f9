-- One row: what a unit's works of a technology in a window of years add to its exposure figures.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
-- view: of ind_unit_window for every profile, ind_exposed_window and ind_expected_window
-- units: *_works and *_authorships are counts, expected_* and led_* sums of fractions of works
select
    v.profile_id, v.variant, y.unit_kind, y.unit_id, y.technology_id, y.tag_scope,
    y.window_years, y.first_year, y.last_year, y.works,
    case when v.variant = 'country' then y.unknown_country_mass else y.unknown_institution_mass end as unknown_mass,
    coalesce(x.exposed_works, 0) as exposed_works, coalesce(e.expected_works, 0) as expected_works,
    coalesce(x.mixed_exposed_works, 0) as mixed_exposed_works,
    coalesce(e.mixed_expected_works, 0) as mixed_expected_works,
    coalesce(x.corresponding_works, 0) as corresponding_works, coalesce(x.led_by_unit, 0) as led_by_unit,
    coalesce(x.led_by_counterpart, 0) as led_by_counterpart, coalesce(x.led_elsewhere, 0) as led_elsewhere,
    coalesce(x.led_unknown, 0) as led_unknown, y.authorships, coalesce(x.dual_authorships, 0) as dual_authorships,
    coalesce(x.persistent_authorships, 0) as persistent_authorships, y.academic_only_works, y.mixed_company_works,
    y.company_only_works, y.company_unresolved_works,
    coalesce(x.counterpart_company_works, 0) as counterpart_company_works, y.open_access_works, y.works_with_access,
    y.rated_works, y.top10_works, coalesce(x.exposed_rated_works, 0) as exposed_rated_works,
    coalesce(x.exposed_top10_works, 0) as exposed_top10_works, coalesce(x.uplift_difference, 0) as uplift_difference,
    coalesce(x.uplift_pairs, 0) as uplift_pairs, coalesce(x.uplift_variance_p, 0) as uplift_variance_p,
    coalesce(x.uplift_variance_q, 0) as uplift_variance_q, coalesce(x.uplift_works, 0) as uplift_works
from tag_profile_variant as v
inner join ind_unit_window as y on v.hk_mo = y.hk_mo
left join ind_exposed_window as x
    on
        v.profile_id = x.profile_id and v.variant = x.variant and y.unit_kind = x.unit_kind and y.unit_id = x.unit_id
        and y.technology_id = x.technology_id and y.tag_scope = x.tag_scope
        and y.window_years = x.window_years and y.last_year = x.last_year
left join ind_expected_window as e
    on
        v.profile_id = e.profile_id and v.variant = e.variant and y.unit_kind = e.unit_kind and y.unit_id = e.unit_id
        and y.technology_id = e.technology_id and y.tag_scope = e.tag_scope
        and y.window_years = e.window_years and y.last_year = e.last_year
where y.window_years <> 1
