-- One row: a unit's exposed works of a year and a size of team in a technology that they are compared within.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year, stratum_id, team_size_band
-- units: as in ind_unit_stratum; whole_works lie wholly within W
select
    e.profile_id, e.variant, e.hk_mo, u.unit_kind, u.unit_id, s.technology_id, s.tag_scope, s.publication_year,
    s.stratum_id, s.team_size_band,
    sum(case when e.is_mixed then 0 else s.weight end) as whole_works,
    sum(case when s.top10 is not null then s.weight else 0 end) as rated_works,
    sum(coalesce(s.top10, 0)) as top10_works
from ind_work_exposed as e
inner join ind_work_stratum as s on e.work_id = s.work_id
inner join ind_work_unit as u on e.work_id = u.work_id and (u.unit_kind = 'institution' or e.hk_mo = u.hk_mo)
where u.unit_id <> 'unknown'
group by
    e.profile_id, e.variant, e.hk_mo, u.unit_kind, u.unit_id, s.technology_id, s.tag_scope, s.publication_year,
    s.stratum_id, s.team_size_band
