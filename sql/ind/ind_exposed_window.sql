-- One row: a unit's exposed works of a technology in a window of years; cells without one have no row.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
-- units: as in ind_exposed_year and ind_uplift_year
select
    y.profile_id, y.variant, y.unit_kind, y.unit_id, y.technology_id, y.tag_scope, w.window_years, w.last_year,
    cast(sum(y.exposed_works) as bigint) as exposed_works,
    cast(sum(y.exposed_unknown_works) as bigint) as exposed_unknown_works,
    cast(sum(y.exposed_fractional) as double) as exposed_fractional,
    cast(sum(y.counterpart_mass) as double) as counterpart_mass,
    cast(sum(y.exposed_works_small_team) as bigint) as exposed_works_small_team,
    cast(sum(y.mixed_exposed_works) as bigint) as mixed_exposed_works,
    cast(sum(y.corresponding_works) as bigint) as corresponding_works,
    cast(sum(y.led_by_unit) as double) as led_by_unit,
    cast(sum(y.led_by_counterpart) as double) as led_by_counterpart,
    cast(sum(y.led_elsewhere) as double) as led_elsewhere,
    cast(sum(y.led_unknown) as double) as led_unknown,
    cast(sum(y.dual_authorships) as bigint) as dual_authorships,
    cast(sum(y.persistent_authorships) as bigint) as persistent_authorships,
    cast(sum(y.counterpart_company_works) as bigint) as counterpart_company_works,
    cast(sum(y.exposed_rated_works) as bigint) as exposed_rated_works,
    cast(sum(y.exposed_top10_works) as double) as exposed_top10_works,
    cast(sum(coalesce(u.difference, 0)) as double) as uplift_difference,
    cast(sum(coalesce(u.pairs, 0)) as double) as uplift_pairs,
    cast(sum(coalesce(u.variance_p, 0)) as double) as uplift_variance_p,
    cast(sum(coalesce(u.variance_q, 0)) as double) as uplift_variance_q,
    cast(sum(coalesce(u.compared_works, 0)) as double) as uplift_works
from ind_exposed_year as y
inner join stg_window as w on y.publication_year between w.first_year and w.last_year
left join ind_uplift_year as u
    on
        y.profile_id = u.profile_id and y.variant = u.variant and y.unit_kind = u.unit_kind and y.unit_id = u.unit_id
        and y.technology_id = u.technology_id and y.tag_scope = u.tag_scope
        and y.publication_year = u.publication_year
group by
    y.profile_id, y.variant, y.unit_kind, y.unit_id, y.technology_id, y.tag_scope, w.window_years, w.last_year
