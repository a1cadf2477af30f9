-- One row: an institution of a trust set that could take the place of W beside an institution in a technology; by rank.
-- key: institution_id, technology_id, profile_id, variant, trust_set_id, rank
-- institution_id [id]: the institution that is looked at
-- institution_name [text]: its name
-- technology_id [id]: technology (tags `high`), or `all` for every work
-- profile_id [id]: profile that chooses the counterpart set W
-- variant [code]: `country`, `listed_then` (listed on the publication date), `listed_now` (retrospective)
-- trust_set_id [id]: whose countries candidates lie in at the end of last_year: the set of the profile, or each there is
-- rank [rank]: place among candidates by product, 1 to 10; equal ones by id
-- candidate_id [id]: a candidate: not of W, not the institution itself, with at least `small_cell` works in the technology
-- candidate_name [text]: its name
-- candidate_country [code]: where it lies
-- capability [works]: its score of works in the top 10 % in the technology
-- similarity [ratio]: cosine of the topics of its works in the technology with those of the joint works with W
-- reach [share]: chance that a walk over joint works from the institution ends there: without W, stopping with 15 % after every step and after three at the latest
-- product [works]: capability · similarity · reach; 0 is not listed. It ranks partners and measures no risk
-- joint_works [works]: works the two already have together in the window, in any technology
-- candidates [institutions]: how many were ranked
-- exposed_works [works]: works of the institution with W in the technology and window; at least `small_cell`
-- coverage [share]: 1 − mean fraction of the institution's works whose affiliation is unknown
-- first_year [year]: first publication year of the window
-- last_year [year]: last publication year of the window
-- hk_mo [code]: whether Hong Kong and Macao count on their own (`own`) or as CN (`as_cn`), as the profile says
select
    e.unit_id as institution_id, i.institution_name, e.technology_id, e.profile_id, e.variant, e.trust_set_id,
    e.rank, e.candidate_id, j.institution_name as candidate_name, j.country_code as candidate_country,
    e.capability, e.similarity, e.reach, e.product, cast(e.joint_works as bigint) as joint_works,
    cast(e.candidates as bigint) as candidates, c.exposed_works,
    1 - cast(c.unknown_mass as double) / c.works as coverage, c.first_year, c.last_year, q.hk_mo
from est_substitute as e
inner join ind_scenario_cell as c
    on
        e.profile_id = c.profile_id and e.variant = c.variant and c.unit_kind = 'institution' and e.unit_id = c.unit_id
        and e.technology_id = c.technology_id
left join stg_institution as i on e.unit_id = i.institution_id
left join stg_institution as j on e.candidate_id = j.institution_id
left join ref_profile as q on e.profile_id = q.profile_id
