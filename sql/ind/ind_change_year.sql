-- One row: what one cause, work by work, moved in a cell of exposure.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year, part
-- units: as in ind_exposure_year, now less before
select
    e.profile_id, e.variant, u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, u.publication_year, s.part,
    cast(sum(s.sign) as bigint) as works,
    sum(case when s.sign > 0 then u.weight else -u.weight end) as works_fractional,
    cast(sum(case when e.is_exposed then s.sign else 0 end) as bigint) as exposed_works,
    sum(case when not e.is_exposed then 0 when s.sign > 0 then u.weight else -u.weight end) as exposed_fractional
from ind_change_step as s
inner join ind_change_unit as u on s.work_id = u.work_id and s.units_of = u.side
inner join ind_change_scope as t on s.work_id = t.work_id and s.tags_of = t.side
inner join ind_change_exposure as e
    on
        s.work_id = e.work_id and s.lists_of = e.side
        and (u.unit_kind = 'institution' or u.hk_mo = e.hk_mo)
group by e.profile_id, e.variant, u.unit_kind, u.unit_id, t.technology_id, t.tag_scope, u.publication_year, s.part
