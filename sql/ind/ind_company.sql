-- One row: the world's works of a technology in a window of years with companies of a country; 'all' for any country.
-- key: country_code, technology_id, tag_scope, window_years, last_year
-- units: works are all works of the technology; a company without a country counts in 'all' alone
with located as (
    select u.work_id, i.country_code
    from ind_work_unit as u
    inner join stg_institution as i on u.unit_id = i.institution_id
    where u.unit_kind = 'institution' and i.institution_type = 'company' and i.country_code is not null
    group by u.work_id, i.country_code
    union all
    select work_id, 'all' as country_code from ind_work_company
    where company_role in ('mixed', 'company_only')
    union all
    select work_id, null as country_code from ind_work_company
),

counted as (
    select
        l.country_code, t.technology_id, t.tag_scope, w.publication_year, count(*) as works,
        count(case when c.company_role = 'academic_only' then 1 end) as academic_only_works,
        count(case when c.company_role = 'unknown' then 1 end) as unknown_works,
        count(case when c.is_open and c.company_role in ('academic_only', 'unknown') then 1 end) as unresolved_works,
        count(case when c.company_role = 'mixed' then 1 end) as mixed_works,
        count(case when c.company_role = 'company_only' then 1 end) as company_only_works
    from located as l
    inner join ind_work_company as c on l.work_id = c.work_id
    inner join stg_works as w on l.work_id = w.work_id
    inner join tag_work_scope as t on l.work_id = t.work_id
    group by l.country_code, t.technology_id, t.tag_scope, w.publication_year
),

spanned as (
    select
        c.country_code, c.technology_id, c.tag_scope, y.window_years, y.first_year, y.last_year,
        cast(sum(c.works) as bigint) as works,
        cast(sum(c.academic_only_works) as bigint) as academic_only_works,
        cast(sum(c.unknown_works) as bigint) as unknown_works,
        cast(sum(c.unresolved_works) as bigint) as unresolved_works,
        cast(sum(c.mixed_works) as bigint) as mixed_works,
        cast(sum(c.company_only_works) as bigint) as company_only_works
    from counted as c
    inner join stg_window as y on c.publication_year between y.first_year and y.last_year
    where y.window_years <> 1
    group by c.country_code, c.technology_id, c.tag_scope, y.window_years, y.first_year, y.last_year
)

select
    c.country_code, w.technology_id, w.tag_scope, w.window_years, w.first_year, w.last_year,
    w.works, w.academic_only_works, w.unknown_works, w.unresolved_works, c.mixed_works, c.company_only_works
from spanned as w
inner join spanned as c
    on
        w.technology_id = c.technology_id and w.tag_scope = c.tag_scope
        and w.window_years = c.window_years and w.last_year = c.last_year
where w.country_code is null and c.country_code is not null
