-- One row: a unit's works of a technology and year with a partner of a kind.
-- key: unit_kind, unit_id, partner_kind, technology_id, tag_scope, publication_year
with partnered as (
    select unit_kind, unit_id, partner_kind, work_id
    from ind_work_partner
    group by unit_kind, unit_id, partner_kind, work_id
)

select
    p.unit_kind, p.unit_id, p.partner_kind, t.technology_id, t.tag_scope, w.publication_year,
    count(*) as partnered_works
from partnered as p
inner join stg_works as w on p.work_id = w.work_id
inner join tag_work_scope as t on p.work_id = t.work_id
group by p.unit_kind, p.unit_id, p.partner_kind, t.technology_id, t.tag_scope, w.publication_year
