-- One row: a unit's exposed works of a technology in a year. All columns add up over years.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year
-- units: *_works and *_authorships are counts, *_mass, *_fractional and led_* sums of fractions of works;
--   exposed_unknown_works are those with some unknown affiliation too
select
    x.profile_id, x.variant, x.unit_kind, x.unit_id, t.technology_id, t.tag_scope, x.publication_year,
    count(*) as exposed_works,
    count(case when x.has_unknown then 1 end) as exposed_unknown_works,
    sum(x.weight) as exposed_fractional,
    sum(x.counterpart_mass) as counterpart_mass,
    count(case when x.is_small_team then 1 end) as exposed_works_small_team,
    count(case when x.is_mixed then 1 end) as mixed_exposed_works,
    count(case when x.is_corresponding then 1 end) as corresponding_works,
    sum(x.led_by_unit) as led_by_unit,
    sum(x.led_by_counterpart) as led_by_counterpart,
    sum(x.led_elsewhere) as led_elsewhere,
    sum(x.led_unknown) as led_unknown,
    sum(x.dual_authorships) as dual_authorships,
    sum(x.persistent_authorships) as persistent_authorships,
    count(case when x.has_counterpart_company then 1 end) as counterpart_company_works,
    count(x.top10) as exposed_rated_works,
    coalesce(sum(x.top10), 0) as exposed_top10_works
from ind_work_exposed_unit as x
inner join tag_work_scope as t on x.work_id = t.work_id
group by x.profile_id, x.variant, x.unit_kind, x.unit_id, t.technology_id, t.tag_scope, x.publication_year
