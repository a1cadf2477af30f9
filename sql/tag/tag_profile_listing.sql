-- One row: a listing of an institution that a profile looks at.
-- key: profile_id, institution_id, listing_id
-- method: a profile may take from a list only what is known at one level of evidence
select p.profile_id, t.institution_id, t.listing_id, t.list_id, t.effective_from, t.listed_until
from tag_institution_listing as t
inner join ref_profile_list as p on t.list_id = p.list_id
where p.evidence is null or p.evidence = t.evidence
