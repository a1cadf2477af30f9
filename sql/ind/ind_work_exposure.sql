-- One row: a work and what a kind of exposure makes of it.
-- key: profile_id, variant, work_id
-- units: counterpart_mass and unknown_mass are fractions of the work
with counterpart as (
    select profile_id, variant, work_id, sum(weight) as counterpart_mass
    from ind_work_counterpart
    group by profile_id, variant, work_id
)

select
    v.profile_id, v.variant, v.hk_mo, w.work_id, c.work_id is not null as is_exposed,
    coalesce(c.counterpart_mass, 0) as counterpart_mass,
    case when v.variant = 'country' then w.unknown_country_mass else w.unknown_institution_mass end as unknown_mass,
    w.publication_year, w.is_hyperauthored, w.is_open_access, w.countries
from tag_profile_variant as v
inner join ind_work as w on v.hk_mo = w.hk_mo
left join counterpart as c
    on v.profile_id = c.profile_id and v.variant = c.variant and w.work_id = c.work_id
