-- error: every exposed work of an institution leads to an affiliation on it
select e.institution_id, e.profile_id, e.variant, e.work_id
from out_evidence_work as e
left join (
    select profile_id, variant, work_id from out_evidence
    group by profile_id, variant, work_id
) as v
    on e.profile_id = v.profile_id and e.variant = v.variant and e.work_id = v.work_id
where v.work_id is null
