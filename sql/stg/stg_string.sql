-- One row: a distinct affiliation string that the country rule is asked about.
-- key: affiliation_string
-- method: every string without a country by its institutions; of those with one country the first 20,000 in the order
--   of their hash, to measure the rule on (known_country_code)
with occurrence as (
    select
        s.affiliation_string, count(case when l.work_id is null then 1 end) as unlocated,
        min(l.first_country) as first_country, max(l.last_country) as last_country
    from stg_affiliation as s
    left join stg_located_affiliation as l
        on s.work_id = l.work_id and s.authorship_no = l.authorship_no and s.affiliation_no = l.affiliation_no
    where s.affiliation_string is not null
    group by s.affiliation_string
),

ranked as (
    select
        affiliation_string, unlocated, first_country,
        coalesce(first_country = last_country and unlocated = 0, false) as is_known,
        row_number() over (
            partition by coalesce(first_country = last_country and unlocated = 0, false)
            order by md5(affiliation_string) asc, affiliation_string asc
        ) as place
    from occurrence
)

select affiliation_string, case when is_known then first_country end as known_country_code
from ranked
where unlocated > 0 or (is_known and place <= 20000)
