-- One row: a unit and a partner with their joint works of a technology in a window of years.
-- key: unit_kind, unit_id, partner_kind, partner_id, technology_id, tag_scope, window_years, last_year
with year as (
    select
        p.unit_kind, p.unit_id, p.partner_kind, p.partner_id, t.technology_id, t.tag_scope, w.publication_year,
        count(*) as joint_works
    from ind_work_partner as p
    inner join stg_works as w on p.work_id = w.work_id
    inner join tag_work_scope as t on p.work_id = t.work_id
    group by
        p.unit_kind, p.unit_id, p.partner_kind, p.partner_id, t.technology_id, t.tag_scope, w.publication_year
)

select
    y.unit_kind, y.unit_id, y.partner_kind, y.partner_id, y.technology_id, y.tag_scope, w.window_years, w.last_year,
    cast(sum(y.joint_works) as bigint) as joint_works,
    row_number() over (
        partition by y.unit_kind, y.unit_id, y.partner_kind, y.technology_id, y.tag_scope, w.window_years, w.last_year
        order by sum(y.joint_works) desc, y.partner_id asc
    ) as place
from year as y
inner join stg_window as w on y.publication_year between w.first_year and w.last_year
where w.window_years <> 1
group by
    y.unit_kind, y.unit_id, y.partner_kind, y.partner_id, y.technology_id, y.tag_scope, w.window_years, w.last_year
