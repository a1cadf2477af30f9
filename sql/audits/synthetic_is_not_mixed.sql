-- error: invented and real works never share a warehouse
select min(work_id) as first_work, max(work_id) as last_work
from stg_works
having
    count(case when work_id between 9990000000 and 9999999999 then 1 end) > 0
    and count(case when work_id not between 9990000000 and 9999999999 then 1 end) > 0
