-- One row: an institution or country among the first of its kind in a technology and window by the top 10 % score.
-- key: unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
-- method: fractional counting; as many as the setting `leadership_institutions`, and at least two; equal scores (to 11
--   digits) by works_fractional, then by id. Units without any score are not ranked
with ranked as (
    select
        unit_kind, unit_id, technology_id, tag_scope, window_years, last_year, p_top10_fractional,
        row_number() over (
            partition by unit_kind, technology_id, tag_scope, window_years, last_year
            order by round(p_top10_fractional, 11) desc, round(works_fractional, 11) desc, unit_id asc
        ) as place
    from ind_impact
    where p_top10_fractional > 0
)

select
    r.unit_kind, r.unit_id, r.technology_id, r.tag_scope, r.window_years, r.last_year, r.p_top10_fractional, r.place
from ranked as r
cross join ref_parameter as p
where r.place <= greatest(p.leadership_institutions, 2)
