-- One row: a work of a unit with how many of its authorships carry the unit.
-- key: hk_mo, unit_kind, unit_id, work_id
select
    'own' as hk_mo, 'institution' as unit_kind, institution_id as unit_id, work_id,
    count(distinct authorship_no) as authorships
from stg_credit
group by institution_id, work_id
union all
select u.hk_mo, 'country' as unit_kind, u.unit_id, c.work_id, count(distinct c.authorship_no) as authorships
from stg_credit as c
inner join stg_country_unit as u on c.country_code = u.country_code
group by u.hk_mo, u.unit_id, c.work_id
