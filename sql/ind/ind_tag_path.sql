-- One row: the works of a year that are read on one path, and how many of them carry a technology in a tag scope.
-- key: technology_id, tag_scope, path, publication_year
with read as (
    select p.path, w.publication_year, count(*) as works
    from stg_works as w
    inner join pred_path as p on w.work_id = p.work_id
    group by p.path, w.publication_year
),

tagged as (
    select s.technology_id, s.tag_scope, p.path, w.publication_year, count(*) as tagged_works
    from tag_work_scope as s
    inner join stg_works as w on s.work_id = w.work_id
    inner join pred_path as p on s.work_id = p.work_id
    where s.technology_id <> 'all'
    group by s.technology_id, s.tag_scope, p.path, w.publication_year
)

select
    t.technology_id, t.tag_scope, t.path, t.publication_year, r.works, t.tagged_works,
    e.tp, e.fp, e.fn, e.tn
from tagged as t
inner join read as r on t.path = r.path and t.publication_year = r.publication_year
left join ref_tagger_error as e
    on t.technology_id = e.technology_id and t.tag_scope = e.tag_scope and t.path = e.path
