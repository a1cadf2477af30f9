-- One row: a technology that a work is compared within, for a cell it counts in.
-- key: work_id, technology_id, tag_scope, stratum_id
-- units: top10 is the score in the top 10 % times the weight, null where citations cannot be judged; team_size_band 1 to 6: 1, 2–3, 4–6, 7–10, 11–30, more authors
-- method: a cell of one technology has that one stratum, weight 1; in the cell 'all' a work of m technologies, tagged
--   `high`, has each with weight 1/m, a work of none has the stratum 'none'
with tagged as (
    select work_id, count(*) as technologies from tag_work_scope
    where technology_id <> 'all' and tag_scope = 'high'
    group by work_id
),

placed as (
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
    inner join tagged as g on t.work_id = g.work_id
    where t.technology_id <> 'all' and t.tag_scope = 'high'
    union all
    select
        t.work_id, t.technology_id, t.tag_scope, 'none' as stratum_id,
        cast(1 as decimal(18, 17)) as weight
    from tag_work_scope as t
    left join tagged as g on t.work_id = g.work_id
    where t.technology_id = 'all' and g.work_id is null
)

select
    p.work_id, p.technology_id, p.tag_scope, p.stratum_id, p.weight, w.publication_year,
    cast(cast(p.weight as double) * cast(c.top10 as double) as decimal(18, 17)) as top10,
    case
        when w.authorships <= 1 then 1
        when w.authorships <= 3 then 2
        when w.authorships <= 6 then 3
        when w.authorships <= 10 then 4
        when w.authorships <= 30 then 5
        else 6
    end as team_size_band
from placed as p
inner join stg_works as w on p.work_id = w.work_id
left join ind_citation_class as c on p.work_id = c.work_id
