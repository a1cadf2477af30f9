-- One row: a work and what a kind of exposure makes of it.
-- key: profile_id, variant, work_id
-- view: most works are not exposed, for most profiles
-- units: counterpart_mass and unknown_mass are fractions of the work
select
    v.profile_id, v.variant, v.hk_mo, w.work_id, e.work_id is not null as is_exposed,
    coalesce(e.counterpart_mass, 0) as counterpart_mass,
    case when v.variant = 'country' then w.unknown_country_mass else w.unknown_institution_mass end as unknown_mass,
    w.publication_year, w.is_hyperauthored, w.is_open_access, w.countries
from tag_profile_variant as v
inner join ind_work as w on v.hk_mo = w.hk_mo
left join ind_work_exposed as e
    on v.profile_id = e.profile_id and v.variant = e.variant and w.work_id = e.work_id
