-- One row: a work with the number of the set of technologies that it carries by its tags of tier `high`.
-- key: work_id
-- method: works of one set are works of the same homes, so that they are summed before homes are looked at; 0: no tag
with tagged as (
    select work_id, array_to_string(list_sort(array_agg(cast(technology_id as varchar))), ' ') as technologies
    from tag_work_technology
    where tier = 'high'
    group by work_id
),

numbered as (
    select technologies, row_number() over (order by technologies) as set_no from tagged
    group by technologies
)

select w.work_id, cast(coalesce(n.set_no, 0) as integer) as set_no
from stg_works as w
left join tagged as t on w.work_id = t.work_id
left join numbered as n on t.technologies = n.technologies
