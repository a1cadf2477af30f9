-- One row: a unit's works of a year and a size of team in a technology that they are compared within.
-- key: hk_mo, unit_kind, unit_id, technology_id, tag_scope, publication_year, stratum_id, team_size_band
-- units: works are sums of the weights of ind_work_stratum; rated_works can be judged by their citations, top10_works
--   are scores
-- method: hk_mo is that of the profiles the row is for; bands of ind_work_stratum
with counting as (
    select hk_mo from tag_profile_variant
    group by hk_mo
)

select
    n.hk_mo, u.unit_kind, u.unit_id, s.technology_id, s.tag_scope, s.publication_year, s.stratum_id, s.team_size_band,
    sum(s.weight) as works,
    sum(case when s.top10 is not null then s.weight else 0 end) as rated_works,
    sum(coalesce(s.top10, 0)) as top10_works
from ind_work_stratum as s
inner join ind_work_unit as u on s.work_id = u.work_id
inner join counting as n on u.unit_kind = 'institution' or u.hk_mo = n.hk_mo
where u.unit_id <> 'unknown'
group by
    n.hk_mo, u.unit_kind, u.unit_id, s.technology_id, s.tag_scope, s.publication_year, s.stratum_id, s.team_size_band
