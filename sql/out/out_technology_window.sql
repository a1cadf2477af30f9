-- One row: a technology in a window: how much of it has a company on it, who leads it, how concentrated that is.
-- key: technology_id, tag_scope, window_years, last_year
-- technology_id [id]: technology, or `all` for every work
-- technology_name [text]: name of the technology
-- tag_scope [code]: `high` (headline) or `high_probable` (upper figure); `all` works need no tag and stand under `high`
-- window_years [years]: 1, 3 or 5, ending at last_year; 0 for all years together
-- first_year [year]: first publication year of the window
-- last_year [year]: last publication year of the window
-- citation_reference [code]: what citations are judged against in the whole build: `corpus` or `openalex`
-- works [works]: works, each counted once
-- coverage [share]: 1 − mean fraction of a work whose institution is unknown
-- industry_works [works]: works with a company among their institutions
-- industry_share [share]: industry_works / works: the share beyond public research alone
-- industry_share_low [share]: lower 95 % Wilson limit of industry_share
-- industry_share_high [share]: upper 95 % Wilson limit of industry_share
-- works_measured [works]: works whose citations can be judged
-- p_top10 [works]: score of works among the 10 % most cited of their field, year and type
-- lead_country [code]: country with the largest top 10 % score, fractional counting
-- lead_p_top10 [works]: its score
-- second_country [code]: the country after it
-- second_p_top10 [works]: its score
-- lead_ratio [ratio]: lead_p_top10 / second_p_top10
-- institutions_ranked [institutions]: leading institutions by the same score, at most `leadership_institutions`
-- institutions_in_lead [institutions]: those of them in lead_country
-- leadership [code]: concentration `high`, `medium` or `low`; thresholds from secondary knowledge, settings `leadership_*`
-- is_small [flag]: fewer works than the setting `small_cell`: counts are shown, shares are not
select
    i.technology_id, coalesce(t.technology_name, 'All works') as technology_name, i.tag_scope,
    i.window_years, i.first_year, i.last_year, b.citation_reference, i.works, e.coverage,
    i.industry_works, e.industry_share, e.industry_share_low, e.industry_share_high, i.works_measured, i.p_top10,
    l.lead_country, l.lead_p_top10, l.second_country, l.second_p_top10, e.lead_ratio,
    l.institutions_ranked, l.institutions_in_lead, e.leadership, e.is_small
from ind_technology_window as i
inner join est_technology_window as e
    on
        i.technology_id = e.technology_id and i.tag_scope = e.tag_scope
        and i.window_years = e.window_years and i.last_year = e.last_year
left join ind_leadership as l
    on
        i.technology_id = l.technology_id and i.tag_scope = l.tag_scope
        and i.window_years = l.window_years and i.last_year = l.last_year
left join ref_technology as t on i.technology_id = t.technology_id
cross join stg_citation_basis as b
