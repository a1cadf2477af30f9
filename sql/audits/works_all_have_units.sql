-- error: every staged work has institutions and countries, known or unknown
select w.work_id
from stg_works as w
left join ind_work as i on w.work_id = i.work_id and i.hk_mo = 'own'
where i.work_id is null
