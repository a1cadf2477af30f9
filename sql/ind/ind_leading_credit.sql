-- One row: the part of a work's lead that one institution and country have.
-- key: work_id, institution_id, country_code
-- method: the corresponding authors lead, evenly; where none is marked, the first and the last one; each leader's part is
--   split as that author's credit is. The parts of a work sum to 1
with marked as (
    select work_id from stg_authorship
    where is_corresponding
    group by work_id
),

leader as (
    select a.work_id, a.authorship_no, m.work_id is not null as is_corresponding
    from stg_authorship as a
    left join marked as m on a.work_id = m.work_id
    where a.is_corresponding or (m.work_id is null and a.author_position in ('first', 'last'))
),

leaders as (
    select work_id, count(*) as leaders from leader
    group by work_id
)

select
    c.work_id, c.institution_id, c.country_code, l.is_corresponding,
    cast(sum(cast(c.weight as double) * w.authorships / n.leaders) as decimal(18, 17)) as weight
from stg_credit as c
inner join leader as l on c.work_id = l.work_id and c.authorship_no = l.authorship_no
inner join leaders as n on c.work_id = n.work_id
inner join stg_works as w on c.work_id = w.work_id
group by c.work_id, c.institution_id, c.country_code, l.is_corresponding
