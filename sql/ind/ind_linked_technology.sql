-- One row: a work of the seven newest years (as in ind_linked_work) in a technology, with its top 10 % score.
-- key: work_id, technology_id
-- method: headline tags; the score is null where citations cannot be judged
select t.work_id, t.technology_id, cast(c.top10 as double) as top10
from tag_work_scope as t
inner join stg_works as w on t.work_id = w.work_id
inner join ind_newest_window as n on w.publication_year between n.first_year - 2 and n.last_year
left join ind_citation_class as c on t.work_id = c.work_id
where t.tag_scope = 'high'
