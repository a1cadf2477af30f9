-- One row: an institution's share of one authorship; institution_id is null where nobody knows.
-- key: work_id, authorship_no, affiliation_no, share_no
-- method: evenly over affiliation strings, then over the institutions of a string; evenly over the institutions
--   where the source maps no strings (affiliation_no 0); Waltman & van Eck 2015
with resolved as (
    select work_id, authorship_no, affiliation_no, count(*) as institutions
    from stg_affiliation_institution
    group by work_id, authorship_no, affiliation_no
),

carried as (
    select work_id, authorship_no, count(*) as institutions
    from stg_authorship_institution
    group by work_id, authorship_no
),

mapped as (
    select s.work_id, s.authorship_no, count(*) as strings
    from stg_affiliation as s
    left join resolved as r
        on s.work_id = r.work_id and s.authorship_no = r.authorship_no and s.affiliation_no = r.affiliation_no
    left join carried as c on s.work_id = c.work_id and s.authorship_no = c.authorship_no
    where s.is_mapped
    group by s.work_id, s.authorship_no
    having max(coalesce(r.institutions, 0)) > 0 or max(coalesce(c.institutions, 0)) = 0
),

shared as (
    select
        s.work_id, s.authorship_no, s.affiliation_no, i.institution_id,
        cast(1 as double) / m.strings / coalesce(r.institutions, 1) as share
    from stg_affiliation as s
    inner join mapped as m on s.work_id = m.work_id and s.authorship_no = m.authorship_no
    left join resolved as r
        on s.work_id = r.work_id and s.authorship_no = r.authorship_no and s.affiliation_no = r.affiliation_no
    left join stg_affiliation_institution as i
        on s.work_id = i.work_id and s.authorship_no = i.authorship_no and s.affiliation_no = i.affiliation_no
    where s.is_mapped
    union all
    select
        a.work_id, a.authorship_no, 0 as affiliation_no, i.institution_id,
        cast(1 as double) / coalesce(c.institutions, 1) as share
    from stg_authorship as a
    left join mapped as m on a.work_id = m.work_id and a.authorship_no = m.authorship_no
    left join carried as c on a.work_id = c.work_id and a.authorship_no = c.authorship_no
    left join stg_authorship_institution as i on a.work_id = i.work_id and a.authorship_no = i.authorship_no
    where m.work_id is null
)

select
    work_id, authorship_no, affiliation_no, institution_id, share,
    row_number() over (
        partition by work_id, authorship_no, affiliation_no order by institution_id
    ) as share_no
from shared
