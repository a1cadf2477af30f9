-- One row: the world's works of a technology in a year.
-- key: technology_id, tag_scope, publication_year
select
    t.technology_id, t.tag_scope, w.publication_year,
    count(*) as works,
    count(case when w.countries >= 2 then 1 end) as international_works,
    cast(sum(w.unknown_country_mass) as double) as unknown_country_mass
from ind_work as w
inner join tag_work_scope as t on w.work_id = t.work_id
where w.hk_mo = 'own'
group by t.technology_id, t.tag_scope, w.publication_year
