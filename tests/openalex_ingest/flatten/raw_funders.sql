-- One row: a funder a work names, with the award where one is given (grants until 2025, then awards and funders).
select distinct part_id, line_no, funder_id, award_id
from (
    select part_id, line_no, regexp_extract(coalesce(f.funder_id, f.funder, f.id), 'F[0-9]+$') as funder_id,
        coalesce(f.award_id, f.funder_award_id) as award_id
    from (select part_id, line_no,
        unnest(list_concat(coalesce(grants, []), list_concat(coalesce(awards, []), coalesce(funders, [])))) as f from work)
)
where funder_id <> ''
order by all
