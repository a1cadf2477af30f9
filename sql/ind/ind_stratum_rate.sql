-- One row: the world's exposed share in a stratum and year, of all works and of those not wholly within W.
-- key: profile_id, variant, technology_id, tag_scope, stratum_id, publication_year
-- method: works weigh as in ind_work_stratum; a work is mixed where some of its credit lies outside W
select
    e.profile_id, e.variant, s.technology_id, s.tag_scope, s.stratum_id, e.publication_year,
    cast(sum(case when e.is_exposed then s.weight else 0 end) as double) / cast(sum(s.weight) as double) as rate,
    cast(sum(case when e.is_exposed and e.counterpart_mass < 1 - 1e-9 then s.weight else 0 end) as double)
    / nullif(cast(sum(case when e.counterpart_mass < 1 - 1e-9 then s.weight else 0 end) as double), 0) as mixed_rate
from ind_work_exposure as e
inner join ind_work_stratum as s on e.work_id = s.work_id
group by e.profile_id, e.variant, s.technology_id, s.tag_scope, s.stratum_id, e.publication_year
