-- One row: the sums of Mantel and Haenszel over the strata of a unit's works in a year. All columns add up.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year
-- method: strata are technology, year and team size (1, 2–3, 4–6, 7–10, 11–30, more authors); a of m exposed and b of n
--   other rated works are in OpenAlex's top 10 %, t = m + n. difference Σ(an − bm)/t, pairs Σ mn/t; variance terms of
--   Sato 1989: P = (m²b − n²a + mn(n − m)/2)/t², Q = (a(n − b) + b(m − a))/2t
with rated as (
    select
        work_id, is_in_top_10_percent,
        case
            when authorships <= 1 then 1
            when authorships <= 3 then 2
            when authorships <= 6 then 3
            when authorships <= 10 then 4
            when authorships <= 30 then 5
            else 6
        end as team_size_band
    from stg_works
    where is_in_top_10_percent is not null
),

stratum as (
    select
        e.profile_id, e.variant, u.unit_kind, u.unit_id, s.technology_id, s.tag_scope, e.publication_year,
        s.stratum_id, w.team_size_band,
        cast(sum(case when e.is_exposed then s.weight else 0 end) as double) as m,
        cast(sum(case when e.is_exposed then 0 else s.weight end) as double) as n,
        cast(sum(case when e.is_exposed and w.is_in_top_10_percent then s.weight else 0 end) as double) as a,
        cast(sum(case when w.is_in_top_10_percent and not e.is_exposed then s.weight else 0 end) as double) as b
    from ind_work_exposure as e
    inner join rated as w on e.work_id = w.work_id
    inner join ind_work_unit as u on e.work_id = u.work_id and (u.unit_kind = 'institution' or e.hk_mo = u.hk_mo)
    inner join ind_work_stratum as s on e.work_id = s.work_id
    where u.unit_id <> 'unknown'
    group by
        e.profile_id, e.variant, u.unit_kind, u.unit_id, s.technology_id, s.tag_scope, e.publication_year,
        s.stratum_id, w.team_size_band
)

select
    profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year,
    sum(cast((a * n - b * m) / (m + n) as decimal(28, 15))) as difference,
    sum(cast(m * n / (m + n) as decimal(28, 15))) as pairs,
    sum(cast((m * m * b - n * n * a + m * n * (n - m) / 2) / ((m + n) * (m + n)) as decimal(28, 15))) as variance_p,
    sum(cast((a * (n - b) + b * (m - a)) / (2 * (m + n)) as decimal(28, 15))) as variance_q,
    sum(cast(m + n as decimal(28, 15))) as compared_works
from stratum
where m > 0 and n > 0
group by profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year
