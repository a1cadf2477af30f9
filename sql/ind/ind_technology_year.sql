-- One row: the world's works of a technology in a year.
-- key: technology_id, tag_scope, publication_year
select
    t.technology_id, t.tag_scope, w.publication_year,
    count(*) as works,
    count(case when s.topic_model = 'v1' then 1 end) as works_topic_v1,
    count(case when s.topic_model = 'v2' then 1 end) as works_topic_v2,
    count(case when w.countries >= 2 then 1 end) as international_works,
    cast(sum(w.unknown_country_mass) as double) as unknown_country_mass
from ind_work as w
inner join stg_works as s on w.work_id = s.work_id
inner join tag_work_scope as t on w.work_id = t.work_id
where w.hk_mo = 'own'
group by t.technology_id, t.tag_scope, w.publication_year
