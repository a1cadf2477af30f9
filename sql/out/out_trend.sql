-- One row: where the exposure of a unit in a technology is going, year by year, on works of known affiliation.
-- key: unit_kind, unit_id, technology_id, tag_scope, profile_id, variant
-- unit_kind [code]: `institution` or `country`
-- unit_id [id]: OpenAlex institution id or ISO 3166-1 alpha-2 code
-- unit_name [text]: name of the institution or country
-- technology_id [id]: technology, or `all` for every work
-- tag_scope [code]: `high` (headline) or `high_probable` (upper figure); `all` works need no tag and stand under `high`
-- profile_id [id]: profile that chooses the counterpart set W
-- variant [code]: `country`, `listed_then` (listed on the publication date), `listed_now` (retrospective)
-- years [years]: years with a complete-case share, at least five; years of fewer works than `small_cell` have none
-- first_year [year]: first of them
-- last_year [year]: last of them
-- coverage [share]: 1 − mean fraction of a work of these years whose affiliation is unknown (country for variant `country`, else institution)
-- first_share [share]: complete-case share of the first year
-- first_share_low [share]: lower 95 % Wilson limit of first_share
-- first_share_high [share]: upper 95 % Wilson limit of first_share
-- last_share [share]: complete-case share of the last year
-- last_share_low [share]: lower 95 % Wilson limit of last_share
-- last_share_high [share]: upper 95 % Wilson limit of last_share
-- slope [share a year]: Theil–Sen slope of the complete-case share
-- slope_low [share a year]: lower 95 % limit of the slope
-- slope_high [share a year]: upper 95 % limit of the slope
-- concordance [pairs]: pairs of years that rise less pairs that fall
-- p_value [probability]: chance of a score as far from 0 without any trend, both sides, of this one series
-- newest_last_year [year]: last of the newest three complete years, beside which stand the three before them; null where the works do not reach that far or the unit had none in those
-- base_works [works]: works in the three years before
-- newest_works [works]: works in the newest three complete years
-- works_change [share]: newest_works / base_works − 1: 0.25 is 25 % more; null on a base of fewer than ten works
-- works_change_low [share]: lower 95 % limit of works_change, of two Poisson counts
-- works_change_high [share]: upper 95 % limit of works_change
-- base_exposed_works [works]: exposed works in the three years before
-- newest_exposed_works [works]: exposed works in the newest three complete years
-- exposed_works_change [share]: newest_exposed_works / base_exposed_works − 1; null on a base of fewer than ten works; a coverage that changes moves it too
-- exposed_works_change_low [share]: lower 95 % limit of exposed_works_change, of two Poisson counts
-- exposed_works_change_high [share]: upper 95 % limit of exposed_works_change
-- has_coverage_break [flag]: coverage changes by more than the setting `coverage_break` between neighbouring years of the series
-- coverage_break_year [year]: first year after such a change
-- is_counterpart [flag]: the unit itself belongs to the profile's counterpart set W
-- hk_mo [code]: whether Hong Kong and Macao count on their own (`own`) or as CN (`as_cn`), as the profile says
select
    t.unit_kind, t.unit_id, coalesce(i.institution_name, c.country_name) as unit_name,
    t.technology_id, t.tag_scope, t.profile_id, t.variant, t.years, t.first_year, t.last_year,
    t.coverage, t.first_share, t.first_share_low, t.first_share_high, t.last_share, t.last_share_low, t.last_share_high,
    t.slope, t.slope_low, t.slope_high, t.concordance, t.p_value,
    t.newest_last_year, t.base_works, t.newest_works, t.works_change, t.works_change_low, t.works_change_high,
    t.base_exposed_works, t.newest_exposed_works, t.exposed_works_change, t.exposed_works_change_low,
    t.exposed_works_change_high,
    t.coverage_break_year is not null as has_coverage_break, t.coverage_break_year,
    m.unit_id is not null as is_counterpart, q.hk_mo
from est_trend as t
left join stg_institution as i on t.unit_kind = 'institution' and t.unit_id = i.institution_id
left join ref_country as c on t.unit_kind = 'country' and t.unit_id = c.country_code
left join ind_unit_counterpart as m
    on t.profile_id = m.profile_id and t.variant = m.variant and t.unit_kind = m.unit_kind and t.unit_id = m.unit_id
left join ref_profile as q on t.profile_id = q.profile_id
