-- One row: a unit and a partner, by their numbers, with their joint works of a technology in a year.
-- key: unit_no, partner_no, technology_id, tag_scope, publication_year
with linked as (
    select x.unit_no, y.unit_no as partner_no, p.partner_kind, p.work_id, w.publication_year
    from ind_work_partner as p
    inner join ind_unit_number as x on p.unit_kind = x.unit_kind and p.unit_id = x.unit_id
    inner join ind_unit_number as y on p.partner_kind = y.unit_kind and p.partner_id = y.unit_id
    inner join stg_works as w on p.work_id = w.work_id
)

select
    p.unit_no, p.partner_kind, p.partner_no, t.technology_id, t.tag_scope, p.publication_year, count(*) as joint_works
from linked as p
inner join tag_work_scope as t on p.work_id = t.work_id
group by p.unit_no, p.partner_kind, p.partner_no, t.technology_id, t.tag_scope, p.publication_year
