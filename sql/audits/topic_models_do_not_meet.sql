-- warning: series of a technology in which works of both versions of OpenAlex's topic model stand
select technology_id
from out_technology
where tag_scope = 'high' and technology_id <> 'all'
group by technology_id
having sum(works_topic_v1) > 0 and sum(works_topic_v2) > 0
