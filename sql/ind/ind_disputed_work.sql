-- One row: a work on which an institution stands that a disputed link would have made listed.
-- key: listing_id, institution_id, work_id
select
    t.listing_id, t.institution_id, u.work_id,
    t.effective_from <= w.publication_date
    and (t.listed_until is null or w.publication_date < t.listed_until) as is_then,
    t.effective_from <= p.as_of and (t.listed_until is null or p.as_of < t.listed_until) as is_now
from tag_listing_dispute as t
inner join ind_work_unit as u on t.institution_id = u.unit_id
inner join stg_works as w on u.work_id = w.work_id
cross join ref_parameter as p
where u.unit_kind = 'institution' and t.effective_from is not null
