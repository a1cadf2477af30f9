-- One row: a unit's partners in a technology and window of years, as sums over partners.
-- key: unit_kind, unit_id, partner_kind, technology_id, tag_scope, window_years, last_year
-- units: links N = Σ n over partners with n joint works each, pairs Σ n(n − 1), squares Σ n²; works as in ind_work_partner
with joint as (
    select
        unit_kind, unit_id, partner_kind, technology_id, tag_scope, window_years, last_year,
        count(*) as partners, cast(sum(joint_works) as bigint) as links,
        cast(sum(joint_works * (joint_works - 1)) as bigint) as pairs,
        cast(sum(joint_works * joint_works) as bigint) as squares,
        max(joint_works) as top_partner_works, max(case when place = 1 then partner_id end) as top_partner_id
    from ind_partner_joint
    group by unit_kind, unit_id, partner_kind, technology_id, tag_scope, window_years, last_year
),

partnered as (
    select unit_kind, unit_id, partner_kind, work_id
    from ind_work_partner
    group by unit_kind, unit_id, partner_kind, work_id
),

counted as (
    select
        k.partner_kind, u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, w.window_years, w.first_year, w.last_year,
        count(*) as works, count(p.work_id) as partnered_works,
        sum(
            cast(
                case when k.partner_kind = 'country' then m.unknown_country_mass else m.unknown_institution_mass end
                as decimal(18, 17)
            )
        ) as unknown_mass
    from ind_work_unit as u
    inner join stg_works as s on u.work_id = s.work_id
    inner join ind_work as m on u.work_id = m.work_id and u.hk_mo = m.hk_mo
    inner join tag_work_scope as t on u.work_id = t.work_id
    inner join stg_window as w on s.publication_year between w.first_year and w.last_year
    cross join (values ('institution'), ('country')) as k (partner_kind)
    left join partnered as p
        on
            u.unit_kind = p.unit_kind and u.unit_id = p.unit_id and k.partner_kind = p.partner_kind
            and u.work_id = p.work_id
    where u.hk_mo = 'own' and u.unit_id <> 'unknown' and not s.is_hyperauthored and w.window_years <> 1
    group by
        k.partner_kind, u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, w.window_years, w.first_year, w.last_year
)

select
    c.unit_kind, c.unit_id, c.partner_kind, c.technology_id, c.tag_scope, c.window_years, c.first_year, c.last_year,
    c.works, c.partnered_works, cast(c.unknown_mass as double) as unknown_mass,
    coalesce(j.partners, 0) as partners, coalesce(j.links, 0) as links, coalesce(j.pairs, 0) as pairs,
    coalesce(j.squares, 0) as squares, coalesce(j.top_partner_works, 0) as top_partner_works, j.top_partner_id
from counted as c
left join joint as j
    on
        c.unit_kind = j.unit_kind and c.unit_id = j.unit_id and c.partner_kind = j.partner_kind
        and c.technology_id = j.technology_id and c.tag_scope = j.tag_scope
        and c.window_years = j.window_years and c.last_year = j.last_year
