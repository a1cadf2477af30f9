-- One row: the span that what is computed once, not for every year, looks at: the last five years, else all there are.
-- key: last_year
-- units: window_years is 5, or 0 where the works do not reach over five years
select
    case when max(s.first_year) is null then 0 else 5 end as window_years,
    coalesce(max(s.first_year), min(a.first_year)) as first_year, a.last_year
from stg_window as a
left join stg_window as s on s.window_years = 5 and a.last_year = s.last_year
where a.window_years = 0
group by a.last_year
