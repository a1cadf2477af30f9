-- One row: a technology, or something wider, to which works of a set of technologies belong; to 'all' those of any.
-- key: set_no, home_kind, home_id
-- method: homes that take the same technologies together stand here once, as in tag_home.counted_as
with example as (
    select set_no, min(work_id) as work_id from tag_work_set
    group by set_no
),

member as (
    select e.set_no, t.technology_id
    from example as e
    inner join tag_work_technology as t on e.work_id = t.work_id
    where t.tier = 'high'
)

select set_no, 'technology' as home_kind, 'all' as home_id from example
union all
select set_no, 'technology' as home_kind, technology_id as home_id from member
union all
select m.set_no, c.home_kind, c.home_id
from member as m
inner join tag_home_technology as h on m.technology_id = h.technology_id
inner join tag_home as c on h.home_kind = c.home_kind and h.home_id = c.home_id
where c.home_id = c.counted_as
group by m.set_no, c.home_kind, c.home_id
