-- One row: a technology and year in which an author with several countries published. Author ids stay in this layer.
-- key: author_id, technology_id, tag_scope, publication_year
with mobile as (
    select author_id from ind_author_country
    group by author_id
)

select a.author_id, t.technology_id, t.tag_scope, w.publication_year
from mobile as m
inner join stg_authorship as a on m.author_id = a.author_id
inner join stg_works as w on a.work_id = w.work_id
inner join tag_work_scope as t on a.work_id = t.work_id
group by a.author_id, t.technology_id, t.tag_scope, w.publication_year
