-- One row: a pair of countries whose joint works moved in a technology and year, with the part of each cause.
-- key: country_x, country_y, technology_id, tag_scope, publication_year
-- units: joint works, full count; before + new + removed + revised + tags = after; lists move no joint work
with part as (
    select
        x.unit_id as country_x, y.unit_id as country_y, t.technology_id, t.tag_scope, x.publication_year, s.part, s.sign
    from ind_change_step as s
    inner join ind_change_unit as x on s.work_id = x.work_id and s.units_of = x.side
    inner join ind_change_unit as y on s.work_id = y.work_id and s.units_of = y.side
    inner join ind_change_scope as t on s.work_id = t.work_id and s.tags_of = t.side
    where
        x.unit_kind = 'country' and x.hk_mo = 'own' and y.unit_kind = 'country' and y.hk_mo = 'own'
        and x.unit_id < y.unit_id and s.part <> 'lists'
),

whole as (
    select country_x, country_y, technology_id, tag_scope, publication_year, 'tags' as part, joint_works as sign
    from ind_country_link_year
    union all
    select country_x, country_y, technology_id, tag_scope, publication_year, 'tags' as part, -joint_works as sign
    from past_country_link_year
),

moved as (
    select country_x, country_y, technology_id, tag_scope, publication_year, part, sign from part
    union all
    select
        w.country_x, w.country_y, w.technology_id, w.tag_scope, w.publication_year, w.part, w.sign
    from whole as w
    left join ref_technology as n on w.technology_id = n.technology_id
    left join past_technology as p on w.technology_id = p.technology_id
    cross join past_run as r
    where
        r.is_compared and w.country_x < w.country_y and w.technology_id <> 'all'
        and (n.technology_id is null or p.technology_id is null)
),

cell as (
    select
        country_x, country_y, technology_id, tag_scope, publication_year,
        cast(sum(case when part = 'new' then sign else 0 end) as bigint) as joint_works_new,
        cast(sum(case when part = 'removed' then sign else 0 end) as bigint) as joint_works_removed,
        cast(sum(case when part = 'revised' then sign else 0 end) as bigint) as joint_works_revised,
        cast(sum(case when part = 'tags' then sign else 0 end) as bigint) as joint_works_tags
    from moved
    group by country_x, country_y, technology_id, tag_scope, publication_year
)

select
    c.country_x, c.country_y, c.technology_id, c.tag_scope, c.publication_year,
    coalesce(p.joint_works, 0) as joint_works_before, coalesce(n.joint_works, 0) as joint_works_after,
    c.joint_works_new, c.joint_works_removed, c.joint_works_revised, c.joint_works_tags
from cell as c
left join past_country_link_year as p
    on
        c.country_x = p.country_x and c.country_y = p.country_y and c.technology_id = p.technology_id
        and c.tag_scope = p.tag_scope and c.publication_year = p.publication_year
left join ind_country_link_year as n
    on
        c.country_x = n.country_x and c.country_y = n.country_y and c.technology_id = n.technology_id
        and c.tag_scope = n.tag_scope and c.publication_year = n.publication_year
where
    c.joint_works_new <> 0 or c.joint_works_removed <> 0 or c.joint_works_revised <> 0 or c.joint_works_tags <> 0
