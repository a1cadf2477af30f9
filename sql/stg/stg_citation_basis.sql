-- One row: against what the citations of this build are judged.
-- key: citation_reference
-- method: `corpus` where a snapshot is held of which nothing was left out, else the corpus is a slice and OpenAlex's own
--   percentiles are taken (`openalex`); the setting `citation_reference` decides where it is not `auto`
select
    case
        when p.citation_reference <> 'auto' then p.citation_reference
        when part.snapshots > 0 and part.slices = 0 then 'corpus'
        else 'openalex'
    end as citation_reference
from ref_parameter as p
cross join (
    select
        count(case when source_kind = 'snapshot' then 1 end) as snapshots,
        count(case when left_out > 0 then 1 end) as slices
    from raw_part
    where entity = 'works'
) as part
