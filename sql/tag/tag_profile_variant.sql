-- One row: a kind of exposure that a profile asks for.
-- key: profile_id, variant
select p.profile_id, p.hk_mo, 'country' as variant
from ref_profile as p
inner join ref_profile_country as c on p.profile_id = c.profile_id
group by p.profile_id, p.hk_mo
union all
select p.profile_id, p.hk_mo, v.variant
from ref_profile as p
inner join ref_profile_list as l on p.profile_id = l.profile_id
cross join (values ('listed_then'), ('listed_now')) as v (variant)
group by p.profile_id, p.hk_mo, v.variant
