-- One row: a country that an authorship lists while none of its institutions has one.
-- key: work_id, authorship_no, country_code
-- method: the source lists countries by the institutions it found; beside an excluded one the list is not used
with located as (
    select work_id, authorship_no from stg_resolved_authorship
    where located > 0
),

excluded as (
    select work_id, authorship_no from stg_excluded_link
    group by work_id, authorship_no
)

select w.work_id, c.authorship_no, c.country_code
from stg_works as w
inner join raw_authorship_countries as c on w.part_id = c.part_id and w.line_no = c.line_no
left join located as l on w.work_id = l.work_id and c.authorship_no = l.authorship_no
left join excluded as x on w.work_id = x.work_id and c.authorship_no = x.authorship_no
where l.work_id is null and x.work_id is null and c.country_code <> ''
group by w.work_id, c.authorship_no, c.country_code
