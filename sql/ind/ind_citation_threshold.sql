-- One row: the citation count at which the top x % of a reference set begins, and what a work at that count scores.
-- key: field_id, work_type, set_first_year, top_percent
-- units: weight_at_threshold is the ω of Waltman & Schreiber 2013; above it a work scores 1, below 0
-- method: θ is the smallest count n with cum(n) ≥ 1 − x; ω = (cum(θ) − (1 − x)) / prop(θ), in whole numbers until the
--   one division
with counted as (
    select
        r.field_id, r.work_type, r.set_first_year, r.set_works, c.cited_by_count,
        cast(sum(c.works) as bigint) as works
    from ind_citation_count as c
    inner join ind_reference_set as r
        on c.field_id = r.field_id and c.work_type = r.work_type and c.publication_year = r.publication_year
    group by r.field_id, r.work_type, r.set_first_year, r.set_works, c.cited_by_count
),

cumulated as (
    select
        field_id, work_type, set_first_year, set_works, cited_by_count, works,
        cast(sum(works) over (
            partition by field_id, work_type, set_first_year
            order by cited_by_count
            rows between unbounded preceding and current row
        ) as bigint) as up_to
    from counted
)

select
    c.field_id, c.work_type, c.set_first_year, p.top_percent, c.set_works, c.cited_by_count as threshold,
    cast(
        cast(100 * c.up_to - (100 - p.top_percent) * c.set_works as double) / (100 * c.works) as decimal(18, 17)
    ) as weight_at_threshold
from cumulated as c
cross join (values (1), (5), (10), (50)) as p (top_percent)
where
    100 * c.up_to >= (100 - p.top_percent) * c.set_works
    and 100 * (c.up_to - c.works) < (100 - p.top_percent) * c.set_works
