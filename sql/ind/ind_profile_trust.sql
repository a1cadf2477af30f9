-- One row: a trust set that a profile's scenarios are computed within: the one it names, else every one there is.
-- key: profile_id, trust_set_id
select p.profile_id, t.trust_set_id
from ref_profile as p
inner join ref_trust_set as t on p.trust_set_id = t.trust_set_id or p.trust_set_id is null
