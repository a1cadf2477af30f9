-- One row: what a unit's works of a technology in a window of years add to its exposure figures.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
-- units: as in ind_exposure_detail_year and ind_uplift_year
select
    y.profile_id, y.variant, y.unit_kind, y.unit_id, y.technology_id, y.tag_scope,
    w.window_years, w.first_year, w.last_year,
    cast(sum(y.works) as bigint) as works,
    cast(sum(y.exposed_works) as bigint) as exposed_works,
    cast(sum(y.expected_works) as double) as expected_works,
    cast(sum(y.mixed_exposed_works) as bigint) as mixed_exposed_works,
    cast(sum(y.mixed_expected_works) as double) as mixed_expected_works,
    cast(sum(y.corresponding_works) as bigint) as corresponding_works,
    cast(sum(y.led_by_unit) as double) as led_by_unit,
    cast(sum(y.led_by_counterpart) as double) as led_by_counterpart,
    cast(sum(y.led_elsewhere) as double) as led_elsewhere,
    cast(sum(y.led_unknown) as double) as led_unknown,
    cast(sum(y.authorships) as bigint) as authorships,
    cast(sum(y.dual_authorships) as bigint) as dual_authorships,
    cast(sum(y.persistent_authorships) as bigint) as persistent_authorships,
    cast(sum(y.academic_only_works) as bigint) as academic_only_works,
    cast(sum(y.mixed_company_works) as bigint) as mixed_company_works,
    cast(sum(y.company_only_works) as bigint) as company_only_works,
    cast(sum(y.company_unresolved_works) as bigint) as company_unresolved_works,
    cast(sum(y.counterpart_company_works) as bigint) as counterpart_company_works,
    cast(sum(y.open_access_works) as bigint) as open_access_works,
    cast(sum(y.works_with_access) as bigint) as works_with_access,
    cast(sum(y.rated_works) as bigint) as rated_works,
    cast(sum(y.top10_works) as bigint) as top10_works,
    cast(sum(y.exposed_rated_works) as bigint) as exposed_rated_works,
    cast(sum(y.exposed_top10_works) as bigint) as exposed_top10_works,
    cast(sum(coalesce(u.difference, 0)) as double) as uplift_difference,
    cast(sum(coalesce(u.pairs, 0)) as double) as uplift_pairs,
    cast(sum(coalesce(u.variance_p, 0)) as double) as uplift_variance_p,
    cast(sum(coalesce(u.variance_q, 0)) as double) as uplift_variance_q,
    cast(sum(coalesce(u.compared_works, 0)) as double) as uplift_works
from ind_exposure_detail_year as y
inner join stg_window as w on y.publication_year between w.first_year and w.last_year
left join ind_uplift_year as u
    on
        y.profile_id = u.profile_id and y.variant = u.variant and y.unit_kind = u.unit_kind and y.unit_id = u.unit_id
        and y.technology_id = u.technology_id and y.tag_scope = u.tag_scope
        and y.publication_year = u.publication_year
where w.window_years <> 1
group by
    y.profile_id, y.variant, y.unit_kind, y.unit_id, y.technology_id, y.tag_scope,
    w.window_years, w.first_year, w.last_year
