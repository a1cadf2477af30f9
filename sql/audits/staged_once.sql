-- error: every work is staged once or excluded once at its newest version
select work_id
from stg_record
group by work_id
having count(case when outcome <> 'superseded' then 1 end) <> 1
