-- One row: a unit's works and links of a technology and field in a window; unit 'world' holds all units of the kind.
-- key: unit_kind, unit_id, technology_id, tag_scope, field_id, window_years, last_year
select
    y.unit_kind, y.unit_id, y.technology_id, y.tag_scope, y.field_id, w.window_years, w.first_year, w.last_year,
    cast(sum(y.works) as bigint) as works, cast(sum(y.shared_works) as bigint) as shared_works,
    cast(sum(y.links) as bigint) as links
from ind_unit_links_year as y
inner join stg_window as w on y.publication_year between w.first_year and w.last_year
group by
    y.unit_kind, y.unit_id, y.technology_id, y.tag_scope, y.field_id, w.window_years, w.first_year, w.last_year
