-- One row: a year of a unit's exposure, where its share of works with known affiliation can be told.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year
-- view: of ind_exposure, read once for trends
-- units: complete_case_share and coverage as in est_exposure, years of fewer than small_cell works left out
select
    e.profile_id, e.variant, e.unit_kind, e.unit_id, e.technology_id, e.tag_scope, e.last_year as publication_year,
    cast(e.exposed_works as double) / nullif(e.works - e.unresolved_works, 0) as complete_case_share,
    1 - cast(e.unknown_mass as double) / e.works as coverage
from ind_exposure as e
cross join ref_parameter as p
where e.window_years = 1 and e.works >= p.small_cell and e.works > e.unresolved_works
