-- One row: an institution's share of one authorship; 'unknown' where nobody knows which.
-- key: work_id, authorship_no, affiliation_no, institution_id
-- method: evenly over affiliation strings, then over the institutions of a string; evenly over the institutions
--   where the source maps no strings (affiliation_no 0); Waltman & van Eck 2015
select
    s.work_id, s.authorship_no, s.affiliation_no, coalesce(i.institution_id, 'unknown') as institution_id,
    cast(1 as double) / m.strings / coalesce(r.institutions, 1) as share
from stg_affiliation as s
inner join stg_mapped_authorship as m on s.work_id = m.work_id and s.authorship_no = m.authorship_no
left join stg_resolved_affiliation as r
    on s.work_id = r.work_id and s.authorship_no = r.authorship_no and s.affiliation_no = r.affiliation_no
left join stg_affiliation_institution as i
    on s.work_id = i.work_id and s.authorship_no = i.authorship_no and s.affiliation_no = i.affiliation_no
where s.is_mapped
union all
select
    a.work_id, a.authorship_no, 0 as affiliation_no, coalesce(i.institution_id, 'unknown') as institution_id,
    cast(1 as double) / coalesce(c.institutions, 1) as share
from stg_authorship as a
left join stg_mapped_authorship as m on a.work_id = m.work_id and a.authorship_no = m.authorship_no
left join stg_resolved_authorship as c on a.work_id = c.work_id and a.authorship_no = c.authorship_no
left join stg_authorship_institution as i on a.work_id = i.work_id and a.authorship_no = i.authorship_no
where m.work_id is null
