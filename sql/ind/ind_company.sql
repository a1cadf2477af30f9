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
),

scoped as (
    select t.work_id, t.technology_id, t.tag_scope, y.window_years, y.first_year, y.last_year
    from tag_work_scope as t
    inner join stg_works as w on t.work_id = w.work_id
    inner join stg_window as y on w.publication_year between y.first_year and y.last_year
    where y.window_years <> 1
),

world as (
    select
        s.technology_id, s.tag_scope, s.window_years, s.first_year, s.last_year, count(*) as works,
        count(case when c.company_role = 'academic_only' then 1 end) as academic_only_works,
        count(case when c.company_role = 'unknown' then 1 end) as unknown_works,
        count(case when c.is_open and c.company_role in ('academic_only', 'unknown') then 1 end) as unresolved_works
    from scoped as s
    inner join ind_work_company as c on s.work_id = c.work_id
    group by s.technology_id, s.tag_scope, s.window_years, s.first_year, s.last_year
),

company as (
    select
        l.country_code, s.technology_id, s.tag_scope, s.window_years, s.last_year,
        count(case when c.company_role = 'mixed' then 1 end) as mixed_works,
        count(case when c.company_role = 'company_only' then 1 end) as company_only_works
    from scoped as s
    inner join located as l on s.work_id = l.work_id
    inner join ind_work_company as c on s.work_id = c.work_id
    group by l.country_code, s.technology_id, s.tag_scope, s.window_years, s.last_year
)

select
    c.country_code, w.technology_id, w.tag_scope, w.window_years, w.first_year, w.last_year,
    w.works, w.academic_only_works, w.unknown_works, w.unresolved_works, c.mixed_works, c.company_only_works
from world as w
inner join company as c
    on
        w.technology_id = c.technology_id and w.tag_scope = c.tag_scope
        and w.window_years = c.window_years and w.last_year = c.last_year
