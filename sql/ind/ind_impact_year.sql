-- One row: a unit's works of a technology in a year, with what impact is made of. All columns add up over years.
-- key: unit_kind, unit_id, technology_id, tag_scope, publication_year
-- units: p_* are works of the top x %, *_fractional fractions of works, ncs_* sums of c/e, distance_km the sum over
--   located works
select
    u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, w.publication_year,
    count(*) as works, sum(u.weight) as works_fractional,
    sum(case when u.unit_kind = 'country' then w.unknown_country_mass else w.unknown_institution_mass end)
        as unknown_mass,
    count(w.top10) as works_measured,
    count(case when w.is_pooled then 1 end) as works_pooled,
    sum(case when w.top10 is not null then u.weight else 0 end) as works_measured_fractional,
    sum(w.top1) as p_top1,
    sum(w.top5) as p_top5,
    sum(w.top10) as p_top10,
    sum(w.top50) as p_top50,
    sum(cast(cast(u.weight as double) * cast(w.top1 as double) as decimal(18, 17))) as p_top1_fractional,
    sum(cast(cast(u.weight as double) * cast(w.top5 as double) as decimal(18, 17))) as p_top5_fractional,
    sum(cast(cast(u.weight as double) * cast(w.top10 as double) as decimal(18, 17))) as p_top10_fractional,
    sum(cast(cast(u.weight as double) * cast(w.top50 as double) as decimal(18, 17))) as p_top50_fractional,
    sum(w.ncs) as ncs,
    sum(cast(cast(u.weight as double) * cast(w.ncs as double) as decimal(28, 15))) as ncs_fractional,
    count(case when w.is_international then 1 end) as international_works,
    sum(case when w.is_international then u.weight else 0 end) as international_works_fractional,
    count(case when w.is_industry then 1 end) as industry_works,
    sum(case when w.is_industry then u.weight else 0 end) as industry_works_fractional,
    count(w.distance_km) as works_located, sum(cast(w.distance_km as decimal(18, 10))) as distance_km
from ind_work_measure as w
inner join ind_work_unit as u on w.work_id = u.work_id
inner join tag_work_scope as t on w.work_id = t.work_id
where u.hk_mo = 'own' and u.unit_id <> 'unknown'
group by u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, w.publication_year
