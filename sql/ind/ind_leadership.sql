-- One row: who leads a technology in a window by the top 10 % score, and how many leading institutions lie there.
-- key: technology_id, tag_scope, window_years, last_year
with country as (
    select
        technology_id, tag_scope, window_years, last_year,
        max(case when place = 1 then unit_id end) as lead_country,
        max(case when place = 1 then p_top10_fractional end) as lead_p_top10,
        max(case when place = 2 then unit_id end) as second_country,
        max(case when place = 2 then p_top10_fractional end) as second_p_top10
    from ind_leader
    where unit_kind = 'country' and place <= 2
    group by technology_id, tag_scope, window_years, last_year
),

institution as (
    select
        r.technology_id, r.tag_scope, r.window_years, r.last_year, count(*) as institutions,
        count(case when s.country_code = c.lead_country then 1 end) as institutions_in_lead
    from ind_leader as r
    inner join country as c
        on
            r.technology_id = c.technology_id and r.tag_scope = c.tag_scope
            and r.window_years = c.window_years and r.last_year = c.last_year
    left join stg_institution as s on r.unit_id = s.institution_id
    cross join ref_parameter as p
    where r.unit_kind = 'institution' and r.place <= p.leadership_institutions
    group by r.technology_id, r.tag_scope, r.window_years, r.last_year
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
