-- One row: a span of publication years; window_years 1, 3 or 5 ending at last_year, 0 for all years together.
-- key: window_years, last_year
with present as (
    select publication_year as last_year from stg_works
    group by publication_year
),

span as (
    select min(last_year) as first_year, max(last_year) as last_year from present
)

select cast(w.window_years as bigint) as window_years, p.last_year - w.window_years + 1 as first_year, p.last_year
from present as p
cross join (values (1), (3), (5)) as w (window_years)
cross join span
where p.last_year - w.window_years + 1 >= span.first_year
union all
select
    cast(0 as bigint) as window_years,
    first_year,
    last_year
from span
where first_year is not null
