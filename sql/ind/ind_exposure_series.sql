-- One row: a year of a unit's exposure, where its share of works with known affiliation can be told.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year
-- view: of ind_exposure, read once for trends
-- units: works are full counts, unknown_mass fractions of works; years of fewer than small_cell works are left out
select
    e.profile_id, e.variant, e.unit_kind, e.unit_id, e.technology_id, e.tag_scope, e.last_year as publication_year,
    e.works, e.works - e.unresolved_works as resolved_works, e.exposed_works, e.unknown_mass
from ind_exposure as e
cross join ref_parameter as p
where e.window_years = 1 and e.works >= p.small_cell and e.works > e.unresolved_works
