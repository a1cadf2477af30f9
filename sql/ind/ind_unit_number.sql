-- One row: a unit with its number; of units of a kind the first id has the smallest.
-- key: unit_kind, unit_id
-- method: pairs of units are counted by numbers, half the width of ids
with unit as (
    select unit_kind, unit_id from ind_work_unit
    where unit_id <> 'unknown'
    group by unit_kind, unit_id
)

select unit_kind, unit_id, cast(row_number() over (order by unit_kind, unit_id) as integer) as unit_no
from unit
