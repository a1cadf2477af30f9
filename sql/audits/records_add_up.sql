-- error: records of works in = staged + excluded by a named reason + quarantined + left out by the snapshot's filter
select counted.records as counted, given.records as given
from (select sum(records) as records from out_intake) as counted
cross join (
    select sum(records + quarantined + left_out) as records from raw_part
    where entity = 'works'
) as given
where counted.records <> given.records
