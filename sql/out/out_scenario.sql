-- One row: what a unit's works of a technology would be without W, under one scenario, in the newest window of years.
-- key: unit_kind, unit_id, technology_id, profile_id, variant, scenario, trust_set_id
-- unit_kind [code]: `institution` or `country`
-- unit_id [id]: OpenAlex institution id, or ISO 3166-1 alpha-2 code
-- unit_name [text]: name of the unit
-- technology_id [id]: technology (tags `high`), or `all` for every work
-- profile_id [id]: profile that chooses the counterpart set W
-- variant [code]: `country`, `listed_then` (listed on the publication date), `listed_now` (retrospective)
-- scenario [code]: `S0` joint works are dropped (the upper bound of the loss); `S1` only the credit of W is; `S2` joint works stay and are cited like matched works without W; `S3` as S2, a share of the lost links formed anew within a trust set
-- trust_set_id [id]: trust set of S3, that of the profile or each there is; `none` for the others
-- first_year [year]: first publication year of the window
-- last_year [year]: last publication year of the window
-- coverage [share]: 1 − mean fraction of a work whose affiliation is unknown (country for variant `country`, else institution)
-- works [works]: works of the unit, full counting
-- exposed_works [works]: joint works: those with at least one unit of W; at least `small_cell`
-- measured_works [works]: works whose citations can be judged
-- measured_exposed_works [works]: joint works among them
-- matched_share [share]: measured joint works matched on technology, year, team size and leadership; the others on fewer of these
-- p_top10 [works]: score of works in the top 10 %
-- mncs [ratio]: mean citations over those to be expected
-- largest_component [institutions]: institutions in the largest connected part of the network on the unit's works
-- delta_p [works]: change of works; for S1 of works without the credit of W
-- delta_p_low [works]: lower limit of delta_p: 2.5 % of replicates that draw the works anew
-- delta_p_high [works]: upper limit of delta_p: 97.5 %
-- delta_p_top10 [works]: change of p_top10, for S2 and S3 on average over matched works; null below `small_cell` measured joint works
-- delta_p_top10_low [works]: lower limit of delta_p_top10, over replicates of works and of matches
-- delta_p_top10_high [works]: upper limit of delta_p_top10
-- delta_mncs [ratio]: change of mncs; null also where fewer than `small_cell` measured works would be left
-- delta_mncs_low [ratio]: lower limit of delta_mncs
-- delta_mncs_high [ratio]: upper limit of delta_mncs
-- delta_component [institutions]: change of largest_component; 0 for S1, which keeps every link
-- delta_component_low [institutions]: lower limit over which links are formed anew (S3); else delta_component itself
-- delta_component_high [institutions]: upper limit, likewise
-- reformed_share [share]: setting: share of lost links formed anew in S3
-- hk_mo [code]: whether Hong Kong and Macao count on their own (`own`) or as CN (`as_cn`), as the profile says
select
    c.unit_kind, c.unit_id,
    case when c.unit_kind = 'country' then r.country_name else i.institution_name end as unit_name,
    c.technology_id, c.profile_id, c.variant, e.scenario, e.trust_set_id, c.first_year, c.last_year,
    1 - cast(c.unknown_mass as double) / c.works as coverage, c.works, c.exposed_works,
    cast(e.measured_works as bigint) as measured_works,
    cast(e.measured_exposed_works as bigint) as measured_exposed_works, e.matched_share, e.p_top10, e.mncs,
    cast(e.largest_component as bigint) as largest_component, e.delta_p, e.delta_p_low, e.delta_p_high,
    e.delta_p_top10, e.delta_p_top10_low, e.delta_p_top10_high, e.delta_mncs, e.delta_mncs_low, e.delta_mncs_high,
    e.delta_component, e.delta_component_low, e.delta_component_high, p.reformed_share, q.hk_mo
from ind_scenario_cell as c
inner join est_scenario as e
    on
        c.profile_id = e.profile_id and c.variant = e.variant and c.unit_kind = e.unit_kind and c.unit_id = e.unit_id
        and c.technology_id = e.technology_id
cross join ref_parameter as p
left join stg_institution as i on c.unit_kind = 'institution' and c.unit_id = i.institution_id
left join ref_country as r on c.unit_kind = 'country' and c.unit_id = r.country_code
left join ref_profile as q on c.profile_id = q.profile_id
