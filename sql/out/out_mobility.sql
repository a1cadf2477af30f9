-- One row: a flow of authors from one country to another in a technology and window, of `author_floor` authors or more.
-- key: origin_code, destination_code, technology_id, tag_scope, window_years, last_year, kind
-- method: Robinson-Garcia et al. 2019, arXiv:1803.03449; smaller flows are not published at all, also not as zero
-- origin_code [code]: a country of the authors' first year in the window; Hong Kong and Macao on their own
-- origin_name [text]: English short name
-- destination_code [code]: a country they added in a later year of the window
-- destination_name [text]: English short name
-- technology_id [id]: technology in which they published within the window, or `all` for every work
-- tag_scope [code]: `high` (headline) or `high_probable` (upper figure); `all` works need no tag and stand under `high`
-- window_years [years]: 3 or 5, ending at last_year; 0 for all years together
-- first_year [year]: first publication year of the window
-- last_year [year]: last publication year of the window
-- kind [code]: `migrant`, no country of origin in the last year they published; `traveller`, a country of origin is kept
-- coverage [share]: 1 − mean fraction of a work of the technology and window whose country is unknown
-- authors [authors]: authors, by OpenAlex's author id, which merges and splits persons at times
-- authors_with_orcid [authors]: those with an ORCID, whose ids are surer; null where fewer than `author_floor`
with world as (
    select
        y.technology_id, y.tag_scope, w.window_years, w.last_year, sum(y.works) as works,
        sum(y.unknown_country_mass) as unknown_mass
    from ind_technology_year as y
    inner join stg_window as w on y.publication_year between w.first_year and w.last_year
    group by y.technology_id, y.tag_scope, w.window_years, w.last_year
)

select
    m.origin_code, o.country_name as origin_name, m.destination_code, d.country_name as destination_name,
    m.technology_id, m.tag_scope, m.window_years, m.first_year, m.last_year, m.kind,
    1 - w.unknown_mass / w.works as coverage, m.authors,
    case when m.authors_with_orcid >= p.author_floor then m.authors_with_orcid end as authors_with_orcid
from ind_mobility as m
inner join world as w
    on
        m.technology_id = w.technology_id and m.tag_scope = w.tag_scope
        and m.window_years = w.window_years and m.last_year = w.last_year
left join ref_country as o on m.origin_code = o.country_code
left join ref_country as d on m.destination_code = d.country_code
cross join ref_parameter as p
