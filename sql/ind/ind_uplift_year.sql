-- One row: the sums of Mantel and Haenszel over the strata of a unit's works in a year. All columns add up.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year
-- method: strata are technology, year and team size; a of m exposed and b of n other rated works are in the top 10 %,
--   ties in part, t = m + n. difference Σ(an − bm)/t, pairs Σ mn/t; variance terms of Sato 1989:
--   P = (m²b − n²a + mn(n − m)/2)/t², Q = (a(n − b) + b(m − a))/2t
with stratum as (
    select
        e.profile_id, e.variant, e.unit_kind, e.unit_id, e.technology_id, e.tag_scope, e.publication_year,
        cast(e.rated_works as double) as m, cast(s.rated_works - e.rated_works as double) as n,
        cast(e.top10_works as double) as a, cast(s.top10_works - e.top10_works as double) as b
    from ind_exposed_stratum as e
    inner join ind_unit_stratum as s
        on
            e.hk_mo = s.hk_mo and e.unit_kind = s.unit_kind and e.unit_id = s.unit_id
            and e.technology_id = s.technology_id and e.tag_scope = s.tag_scope
            and e.publication_year = s.publication_year and e.stratum_id = s.stratum_id
            and e.team_size_band = s.team_size_band
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
