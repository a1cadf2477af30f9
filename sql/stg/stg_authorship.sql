-- One row: an author on a work, by position.
-- key: work_id, authorship_no
-- method: shards of the first format do not say whether there is an ORCID; null there
select
    w.work_id, a.authorship_no, a.author_id, a.author_position, a.is_corresponding, a.has_affiliations, a.has_orcid
from stg_works as w
inner join raw_authorships as a on w.part_id = a.part_id and w.line_no = a.line_no
