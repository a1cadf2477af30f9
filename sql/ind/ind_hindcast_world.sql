-- One row: joint works with W of all units outside W together, in a technology and year; a work counts for each unit.
-- key: profile_id, variant, unit_kind, technology_id, publication_year
select
    y.profile_id, y.variant, y.unit_kind, y.technology_id, y.publication_year,
    cast(sum(y.works) as bigint) as works, cast(sum(y.exposed_works) as bigint) as exposed_works
from ind_exposure_year as y
left join ind_unit_counterpart as c
    on y.profile_id = c.profile_id and y.variant = c.variant and y.unit_kind = c.unit_kind and y.unit_id = c.unit_id
where y.tag_scope = 'high' and c.unit_id is null
group by y.profile_id, y.variant, y.unit_kind, y.technology_id, y.publication_year
