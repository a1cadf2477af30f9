-- One row: what stands behind the exposure of a unit in a technology, over a window of years.
-- key: unit_kind, unit_id, technology_id, tag_scope, profile_id, variant, window_years, last_year
-- view: of est_exposure_detail, with names
-- unit_kind [code]: `institution` or `country`
-- unit_id [id]: OpenAlex institution id, or ISO 3166-1 alpha-2 code
-- unit_name [text]: name of the unit
-- technology_id [id]: technology, or `all` for every work
-- tag_scope [code]: `high` (headline) or `high_probable` (upper figure); `all` works need no tag and stand under `high`
-- profile_id [id]: profile that chooses the counterpart set W
-- variant [code]: `country`, `listed_then` (listed on the publication date), `listed_now` (retrospective)
-- window_years [years]: 3 or 5, ending at last_year; 0 for all years together
-- first_year [year]: first publication year of the window
-- last_year [year]: last publication year of the window
-- works [works]: works of the unit, full counting
-- coverage [share]: 1 − mean fraction of a work whose affiliation is unknown (country for variant `country`, else institution)
-- is_small [flag]: fewer works than the setting `small_cell`: counts are shown, rates are not
-- is_counterpart [flag]: the unit itself belongs to the profile's counterpart set W
-- exposed_works [works]: works of the unit with at least one unit of W
-- expected_works [works]: exposed works the unit would have with the world's exposed share in each technology and year of its works
-- exposure_ratio [ratio]: exposed_works / expected_works, the standardised exposure ratio; 1 = as the world, works of W alone included
-- exposure_ratio_low [ratio]: lower 95 % limit of exposure_ratio, Wilson's of the share times works over expected works
-- exposure_ratio_high [ratio]: upper 95 % limit of exposure_ratio, Wilson's of the share times works over expected works
-- exposure_ratio_byar_low [ratio]: lower 95 % limit of exposure_ratio by Byar's approximation, for rare events: wider than it says
-- exposure_ratio_byar_high [ratio]: upper 95 % limit of exposure_ratio by Byar's approximation
-- exposure_ratio_stability_low [ratio]: lower 95 % limit of exposure_ratio, resampling works; null with fewer than ten works, or where no work, or every work, is exposed
-- exposure_ratio_stability_high [ratio]: upper 95 % limit of exposure_ratio, resampling works
-- mixed_exposed_works [works]: exposed works some credit of which lies outside W
-- mixed_expected_works [works]: as expected_works, of works not wholly within W alone
-- mixed_ratio [ratio]: mixed_exposed_works / mixed_expected_works; 1 = as the world outside W
-- mixed_ratio_low [ratio]: lower 95 % limit of mixed_ratio, Wilson's of the share times works over expected works
-- mixed_ratio_high [ratio]: upper 95 % limit of mixed_ratio, Wilson's of the share times works over expected works
-- mixed_ratio_byar_low [ratio]: lower 95 % limit of mixed_ratio by Byar's approximation, for rare events: wider than it says
-- mixed_ratio_byar_high [ratio]: upper 95 % limit of mixed_ratio by Byar's approximation
-- corresponding_works [works]: exposed works with a corresponding author; in the others the first and the last author lead
-- led_by_unit [works]: exposed works led in the unit, split over leading authors and their affiliations; the four parts sum to exposed_works
-- led_by_counterpart [works]: exposed works led in W and not in the unit
-- led_elsewhere [works]: exposed works led in neither
-- led_unknown [works]: exposed works whose leading institution (country, for countries by `country`) is unknown
-- led_by_unit_share [share]: led_by_unit / exposed_works; null below `small_cell` exposed works
-- led_by_unit_share_low [share]: lower 95 % Wilson limit of led_by_unit_share
-- led_by_unit_share_high [share]: upper 95 % Wilson limit of led_by_unit_share
-- led_by_counterpart_share [share]: led_by_counterpart / exposed_works
-- led_by_counterpart_share_low [share]: lower 95 % Wilson limit of led_by_counterpart_share
-- led_by_counterpart_share_high [share]: upper 95 % Wilson limit of led_by_counterpart_share
-- led_elsewhere_share [share]: led_elsewhere / exposed_works
-- led_elsewhere_share_low [share]: lower 95 % Wilson limit of led_elsewhere_share
-- led_elsewhere_share_high [share]: upper 95 % Wilson limit of led_elsewhere_share
-- led_unknown_share [share]: led_unknown / exposed_works: how much of the lead is not known, without limits as coverage
-- authorships [authorships]: authorships of the unit on its works
-- dual_authorships [authorships]: those that carry the unit and, beside it, W; null below 5 or `small_cell`
-- is_dual_withheld [flag]: dual_authorships are fewer than that, or none, and not shown
-- dual_share [share]: dual_authorships / authorships
-- dual_share_low [share]: lower 95 % Wilson limit of dual_share
-- dual_share_high [share]: upper 95 % Wilson limit of dual_share
-- persistent_authorships [authorships]: dual authorships of authors with such ones in at least two publication years, in any technology
-- is_persistent_withheld [flag]: persistent_authorships are fewer than 5 or `small_cell`, or none, and not shown
-- persistent_share [share]: persistent_authorships / authorships
-- persistent_share_low [share]: lower 95 % Wilson limit of persistent_share
-- persistent_share_high [share]: upper 95 % Wilson limit of persistent_share
-- academic_only_works [works]: works with known institutions none of which is a company
-- mixed_company_works [works]: works with companies and other institutions
-- company_only_works [works]: works whose known institutions are all companies
-- company_unresolved_works [works]: works with some institution of unknown identity or type and no known company
-- company_share [share]: works with a company / works
-- company_share_low [share]: lower 95 % Wilson limit of company_share
-- company_share_high [share]: upper 95 % Wilson limit of company_share
-- company_bound_high [share]: the share if every company_unresolved work had a company; the lower bound is company_share
-- counterpart_company_works [works]: works with a company of W: in a country of W, or listed
-- counterpart_company_share [share]: counterpart_company_works / works
-- counterpart_company_share_low [share]: lower 95 % Wilson limit of counterpart_company_share
-- counterpart_company_share_high [share]: upper 95 % Wilson limit of counterpart_company_share
-- citation_reference [code]: what citations are judged against: `corpus` (these works) or `openalex` (OpenAlex's own percentiles)
-- rated_works [works]: works whose citations can be judged against others of their field, year and type
-- rating_coverage [share]: rated_works / works
-- top10_works [works]: works in the top 10 %; ties at the threshold count in part
-- exposed_rated_works [works]: exposed works among the rated
-- exposed_top10_works [works]: what exposed works have of top10_works
-- top10_at_stake_share [share]: exposed_top10_works / top10_works; null below `small_cell` top works
-- top10_at_stake_share_low [share]: lower 95 % Wilson limit of top10_at_stake_share
-- top10_at_stake_share_high [share]: upper 95 % Wilson limit of top10_at_stake_share
-- uplift [share]: share in the top 10 % of exposed minus other rated works, pooled over technology, year and team size (Mantel–Haenszel)
-- uplift_low [share]: lower 95 % limit of uplift (Sato)
-- uplift_high [share]: upper 95 % limit of uplift (Sato)
-- uplift_works [works]: rated works in strata that have both exposed and other works, on which uplift rests
-- works_with_access [works]: works whose access is known
-- open_access_share [share]: open access among works_with_access
-- open_access_share_low [share]: lower 95 % Wilson limit of open_access_share
-- open_access_share_high [share]: upper 95 % Wilson limit of open_access_share
-- hk_mo [code]: whether Hong Kong and Macao count on their own (`own`) or as CN (`as_cn`), as the profile says
select
    x.unit_kind,
    x.unit_id,
    case when x.unit_kind = 'country' then c.country_name else i.institution_name end as unit_name,
    x.technology_id, x.tag_scope, x.profile_id, x.variant, x.window_years, x.first_year, x.last_year,
    x.works, x.coverage, x.is_small, m.unit_id is not null as is_counterpart, x.exposed_works,
    x.expected_works, x.exposure_ratio, x.exposure_ratio_low, x.exposure_ratio_high,
    x.exposure_ratio_byar_low, x.exposure_ratio_byar_high,
    r.exposure_ratio_stability_low, r.exposure_ratio_stability_high,
    x.mixed_exposed_works, x.mixed_expected_works, x.mixed_ratio, x.mixed_ratio_low, x.mixed_ratio_high,
    x.mixed_ratio_byar_low, x.mixed_ratio_byar_high,
    x.corresponding_works, x.led_by_unit, x.led_by_counterpart, x.led_elsewhere, x.led_unknown,
    x.led_by_unit_share, x.led_by_unit_share_low, x.led_by_unit_share_high,
    x.led_by_counterpart_share, x.led_by_counterpart_share_low, x.led_by_counterpart_share_high,
    x.led_elsewhere_share, x.led_elsewhere_share_low, x.led_elsewhere_share_high, x.led_unknown_share,
    x.authorships, x.dual_authorships, x.is_dual_withheld, x.dual_share, x.dual_share_low, x.dual_share_high,
    x.persistent_authorships, x.is_persistent_withheld,
    x.persistent_share, x.persistent_share_low, x.persistent_share_high,
    x.academic_only_works, x.mixed_company_works, x.company_only_works, x.company_unresolved_works,
    x.company_share, x.company_share_low, x.company_share_high, x.company_bound_high, x.counterpart_company_works,
    x.counterpart_company_share, x.counterpart_company_share_low, x.counterpart_company_share_high,
    b.citation_reference, x.rated_works, x.rating_coverage, x.top10_works, x.exposed_rated_works, x.exposed_top10_works,
    x.top10_at_stake_share, x.top10_at_stake_share_low, x.top10_at_stake_share_high,
    x.uplift, x.uplift_low, x.uplift_high, x.uplift_works,
    x.works_with_access, x.open_access_share, x.open_access_share_low, x.open_access_share_high, q.hk_mo
from est_exposure_detail as x
cross join stg_citation_basis as b
left join est_exposure_ratio_limits as r
    on
        x.profile_id = r.profile_id and x.variant = r.variant and x.unit_kind = r.unit_kind and x.unit_id = r.unit_id
        and x.technology_id = r.technology_id and x.tag_scope = r.tag_scope
        and x.window_years = r.window_years and x.last_year = r.last_year
left join ind_unit_counterpart as m
    on x.profile_id = m.profile_id and x.variant = m.variant and x.unit_kind = m.unit_kind and x.unit_id = m.unit_id
left join stg_institution as i on x.unit_kind = 'institution' and x.unit_id = i.institution_id
left join ref_country as c on x.unit_kind = 'country' and x.unit_id = c.country_code
left join ref_profile as q on x.profile_id = q.profile_id
