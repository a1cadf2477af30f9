-- One row: a work with what impact is made of, whatever its technologies; null where not known.
-- key: work_id
-- units: top* are scores 0..1, ncs is c/e, distance_km the largest between two of its places
select
    w.work_id, w.publication_year, w.unknown_country_mass, w.unknown_institution_mass,
    w.countries >= 2 as is_international, i.work_id is not null as is_industry, d.distance_km,
    coalesce(c.is_pooled, false) as is_pooled, c.top1, c.top5, c.top10, c.top50, c.ncs
from ind_work as w
left join ind_citation_class as c on w.work_id = c.work_id
left join ind_work_distance as d on w.work_id = d.work_id
left join ind_work_industry as i on w.work_id = i.work_id
where w.hk_mo = 'own'
