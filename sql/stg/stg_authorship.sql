-- One row: an author on a work, by position.
-- key: work_id, authorship_no
select w.work_id, a.authorship_no, a.author_id, a.author_position, a.is_corresponding, a.has_affiliations
from stg_works as w
inner join raw_authorships as a on w.part_id = a.part_id and w.line_no = a.line_no
