-- One row: a unit's partners in a technology and window of years, as sums over partners.
-- key: unit_kind, unit_id, partner_kind, technology_id, tag_scope, window_years, last_year
-- units: links N = Σ n over partners with n joint works each, pairs Σ n(n − 1), squares Σ n²; works as in ind_work_partner
-- method: the top partner has most joint works, among equals the smallest number: the first id
with pair as (
    select
        y.unit_no, y.partner_kind, y.partner_no, y.technology_id, y.tag_scope, w.window_years, w.last_year,
        cast(sum(y.joint_works) as bigint) as joint_works
    from ind_partner_year as y
    inner join stg_window as w on y.publication_year between w.first_year and w.last_year
    where w.window_years <> 1
    group by y.unit_no, y.partner_kind, y.partner_no, y.technology_id, y.tag_scope, w.window_years, w.last_year
),

joint as (
    select
        unit_no, partner_kind, technology_id, tag_scope, window_years, last_year,
        count(*) as partners, cast(sum(joint_works) as bigint) as links,
        cast(sum(joint_works * (joint_works - 1)) as bigint) as pairs,
        cast(sum(joint_works * joint_works) as bigint) as squares, max(joint_works) as top_partner_works,
        999999999 - max(joint_works * 1000000000 + 999999999 - partner_no) % 1000000000 as top_partner_no
    from pair
    group by unit_no, partner_kind, technology_id, tag_scope, window_years, last_year
),

partnered as (
    select
        y.unit_kind, y.unit_id, y.partner_kind, y.technology_id, y.tag_scope, w.window_years, w.last_year,
        cast(sum(y.partnered_works) as bigint) as partnered_works
    from ind_partnered_year as y
    inner join stg_window as w on y.publication_year between w.first_year and w.last_year
    group by y.unit_kind, y.unit_id, y.partner_kind, y.technology_id, y.tag_scope, w.window_years, w.last_year
)

select
    c.unit_kind, c.unit_id, k.partner_kind, c.technology_id, c.tag_scope, c.window_years, c.first_year, c.last_year,
    c.works_small_team as works, coalesce(p.partnered_works, 0) as partnered_works,
    case
        when k.partner_kind = 'country' then c.unknown_country_mass_small_team
        else c.unknown_institution_mass_small_team
    end as unknown_mass,
    coalesce(j.partners, 0) as partners, coalesce(j.links, 0) as links, coalesce(j.pairs, 0) as pairs,
    coalesce(j.squares, 0) as squares, coalesce(j.top_partner_works, 0) as top_partner_works,
    t.unit_id as top_partner_id
from ind_unit_window as c
cross join (values ('institution'), ('country')) as k (partner_kind)
left join partnered as p
    on
        c.unit_kind = p.unit_kind and c.unit_id = p.unit_id and k.partner_kind = p.partner_kind
        and c.technology_id = p.technology_id and c.tag_scope = p.tag_scope
        and c.window_years = p.window_years and c.last_year = p.last_year
left join ind_unit_number as u on c.unit_kind = u.unit_kind and c.unit_id = u.unit_id
left join joint as j
    on
        u.unit_no = j.unit_no and k.partner_kind = j.partner_kind
        and c.technology_id = j.technology_id and c.tag_scope = j.tag_scope
        and c.window_years = j.window_years and c.last_year = j.last_year
left join ind_unit_number as t on j.top_partner_no = t.unit_no
where c.hk_mo = 'own' and c.window_years <> 1 and c.works_small_team > 0
