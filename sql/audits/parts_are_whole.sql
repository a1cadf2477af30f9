-- warning: every part was read to its end, without trouble
select part_id, problem from raw_part
where problem is not null
