-- error: the top x % scores of every reference set of the corpus add up to x·N
select field_id, work_type, set_first_year
from ind_citation_class
where citation_reference = 'corpus'
group by field_id, work_type, set_first_year
having
    count(*) <> max(set_works)
    or abs(cast(sum(top1) as double) - 0.01 * count(*)) > 1e-9
    or abs(cast(sum(top5) as double) - 0.05 * count(*)) > 1e-9
    or abs(cast(sum(top10) as double) - 0.1 * count(*)) > 1e-9
    or abs(cast(sum(top50) as double) - 0.5 * count(*)) > 1e-9
