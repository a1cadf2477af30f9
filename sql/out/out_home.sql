-- One row: exposure and openness where the unit, or what it is counted in, is wider than one institution, country or
--   technology; cells of fewer works than `small_cell` have none.
-- key: unit_kind, unit_id, home_kind, home_id, profile_id, variant, window_years, last_year
-- view: of ind_home, with names, shares and the intervals of est_home
-- unit_kind [code]: `family` (an institution and those below it), `country_group`, `institution` or `country`
-- unit_id [id]: head of the family, group of countries, institution or country code
-- unit_name [text]: name of the institution, or of the head of the family; null for countries and their groups
-- home_kind [code]: `technology`, `group` of technologies or `item` of an official list
-- home_id [id]: technology (or `all`), name of the group, or LIST:CODE of the item
-- home_name [text]: name of the technology, group or item
-- technologies [technologies]: how many technologies it takes together
-- profile_id [id]: profile that chooses the counterpart set W
-- variant [code]: `country`, `listed_then` (listed on the publication date), `listed_now` (retrospective)
-- window_years [years]: 1, 3 or 5, ending at last_year; 0 for all years together
-- first_year [year]: first publication year of the window
-- last_year [year]: last publication year of the window
-- works [works]: works with tags of tier `high`, each counted once however many members or technologies it has
-- works_fractional [works]: the same, author-level fractional counting
-- coverage [share]: 1 − mean fraction of a work whose affiliation is unknown (country for variant `country`, else institution)
-- exposed_works [works]: works with at least one unit of W
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
-- international_works [works]: works with at least two known countries
-- international_share [share]: international_works / works
-- international_share_low [share]: lower 95 % Wilson limit of international_share
-- international_share_high [share]: upper 95 % Wilson limit of international_share
-- open_access_share [share]: open access among works whose access is known
-- open_access_share_low [share]: lower 95 % Wilson limit of open_access_share
-- open_access_share_high [share]: upper 95 % Wilson limit of open_access_share
-- hk_mo [code]: whether Hong Kong and Macao count on their own (`own`) or as CN (`as_cn`)
select
    x.unit_kind, x.unit_id, coalesce(r.institution_name, i.institution_name) as unit_name, h.home_kind, h.home_id,
    h.home_name, h.technologies, x.profile_id, x.variant,
    x.window_years, x.first_year, x.last_year, x.works, x.works_fractional,
    1 - x.unknown_mass / x.works as coverage, x.exposed_works, x.unresolved_works,
    x.exposed_works / x.works as exposed_share, e.share_low as exposed_share_low, e.share_high as exposed_share_high,
    x.exposed_works / x.works as bound_low, (x.exposed_works + x.unresolved_works) / x.works as bound_high,
    x.exposed_works / nullif(x.works - x.unresolved_works, 0) as complete_case_share,
    k.share_low as complete_case_low, k.share_high as complete_case_high,
    x.exposed_fractional / x.works_fractional as exposed_fractional_share, x.counterpart_mass,
    x.international_works, x.international_works / x.works as international_share,
    n.share_low as international_share_low, n.share_high as international_share_high,
    x.open_access_works / nullif(x.works_with_access, 0) as open_access_share,
    a.share_low as open_access_share_low, a.share_high as open_access_share_high, x.hk_mo
from ind_home as x
inner join est_home as e on x.exposed_works = e.part and x.works = e.whole
left join est_home as k on x.exposed_works = k.part and x.works - x.unresolved_works = k.whole
left join est_home as n on x.international_works = n.part and x.works = n.whole
left join est_home as a on x.open_access_works = a.part and x.works_with_access = a.whole
inner join tag_home as h on x.home_kind = h.home_kind and x.home_id = h.counted_as
left join stg_institution as i on x.unit_kind in ('institution', 'family') and x.unit_id = i.institution_id
left join stg_institution_record as r on x.unit_kind in ('institution', 'family') and x.unit_id = r.institution_id
