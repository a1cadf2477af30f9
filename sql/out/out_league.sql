-- One row: the place of an institution or country among its kind in a technology and window.
-- key: unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
-- unit_kind [code]: `institution` or `country`; Hong Kong and Macao stand on their own
-- unit_id [id]: institution id or country code
-- unit_name [text]: name of the institution, or English short name of the country
-- country_code [code]: the country, or where the institution lies
-- technology_id [id]: technology, or `all` for every work
-- tag_scope [code]: `high` (headline) or `high_probable` (upper figure); `all` works need no tag and stand under `high`
-- window_years [years]: 1, 3 or 5, ending at last_year; 0 for all years together
-- first_year [year]: first publication year of the window
-- last_year [year]: last publication year of the window
-- citation_reference [code]: what citations are judged against in the whole build: `corpus` or `openalex`
-- works [works]: works, full counting
-- coverage [share]: 1 − mean fraction of a work whose affiliation is unknown (country for countries, else institution)
-- works_measured [works]: works whose citations can be judged
-- p_top10 [works]: score of works among the 10 % most cited of their field, year and type, full counting
-- pp_top10 [share]: p_top10 / works_measured
-- pp_top10_low [share]: lower 95 % Wilson limit of pp_top10
-- pp_top10_high [share]: upper 95 % Wilson limit of pp_top10
-- h_index [works]: the largest h for which h works of the window have at least h citations each
-- rank_works [rank]: place by works; equal numbers share a place
-- rank_p_top10 [rank]: place by p_top10
-- rank_p_top10_low [rank]: lower 95 % limit of rank_p_top10, resampling the works of all units together; newest windows of 3, 5 and all years, ten judged works and some of them among the 10 %, else null
-- rank_p_top10_high [rank]: upper 95 % limit of rank_p_top10; for units with few such works the limits can leave the place out
-- rank_pp_top10 [rank]: place by pp_top10 among units with at least `small_cell` works whose citations can be judged
-- rank_pp_top10_low [rank]: lower 95 % limit of rank_pp_top10, as rank_p_top10_low
-- rank_pp_top10_high [rank]: upper 95 % limit of rank_pp_top10
-- rank_h_index [rank]: place by h_index
select
    i.unit_kind, i.unit_id, coalesce(s.institution_name, c.country_name, i.unit_id) as unit_name,
    case when i.unit_kind = 'country' then i.unit_id else s.country_code end as country_code,
    i.technology_id, i.tag_scope, i.window_years, i.first_year, i.last_year, b.citation_reference,
    i.works, e.coverage, i.works_measured, i.p_top10, e.pp_top10, e.pp_top10_low, e.pp_top10_high,
    coalesce(h.h_index, 0) as h_index,
    rank() over (
        partition by i.unit_kind, i.technology_id, i.tag_scope, i.window_years, i.last_year
        order by i.works desc
    ) as rank_works,
    rank() over (
        partition by i.unit_kind, i.technology_id, i.tag_scope, i.window_years, i.last_year
        order by round(i.p_top10, 11) desc
    ) as rank_p_top10,
    r.rank_p_top10_low, r.rank_p_top10_high,
    case
        when e.pp_top10 is not null then
            rank() over (
                partition by i.unit_kind, i.technology_id, i.tag_scope, i.window_years, i.last_year
                order by round(coalesce(e.pp_top10, -1), 11) desc
            )
    end as rank_pp_top10,
    r.rank_pp_top10_low, r.rank_pp_top10_high,
    rank() over (
        partition by i.unit_kind, i.technology_id, i.tag_scope, i.window_years, i.last_year
        order by coalesce(h.h_index, 0) desc
    ) as rank_h_index
from ind_impact as i
inner join est_impact as e
    on
        i.unit_kind = e.unit_kind and i.unit_id = e.unit_id and i.technology_id = e.technology_id
        and i.tag_scope = e.tag_scope and i.window_years = e.window_years and i.last_year = e.last_year
left join est_league_limits as r
    on
        i.unit_kind = r.unit_kind and i.unit_id = r.unit_id and i.technology_id = r.technology_id
        and i.tag_scope = r.tag_scope and i.window_years = r.window_years and i.last_year = r.last_year
left join ind_h_index as h
    on
        i.unit_kind = h.unit_kind and i.unit_id = h.unit_id and i.technology_id = h.technology_id
        and i.tag_scope = h.tag_scope and i.window_years = h.window_years and i.last_year = h.last_year
left join stg_institution as s on i.unit_kind = 'institution' and i.unit_id = s.institution_id
left join ref_country as c on i.unit_kind = 'country' and i.unit_id = c.country_code
cross join stg_citation_basis as b
where not e.is_small
