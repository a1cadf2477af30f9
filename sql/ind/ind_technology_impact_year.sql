-- One row: the world's works of a technology in a year, with their top 10 % score and those with a company on them.
-- key: technology_id, tag_scope, publication_year
select
    technology_id, tag_scope, publication_year, count(*) as works, sum(unknown_institution_mass) as unknown_mass,
    count(case when is_measured then 1 end) as works_measured, sum(coalesce(top10, 0)) as p_top10,
    count(case when is_industry then 1 end) as industry_works
from ind_work_impact
group by technology_id, tag_scope, publication_year
