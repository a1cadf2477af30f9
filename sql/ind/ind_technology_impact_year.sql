-- One row: the world's works of a technology in a year, with their top 10 % score and those with a company on them.
-- key: technology_id, tag_scope, publication_year
select
    t.technology_id, t.tag_scope, w.publication_year, count(*) as works,
    sum(w.unknown_institution_mass) as unknown_mass, count(w.top10) as works_measured,
    sum(coalesce(w.top10, 0)) as p_top10, count(case when w.is_industry then 1 end) as industry_works
from ind_work_measure as w
inner join tag_work_scope as t on w.work_id = t.work_id
group by t.technology_id, t.tag_scope, w.publication_year
