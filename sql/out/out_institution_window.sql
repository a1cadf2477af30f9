-- One row: the exposure and the openness of an institution in a technology, over a window of years.
-- key: institution_id, technology_id, tag_scope, profile_id, variant, window_years, last_year
-- view: of est_exposure, with names
-- institution_id [id]: OpenAlex institution id
-- institution_name [text]: name, as the newest work carries it
-- country_code [code]: country of the institution
-- technology_id [id]: technology, or `all` for every work
-- tag_scope [code]: `high` (headline) or `high_probable` (upper figure); `all` works need no tag and stand under `high`
-- profile_id [id]: profile that chooses the counterpart set W
-- variant [code]: `country`, `listed_then` (listed on the publication date), `listed_now` (retrospective)
-- window_years [years]: 3 or 5, ending at last_year; 0 for all years together
-- first_year [year]: first publication year of the window
-- last_year [year]: last publication year of the window
-- works [works]: works of the unit, full counting
-- works_fractional [works]: works of the unit, author-level fractional counting
-- coverage [share]: 1 − mean fraction of a work whose affiliation is unknown (country for variant `country`, else institution)
-- is_small [flag]: fewer works than the setting `small_cell`: counts are shown, rates are not
-- is_counterpart [flag]: the unit itself belongs to the profile's counterpart set W
-- exposed_works [works]: works of the unit with at least one unit of W
-- unresolved_works [works]: works with some unknown affiliation and no known unit of W
-- exposed_share [share]: exposed_works / works
-- exposed_share_low [share]: lower 95 % Wilson limit of exposed_share
-- exposed_share_high [share]: upper 95 % Wilson limit of exposed_share
-- bound_low [share]: the share if no unresolved work is exposed
-- bound_high [share]: the share if every unresolved work is exposed
-- complete_case_share [share]: exposed_works / (works − unresolved_works)
-- complete_case_low [share]: lower 95 % Wilson limit of complete_case_share
-- complete_case_high [share]: upper 95 % Wilson limit of complete_case_share
-- exposed_fractional_share [share]: the unit's fractional credit that lies in exposed works
-- counterpart_mass [works]: fractional credit of W on the unit's works
-- works_small_team [works]: works without those above the setting `hyperauthor_limit`
-- exposed_works_small_team [works]: exposed works without those above the setting `hyperauthor_limit`
-- international_works [works]: works with at least two known countries
-- bilateral_works [works]: works with exactly two known countries
-- multilateral_works [works]: works with more than two known countries
-- international_share [share]: international_works / works
-- international_share_low [share]: lower 95 % Wilson limit of international_share
-- international_share_high [share]: upper 95 % Wilson limit of international_share
-- open_access_works [works]: works known to be open access
-- open_access_share [share]: open access among works whose access is known
-- open_access_share_low [share]: lower 95 % Wilson limit of open_access_share
-- open_access_share_high [share]: upper 95 % Wilson limit of open_access_share
-- hk_mo [code]: whether Hong Kong and Macao count on their own (`own`) or as CN (`as_cn`)
-- exposed_fractional_low [share]: lower 95 % limit of exposed_fractional_share, resampling works; null with fewer than ten works, or where no work, or every work, is exposed
-- exposed_fractional_high [share]: upper 95 % limit of exposed_fractional_share, resampling works
-- counterpart_mass_low [works]: lower 95 % limit of counterpart_mass, resampling works; null where no work is exposed
-- counterpart_mass_high [works]: upper 95 % limit of counterpart_mass, resampling works
-- exposed_share_stability_low [share]: lower limit of the stability interval of exposed_share, as the Leiden Ranking gives it
-- exposed_share_stability_high [share]: upper limit of the stability interval of exposed_share
select
    x.unit_id as institution_id, i.institution_name, i.country_code,
    x.technology_id, x.tag_scope, x.profile_id, x.variant, x.window_years, x.first_year, x.last_year,
    x.works, x.works_fractional, x.coverage, x.is_small, m.unit_id is not null as is_counterpart,
    x.exposed_works, x.unresolved_works, x.exposed_share, x.exposed_share_low, x.exposed_share_high,
    x.bound_low, x.bound_high, x.complete_case_share, x.complete_case_low, x.complete_case_high,
    x.exposed_fractional_share, x.counterpart_mass, x.works_small_team, x.exposed_works_small_team,
    x.international_works, x.bilateral_works, x.multilateral_works,
    x.international_share, x.international_share_low, x.international_share_high,
    x.open_access_works, x.open_access_share, x.open_access_share_low, x.open_access_share_high, x.hk_mo,
    f.exposed_fractional_low, f.exposed_fractional_high, f.counterpart_mass_low, f.counterpart_mass_high,
    f.exposed_share_stability_low, f.exposed_share_stability_high
from est_exposure as x
left join est_fractional_exposure as f
    on
        x.profile_id = f.profile_id and x.variant = f.variant and x.unit_kind = f.unit_kind and x.unit_id = f.unit_id
        and x.technology_id = f.technology_id and x.tag_scope = f.tag_scope
        and x.window_years = f.window_years and x.last_year = f.last_year
left join ind_unit_counterpart as m
    on x.profile_id = m.profile_id and x.variant = m.variant and x.unit_kind = m.unit_kind and x.unit_id = m.unit_id
left join stg_institution as i on x.unit_id = i.institution_id
where x.unit_kind = 'institution' and x.window_years <> 1
