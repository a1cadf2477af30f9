-- One row: a technology and something wider that it is part of.
-- key: home_kind, home_id, technology_id
-- method: `group` of the taxonomy; `item` of an official list, as LIST:CODE
select 'group' as home_kind, group_name as home_id, technology_id from ref_technology
union all
select 'item' as home_kind, concat(list_code, ':', item_code) as home_id, technology_id from ref_technology_official
group by list_code, item_code, technology_id
