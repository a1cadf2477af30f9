-- One row: an exposed work of a unit, with what it adds to the unit's sums whatever the technology.
-- key: profile_id, variant, unit_kind, unit_id, work_id
-- units: weight, counterpart_mass and led_* are fractions of the work, top10 is a score 0..1, null where citations cannot be judged
select
    e.profile_id, e.variant, l.unit_kind, l.unit_id, e.work_id, e.publication_year, l.weight, e.counterpart_mass,
    e.unknown_mass > 0 as has_unknown, not e.is_hyperauthored as is_small_team, e.is_mixed, l.is_corresponding,
    l.led_by_unit, l.led_by_counterpart, l.led_elsewhere, l.led_unknown,
    coalesce(d.dual_authorships, 0) as dual_authorships,
    coalesce(d.persistent_authorships, 0) as persistent_authorships,
    w.work_id is not null as has_counterpart_company, s.top10
from ind_work_exposed as e
inner join ind_work_lead as l on e.profile_id = l.profile_id and e.variant = l.variant and e.work_id = l.work_id
left join ind_citation_class as s on e.work_id = s.work_id
left join ind_work_dual as d
    on
        e.profile_id = d.profile_id and e.variant = d.variant and l.unit_kind = d.unit_kind
        and l.unit_id = d.unit_id and e.work_id = d.work_id
left join ind_work_counterpart_company as w
    on e.profile_id = w.profile_id and e.variant = w.variant and e.work_id = w.work_id
