-- One row: the credit of all works by how its country is known.
-- key: basis
-- units: credit in works
with by_rule as (
    select work_id, authorship_no from stg_country_share
    where is_by_string
    group by work_id, authorship_no
)

select
    case
        when c.country_code = 'unknown' then 'unknown'
        when i.country_code is not null then 'institution'
        when a.country_code is not null or r.work_id is not null then 'string'
        else 'listed'
    end as basis,
    sum(c.weight) as credit
from stg_credit as c
left join stg_authorship_institution as i
    on c.work_id = i.work_id and c.authorship_no = i.authorship_no and c.institution_id = i.institution_id
left join stg_affiliation_country as a
    on c.work_id = a.work_id and c.authorship_no = a.authorship_no and c.affiliation_no = a.affiliation_no
left join by_rule as r on c.work_id = r.work_id and c.authorship_no = r.authorship_no
group by
    case
        when c.country_code = 'unknown' then 'unknown'
        when i.country_code is not null then 'institution'
        when a.country_code is not null or r.work_id is not null then 'string'
        else 'listed'
    end
