-- One row: a work with at least one unit of W.
-- key: profile_id, variant, work_id
-- units: counterpart_mass and unknown_mass are fractions of the work; is_mixed: some of its credit lies outside W
with counterpart as (
    select profile_id, variant, work_id, sum(weight) as counterpart_mass
    from ind_work_counterpart
    group by profile_id, variant, work_id
)

select
    c.profile_id, c.variant, v.hk_mo, c.work_id, cast(c.counterpart_mass as decimal(18, 17)) as counterpart_mass,
    case when c.variant = 'country' then w.unknown_country_mass else w.unknown_institution_mass end as unknown_mass,
    c.counterpart_mass < 1 - 1e-9 as is_mixed, w.publication_year, w.is_hyperauthored
from counterpart as c
inner join tag_profile_variant as v on c.profile_id = v.profile_id and c.variant = v.variant
inner join ind_work as w on v.hk_mo = w.hk_mo and c.work_id = w.work_id
