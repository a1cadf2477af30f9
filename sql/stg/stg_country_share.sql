-- One row: a country that takes part of an authorship's credit where an institution or a string of it has none.
-- key: work_id, authorship_no, country_code
-- units: share is a fraction of what is to be placed; the shares of an authorship sum to 1
-- method: evenly the countries the authorship lists; where it lists none, is_by_string, evenly over its strings, each
--   giving its share to its certain country or to 'unknown'
with listed as (
    select work_id, authorship_no, count(*) as countries
    from stg_authorship_country
    group by work_id, authorship_no
),

located as (
    select work_id, authorship_no from stg_resolved_authorship
    where located > 0
),

strings as (
    select s.work_id, s.authorship_no, count(*) as strings, count(c.country_code) as certain
    from stg_affiliation as s
    left join listed as i on s.work_id = i.work_id and s.authorship_no = i.authorship_no
    left join located as l on s.work_id = l.work_id and s.authorship_no = l.authorship_no
    left join stg_affiliation_country as c
        on s.work_id = c.work_id and s.authorship_no = c.authorship_no and s.affiliation_no = c.affiliation_no
    where i.work_id is null and l.work_id is null
    group by s.work_id, s.authorship_no
    having count(c.country_code) > 0
)

select c.work_id, c.authorship_no, c.country_code, false as is_by_string, cast(1 as double) / l.countries as share
from stg_authorship_country as c
inner join listed as l on c.work_id = l.work_id and c.authorship_no = l.authorship_no
union all
select
    c.work_id, c.authorship_no, c.country_code, true as is_by_string,
    cast(count(*) as double) / max(s.strings) as share
from strings as s
inner join stg_affiliation_country as c on s.work_id = c.work_id and s.authorship_no = c.authorship_no
group by c.work_id, c.authorship_no, c.country_code
union all
select
    work_id, authorship_no, 'unknown' as country_code, true as is_by_string,
    cast(strings - certain as double) / strings as share
from strings
where certain < strings
