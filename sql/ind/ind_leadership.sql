-- One row: who leads a technology in a window by the top 10 % score, fractional counting.
-- key: technology_id, tag_scope, window_years, last_year
-- method: the institutions with the most, as many as the setting `leadership_institutions`, and how many of them lie in the
--   lead country; equal scores by works_fractional, then by id. Units without any score are not ranked
with ranked as (
    select
        i.unit_kind, i.unit_id, i.technology_id, i.tag_scope, i.window_years, i.last_year, i.p_top10_fractional,
        row_number() over (
            partition by i.unit_kind, i.technology_id, i.tag_scope, i.window_years, i.last_year
            order by i.p_top10_fractional desc, i.works_fractional desc, i.unit_id asc
        ) as place
    from ind_impact as i
    where i.p_top10_fractional > 0
),

institution as (
    select
        r.technology_id, r.tag_scope, r.window_years, r.last_year, l.unit_id as country_code,
        count(*) as institutions, count(case when s.country_code = l.unit_id then 1 end) as institutions_in_lead
    from ranked as r
    inner join ranked as l
        on
            l.unit_kind = 'country' and l.place = 1 and r.technology_id = l.technology_id and r.tag_scope = l.tag_scope
            and r.window_years = l.window_years and r.last_year = l.last_year
    left join stg_institution as s on r.unit_id = s.institution_id
    cross join ref_parameter as p
    where r.unit_kind = 'institution' and r.place <= p.leadership_institutions
    group by r.technology_id, r.tag_scope, r.window_years, r.last_year, l.unit_id
),

country as (
    select
        technology_id, tag_scope, window_years, last_year,
        max(case when place = 1 then unit_id end) as lead_country,
        max(case when place = 1 then p_top10_fractional end) as lead_p_top10,
        max(case when place = 2 then unit_id end) as second_country,
        max(case when place = 2 then p_top10_fractional end) as second_p_top10
    from ranked
    where unit_kind = 'country' and place <= 2
    group by technology_id, tag_scope, window_years, last_year
)

select
    c.technology_id, c.tag_scope, c.window_years, c.last_year, c.lead_country, c.lead_p_top10, c.second_country,
    coalesce(c.second_p_top10, 0) as second_p_top10, coalesce(i.institutions, 0) as institutions_ranked,
    coalesce(i.institutions_in_lead, 0) as institutions_in_lead
from country as c
left join institution as i
    on
        c.technology_id = i.technology_id and c.tag_scope = i.tag_scope
        and c.window_years = i.window_years and c.last_year = i.last_year
