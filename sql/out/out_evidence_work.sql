-- One row: an exposed work of an institution that is not itself in the counterpart set W.
-- key: institution_id, profile_id, variant, work_id
-- institution_id [id]: the institution whose exposure the work counts in
-- profile_id [id]: profile that chooses the counterpart set W
-- variant [code]: `country`, `listed_then` (listed on the publication date), `listed_now` (retrospective)
-- work_id [id]: OpenAlex work id
-- year [year]: publication year
-- title [text]: title of the work
-- doi [link]: DOI of the work
-- technologies [text]: technologies of tier high or probable, joined by `; `
with tagged as (
    select work_id, technology_id from tag_work_scope
    where tag_scope = 'high_probable' and technology_id <> 'all'
),

technology as (
    select work_id, array_to_string(list_sort(array_agg(technology_id)), '; ') as technologies
    from tagged
    group by work_id
)

select
    e.institution_id, e.profile_id, e.variant, e.work_id, w.publication_year as year, w.title, w.doi,
    coalesce(t.technologies, '') as technologies
from ind_evidence_work as e
inner join stg_works as w on e.work_id = w.work_id
left join technology as t on e.work_id = t.work_id
