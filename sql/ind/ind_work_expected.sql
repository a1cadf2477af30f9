-- One row: a work in a cell, with how likely a work of its technologies and year is to be exposed.
-- key: profile_id, variant, work_id, technology_id, tag_scope
-- units: expected and mixed_expected are shares; mixed_expected is 0 for a work wholly within W
select
    e.profile_id, e.variant, e.work_id, s.technology_id, s.tag_scope,
    e.counterpart_mass < 1 - 1e-9 as is_mixed,
    sum(cast(cast(s.weight as double) * r.rate as decimal(18, 17))) as expected,
    sum(
        case
            when e.counterpart_mass < 1 - 1e-9
                then cast(cast(s.weight as double) * r.mixed_rate as decimal(18, 17))
            else 0
        end
    ) as mixed_expected
from ind_work_exposure as e
inner join ind_work_stratum as s on e.work_id = s.work_id
inner join ind_stratum_rate as r
    on
        e.profile_id = r.profile_id and e.variant = r.variant and s.technology_id = r.technology_id
        and s.tag_scope = r.tag_scope and s.stratum_id = r.stratum_id and e.publication_year = r.publication_year
group by e.profile_id, e.variant, e.work_id, s.technology_id, s.tag_scope, e.counterpart_mass < 1 - 1e-9
