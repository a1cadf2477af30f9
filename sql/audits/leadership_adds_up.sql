-- error: the four parts of leadership sum to the exposed works, and the works are those of the exposure table
select d.profile_id, d.variant, d.unit_kind, d.unit_id, d.technology_id, d.tag_scope, d.window_years, d.last_year
from ind_exposure_detail as d
left join ind_exposure as x
    on
        d.profile_id = x.profile_id and d.variant = x.variant and d.unit_kind = x.unit_kind and d.unit_id = x.unit_id
        and d.technology_id = x.technology_id and d.tag_scope = x.tag_scope
        and d.window_years = x.window_years and d.last_year = x.last_year
where
    abs(d.led_by_unit + d.led_by_counterpart + d.led_elsewhere + d.led_unknown - d.exposed_works) > 1e-9 * d.works
    or d.works <> coalesce(x.works, -1) or d.exposed_works <> coalesce(x.exposed_works, -1)
