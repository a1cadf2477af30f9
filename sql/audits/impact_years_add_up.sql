-- error: the years of a unit's works and top 10 % scores add up to its window of all years
select unit_kind, unit_id, technology_id, tag_scope
from out_impact
where window_years in (0, 1)
group by unit_kind, unit_id, technology_id, tag_scope
having
    sum(case when window_years = 1 then works else -works end) <> 0
    or abs(sum(case when window_years = 1 then p_top10 else -p_top10 end)) > 1e-9
