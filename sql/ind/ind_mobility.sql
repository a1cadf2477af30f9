-- One row: a flow of authors from a country of origin to another, in a technology and window; `author_floor` or more.
-- key: origin_code, destination_code, technology_id, tag_scope, window_years, last_year, kind
-- method: after Robinson-Garcia et al. 2019: origin, the countries of an author's first year in the window; destination, a
--   country added later; `migrant` where the author's last year has no country of origin, else `traveller`. The countries
--   are those of all works of the author, who published in the technology within the window
with abroad as (
    select author_id from ind_author_country
    group by author_id
    having min(country_code) < max(country_code)
),

spell as (
    select
        w.window_years, w.first_year, w.last_year, a.author_id, min(a.publication_year) as from_year,
        max(a.publication_year) as to_year, max(case when a.has_orcid then 1 else 0 end) as has_orcid
    from ind_author_country as a
    inner join abroad as b on a.author_id = b.author_id
    inner join stg_window as w on a.publication_year between w.first_year and w.last_year
    where w.window_years <> 1
    group by w.window_years, w.first_year, w.last_year, a.author_id
    having min(a.publication_year) < max(a.publication_year)
),

stay as (
    select
        s.window_years, s.last_year, s.author_id, a.country_code,
        max(case when a.publication_year = s.from_year then 1 else 0 end) as is_origin,
        max(case when a.publication_year = s.to_year then 1 else 0 end) as is_last
    from spell as s
    inner join ind_author_country as a
        on s.author_id = a.author_id and a.publication_year between s.from_year and s.to_year
    group by s.window_years, s.last_year, s.author_id, a.country_code
),

tie as (
    select window_years, last_year, author_id, max(is_origin * is_last) as is_kept from stay
    group by window_years, last_year, author_id
),

move as (
    select
        s.window_years, s.first_year, s.last_year, s.author_id, s.has_orcid,
        o.country_code as origin_code, d.country_code as destination_code,
        case when t.is_kept = 1 then 'traveller' else 'migrant' end as kind
    from spell as s
    inner join stay as o
        on
            s.window_years = o.window_years and s.last_year = o.last_year
            and s.author_id = o.author_id and o.is_origin = 1
    inner join stay as d
        on
            s.window_years = d.window_years and s.last_year = d.last_year
            and s.author_id = d.author_id and d.is_origin = 0
    inner join tie as t on s.window_years = t.window_years and s.last_year = t.last_year and s.author_id = t.author_id
),

technology as (
    select w.window_years, w.last_year, a.author_id, a.technology_id, a.tag_scope
    from ind_author_technology as a
    inner join abroad as b on a.author_id = b.author_id
    inner join stg_window as w on a.publication_year between w.first_year and w.last_year
    where w.window_years <> 1
    group by w.window_years, w.last_year, a.author_id, a.technology_id, a.tag_scope
)

select
    m.origin_code, m.destination_code, t.technology_id, t.tag_scope, m.window_years, m.first_year, m.last_year, m.kind,
    count(*) as authors, cast(sum(m.has_orcid) as bigint) as authors_with_orcid
from move as m
inner join technology as t
    on m.window_years = t.window_years and m.last_year = t.last_year and m.author_id = t.author_id
cross join ref_parameter as p
group by
    m.origin_code, m.destination_code, t.technology_id, t.tag_scope, m.window_years, m.first_year, m.last_year, m.kind
having count(*) >= max(p.author_floor)
