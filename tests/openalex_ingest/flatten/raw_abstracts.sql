-- One row: the abstract of a work, in reading order.
select part_id, line_no, abstract
from work
where abstract is not null
