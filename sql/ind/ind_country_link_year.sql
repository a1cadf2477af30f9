-- One row: two countries on the same works, in a year and technology.
-- key: country_x, country_y, technology_id, tag_scope, publication_year
-- units: joint_works full count; joint_fractional, each work with n countries gives each of its pairs 1/(n − 1)
select
    x.unit_id as country_x, y.unit_id as country_y, t.technology_id, t.tag_scope, w.publication_year,
    count(*) as joint_works,
    sum(cast(cast(1 as double) / nullif(w.countries - 1, 0) as decimal(18, 17))) as joint_fractional
from ind_work_unit as x
inner join ind_work_unit as y on x.work_id = y.work_id
inner join ind_work as w on x.work_id = w.work_id
inner join tag_work_scope as t on x.work_id = t.work_id
where
    x.unit_kind = 'country' and y.unit_kind = 'country' and x.hk_mo = 'own' and y.hk_mo = 'own' and w.hk_mo = 'own'
    and x.unit_id <> 'unknown' and y.unit_id <> 'unknown' and x.unit_id <> y.unit_id
group by x.unit_id, y.unit_id, t.technology_id, t.tag_scope, w.publication_year
