-- error: records of institutions, topics and funders in = held + superseded + quarantined
select e.entity, e.records, given.records as given
from out_entity as e
left join (
    select entity, sum(records + quarantined) as records from raw_part
    group by entity
) as given on e.entity = given.entity
where e.held + e.superseded + e.quarantined <> coalesce(given.records, 0)
