-- One row: how far a unit's works of a technology name funders of a profile's countries, over a window of years.
-- key: unit_kind, unit_id, technology_id, tag_scope, profile_id, window_years, last_year
-- view: of est_funder, with names
-- unit_kind [code]: `institution` or `country`
-- unit_id [id]: OpenAlex institution id, or ISO 3166-1 alpha-2 code
-- unit_name [text]: name of the unit
-- technology_id [id]: technology, or `all` for every work
-- tag_scope [code]: `high` (headline) or `high_probable` (upper figure); `all` works need no tag and stand under `high`
-- profile_id [id]: profile that chooses the counterpart set W
-- window_years [years]: 3 or 5, ending at last_year; 0 for all years together
-- first_year [year]: first publication year of the window
-- last_year [year]: last publication year of the window
-- works [works]: works of the unit, full counting
-- works_with_funders [works]: works that name at least one funder
-- funding_coverage [share]: works_with_funders / works; a work that names none may well have had one
-- is_small [flag]: fewer works_with_funders than the setting `small_cell`: counts are shown, rates are not
-- is_counterpart [flag]: the unit itself belongs to the profile's counterpart set W
-- counterpart_funded_works [works]: works that name a funder of a country of W
-- exposed_counterpart_funded_works [works]: those among them that also have an affiliation in W
-- unresolved_works [works]: works that name no known funder of W and some funder whose country is not known
-- counterpart_funded_share [share]: counterpart_funded_works / works_with_funders
-- counterpart_funded_low [share]: lower 95 % Wilson limit of counterpart_funded_share
-- counterpart_funded_high [share]: upper 95 % Wilson limit of counterpart_funded_share
-- bound_low [share]: the share if no unresolved work names a funder of W
-- bound_high [share]: the share if every unresolved work does
-- hk_mo [code]: whether Hong Kong and Macao count on their own (`own`) or as CN (`as_cn`), as the profile says
select
    f.unit_kind,
    f.unit_id,
    case when f.unit_kind = 'country' then c.country_name else i.institution_name end as unit_name,
    f.technology_id, f.tag_scope, f.profile_id, f.window_years, f.first_year, f.last_year,
    f.works, f.works_with_funders, f.funding_coverage, f.is_small, m.unit_id is not null as is_counterpart,
    f.counterpart_funded_works, f.exposed_counterpart_funded_works, f.unresolved_works,
    f.counterpart_funded_share, f.counterpart_funded_low, f.counterpart_funded_high, f.bound_low, f.bound_high, q.hk_mo
from est_funder as f
left join ind_unit_counterpart as m
    on
        f.profile_id = m.profile_id and m.variant = 'country' and f.unit_kind = m.unit_kind and f.unit_id = m.unit_id
left join stg_institution as i on f.unit_kind = 'institution' and f.unit_id = i.institution_id
left join ref_country as c on f.unit_kind = 'country' and f.unit_id = c.country_code
left join ref_profile as q on f.profile_id = q.profile_id
