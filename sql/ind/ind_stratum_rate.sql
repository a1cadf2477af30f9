-- One row: the world's exposed share in a stratum and year, of all works and of those not wholly within W.
-- key: profile_id, variant, technology_id, tag_scope, stratum_id, publication_year
-- units: works and works_mixed are those the rates are shares of
-- method: works weigh as in ind_work_stratum; a work is mixed where some of its credit lies outside W. A stratum without
--   an exposed work has no row, its rate is 0
with world as (
    select technology_id, tag_scope, stratum_id, publication_year, sum(weight) as works
    from ind_work_stratum
    group by technology_id, tag_scope, stratum_id, publication_year
),

exposed as (
    select
        e.profile_id, e.variant, s.technology_id, s.tag_scope, s.stratum_id, s.publication_year,
        sum(s.weight) as works, sum(case when e.is_mixed then s.weight else 0 end) as mixed_works
    from ind_work_exposed as e
    inner join ind_work_stratum as s on e.work_id = s.work_id
    group by e.profile_id, e.variant, s.technology_id, s.tag_scope, s.stratum_id, s.publication_year
)

select
    e.profile_id, e.variant, e.technology_id, e.tag_scope, e.stratum_id, e.publication_year,
    w.works, w.works - (e.works - e.mixed_works) as works_mixed,
    cast(e.works as double) / cast(w.works as double) as rate,
    coalesce(cast(e.mixed_works as double) / nullif(cast(w.works - (e.works - e.mixed_works) as double), 0), 0)
        as mixed_rate
from exposed as e
inner join world as w
    on
        e.technology_id = w.technology_id and e.tag_scope = w.tag_scope and e.stratum_id = w.stratum_id
        and e.publication_year = w.publication_year
