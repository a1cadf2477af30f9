-- One row: a unit and a partner with their joint works of a technology in a year.
-- key: unit_kind, unit_id, partner_kind, partner_id, technology_id, tag_scope, publication_year
select
    p.unit_kind, p.unit_id, p.partner_kind, p.partner_id, t.technology_id, t.tag_scope, w.publication_year,
    count(*) as joint_works
from ind_work_partner as p
inner join stg_works as w on p.work_id = w.work_id
inner join tag_work_scope as t on p.work_id = t.work_id
group by p.unit_kind, p.unit_id, p.partner_kind, p.partner_id, t.technology_id, t.tag_scope, w.publication_year
