-- One row: a technology that a work is compared within, for a cell it counts in.
-- key: work_id, technology_id, tag_scope, stratum_id
-- method: a cell of one technology has that one stratum, weight 1; in the cell 'all' a work of m technologies has each
--   with weight 1/m, a work of none has the stratum 'none'
with tagged as (
    select work_id, tag_scope, count(*) as technologies
    from tag_work_scope
    where technology_id <> 'all'
    group by work_id, tag_scope
)

select
    work_id, technology_id, tag_scope, technology_id as stratum_id,
    cast(1 as decimal(18, 17)) as weight
from tag_work_scope
where technology_id <> 'all'
union all
select
    t.work_id, 'all' as technology_id, t.tag_scope, t.technology_id as stratum_id,
    cast(cast(1 as double) / g.technologies as decimal(18, 17)) as weight
from tag_work_scope as t
inner join tagged as g on t.work_id = g.work_id and t.tag_scope = g.tag_scope
where t.technology_id <> 'all'
union all
select
    t.work_id, t.technology_id, t.tag_scope, 'none' as stratum_id,
    cast(1 as decimal(18, 17)) as weight
from tag_work_scope as t
left join tagged as g on t.work_id = g.work_id and t.tag_scope = g.tag_scope
where t.technology_id = 'all' and g.work_id is null
