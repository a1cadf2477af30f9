-- One row: a funder that a work names, with the number of its awards that are given.
-- key: work_id, funder_id
select w.work_id, f.funder_id, count(f.award_id) as awards
from stg_works as w
inner join raw_funders as f on w.part_id = f.part_id and w.line_no = f.line_no
group by w.work_id, f.funder_id
