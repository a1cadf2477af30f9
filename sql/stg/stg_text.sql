-- One row: the text of a work that tagging reads.
-- key: work_id
select w.work_id, coalesce(w.title, '') as title, coalesce(a.abstract, '') as abstract, w.language
from stg_works as w
left join raw_abstracts as a on w.part_id = a.part_id and w.line_no = a.line_no
