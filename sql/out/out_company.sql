-- One row: the part that companies of a country have in the world's works of a technology, over a window of years.
-- key: country_code, technology_id, tag_scope, window_years, last_year
-- country_code [id]: country of the company, or `all` for companies of any and of unknown country
-- country_name [text]: English short name
-- technology_id [id]: technology, or `all` for every work
-- tag_scope [code]: `high` (headline) or `high_probable` (upper figure); `all` works need no tag and stand under `high`
-- window_years [years]: 3 or 5, ending at last_year; 0 for all years together
-- first_year [year]: first publication year of the window
-- last_year [year]: last publication year of the window
-- works [works]: the world's works of the technology
-- coverage [share]: share of works with at least one known institution
-- is_small [flag]: fewer works than the setting `small_cell`: counts are shown, rates are not
-- company_works [works]: works with a company of the country; mixed_works + company_only_works
-- mixed_works [works]: those that have other institutions too, universities, public research, hospitals and the like
-- company_only_works [works]: those whose known institutions are all companies, of whatever country
-- academic_only_works [works]: the world's works with known institutions and no company
-- unknown_works [works]: the world's works without a known institution
-- unresolved_works [works]: the world's works with some institution of unknown identity or type and no known company
-- company_share [share]: company_works / works
-- company_share_low [share]: lower 95 % Wilson limit of company_share
-- company_share_high [share]: upper 95 % Wilson limit of company_share
-- bound_high [share]: the share if every unresolved work had a company of the country; the lower bound is company_share
select
    x.country_code, coalesce(c.country_name, 'All countries') as country_name,
    x.technology_id, x.tag_scope, x.window_years, x.first_year, x.last_year,
    x.works, e.coverage, e.is_small, e.company_works, x.mixed_works, x.company_only_works,
    x.academic_only_works, x.unknown_works, x.unresolved_works,
    e.company_share, e.company_share_low, e.company_share_high, e.bound_high
from ind_company as x
inner join est_company as e
    on
        x.country_code = e.country_code and x.technology_id = e.technology_id and x.tag_scope = e.tag_scope
        and x.window_years = e.window_years and x.last_year = e.last_year
left join ref_country as c on x.country_code = c.country_code
