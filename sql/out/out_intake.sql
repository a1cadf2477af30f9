-- One row: what became of the records of works that were ingested; the rows add up to all of them.
-- key: reason
-- reason [code]: `staged`, `quarantined`, `left_out` by the filter of the snapshot, or why a record does not count
-- records [records]: records with this outcome
select outcome as reason, count(*) as records from stg_record
group by outcome
union all
select 'quarantined' as reason, cast(coalesce(sum(quarantined), 0) as bigint) as records from raw_part
where entity = 'works'
union all
select 'left_out' as reason, cast(sum(left_out) as bigint) as records from raw_part
having sum(left_out) > 0
