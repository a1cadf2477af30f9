-- warning: works dated after the year the build stands for
select w.work_id
from stg_works as w
cross join ref_parameter as p
where w.publication_year > extract(year from p.as_of)
