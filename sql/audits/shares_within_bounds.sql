-- error: shares, intervals and bounds lie within 0..1 and in order
select profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
from est_exposure
where
    not coverage between -1e-9 and 1 + 1e-9
    or not exposed_share between exposed_share_low and exposed_share_high
    or not exposed_share between bound_low and bound_high
    or not exposed_share between 0 and 1
    or not complete_case_share between bound_low - 1e-12 and bound_high + 1e-12
