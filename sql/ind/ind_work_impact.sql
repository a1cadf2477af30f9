-- One row: a work and technology with what impact is made of; scores are null where citations cannot be judged.
-- key: work_id, technology_id, tag_scope
select
    w.work_id, t.technology_id, t.tag_scope, w.publication_year, w.unknown_country_mass, w.unknown_institution_mass,
    w.countries >= 2 as is_international, i.work_id is not null as is_industry, d.distance_km,
    c.work_id is not null as is_measured, coalesce(c.is_pooled, false) as is_pooled,
    c.top1, c.top5, c.top10, c.top50, c.ncs
from ind_work as w
inner join tag_work_scope as t on w.work_id = t.work_id
left join ind_citation_class as c on w.work_id = c.work_id
left join ind_work_distance as d on w.work_id = d.work_id
left join ind_work_industry as i on w.work_id = i.work_id
where w.hk_mo = 'own'
