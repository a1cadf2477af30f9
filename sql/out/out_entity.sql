-- One row: a kind of record beside works: how many are held, and how many of those that works name.
-- key: entity
-- entity [code]: `institutions`, `topics` or `funders`
-- records [records]: records that were ingested and could be read
-- quarantined [records]: records in quarantine
-- held [entities]: different ones among the records; of several records of one the newest is used
-- superseded [records]: the other records
-- named [entities]: different ones that staged works name
-- named_held [entities]: those of them that are held; the others are described as works carry them
with record as (
    select 'institutions' as entity, institution_id as entity_id from raw_entity_institution
    union all
    select 'topics' as entity, topic_id as entity_id from raw_entity_topic
    union all
    select 'funders' as entity, funder_id as entity_id from raw_entity_funder
),

held as (
    select entity, entity_id, count(*) as records from record
    group by entity, entity_id
),

named as (
    select 'institutions' as entity, institution_id as entity_id from stg_institution
    union all
    select 'topics' as entity, topic_id as entity_id from stg_topic
    group by topic_id
    union all
    select 'funders' as entity, funder_id as entity_id from stg_funder
),

met as (
    select
        coalesce(h.entity, n.entity) as entity, coalesce(h.records, 0) as records,
        case when h.entity_id is not null then 1 else 0 end as is_held,
        case when n.entity_id is not null then 1 else 0 end as is_named
    from held as h
    full outer join named as n on h.entity = n.entity and h.entity_id = n.entity_id
),

bad as (
    select entity, sum(quarantined) as quarantined from raw_part
    group by entity
)

select
    k.entity, cast(coalesce(sum(m.records), 0) as bigint) as records,
    cast(coalesce(max(b.quarantined), 0) as bigint) as quarantined,
    cast(coalesce(sum(m.is_held), 0) as bigint) as held,
    cast(coalesce(sum(m.records - m.is_held), 0) as bigint) as superseded,
    cast(coalesce(sum(m.is_named), 0) as bigint) as named,
    cast(coalesce(sum(m.is_held * m.is_named), 0) as bigint) as named_held
from (values ('institutions'), ('topics'), ('funders')) as k (entity)
left join met as m on k.entity = m.entity
left join bad as b on k.entity = b.entity
group by k.entity
