-- One row: a work of something wider than a technology, by its tags of tier `high`.
-- key: work_id, home_kind, home_id
select t.work_id, h.home_kind, h.home_id
from tag_work_technology as t
inner join tag_home_technology as h on t.technology_id = h.technology_id
where t.tier = 'high'
group by t.work_id, h.home_kind, h.home_id
