-- One row: a cell whose exposure share in the newest complete year differs from the five years before: a prompt to look.
-- key: unit_kind, unit_id, technology_id, profile_id, variant
-- method: tested are cells that moved since the build before, by Fisher's exact test, two-sided; kept are those whose
--   false discovery rate over the night's tests is at most the setting `alert_fdr`. None unless fields, lists, settings
--   and code stood still since the build before: `out_change_run` says so and how many cells were tested
-- unit_kind [code]: `institution` or `country`
-- unit_id [id]: OpenAlex institution id or ISO 3166-1 alpha-2 code
-- unit_name [text]: its name
-- technology_id [id]: technology, or `all` for every work
-- profile_id [id]: profile that chooses the counterpart set W
-- variant [code]: `country`, `listed_then` (listed on the publication date), `listed_now` (retrospective)
-- year [year]: the newest complete year
-- direction [code]: `higher` or `lower` than in the years before
-- works [works]: works of the unit in the year
-- coverage [share]: 1 − mean fraction of a work of that year whose affiliation is unknown (country for variant `country`, else institution)
-- coverage_change [share]: coverage minus that of the base years, so that a fall of coverage is not read as one of collaboration
-- exposed_works [works]: those with at least one unit of W
-- exposed_share [share]: exposed_works / works
-- exposed_share_low [share]: lower 95 % Wilson limit of exposed_share
-- exposed_share_high [share]: upper 95 % Wilson limit of exposed_share
-- base_first_year [year]: first year it is compared with
-- base_last_year [year]: last year it is compared with
-- base_works [works]: works of the unit in these years
-- base_exposed_works [works]: those with at least one unit of W
-- base_share [share]: base_exposed_works / base_works
-- base_share_low [share]: lower 95 % Wilson limit of base_share
-- base_share_high [share]: upper 95 % Wilson limit of base_share
-- p_value [probability]: of a difference as large or larger by chance, were the shares equal
-- q_value [probability]: lowest false discovery rate at which this cell would still be an alert
-- main_part [code]: cause of most of what moved in the exposed works of the year since the build before: `new`, `removed` or `revised`
-- exposed_works_new [works]: change of exposed_works since the build before that is due to new works
-- exposed_works_removed [works]: … to works that went
-- exposed_works_revised [works]: … to revised works
-- hk_mo [code]: whether Hong Kong and Macao count on their own (`own`) or as CN (`as_cn`), as the profile says
select
    x.unit_kind, x.unit_id, coalesce(i.institution_name, c.country_name) as unit_name, x.technology_id, x.profile_id,
    x.variant, x.publication_year as year,
    case when e.exposed_share > e.base_share then 'higher' else 'lower' end as direction,
    x.works, 1 - x.unknown_mass / x.works as coverage,
    x.base_unknown_mass / x.base_works - x.unknown_mass / x.works as coverage_change,
    x.exposed_works, e.exposed_share, e.exposed_share_low, e.exposed_share_high,
    x.base_first_year, x.base_last_year, x.base_works, x.base_exposed_works,
    e.base_share, e.base_share_low, e.base_share_high, e.p_value, e.q_value,
    case
        when abs(d.exposed_works_new) + abs(d.exposed_works_removed) + abs(d.exposed_works_revised) = 0
            then case
                when abs(d.works_new) >= abs(d.works_removed) and abs(d.works_new) >= abs(d.works_revised) then 'new'
                when abs(d.works_removed) >= abs(d.works_revised) then 'removed'
                else 'revised'
            end
        when
            abs(d.exposed_works_new) >= abs(d.exposed_works_removed)
            and abs(d.exposed_works_new) >= abs(d.exposed_works_revised) then 'new'
        when abs(d.exposed_works_removed) >= abs(d.exposed_works_revised) then 'removed'
        else 'revised'
    end as main_part,
    d.exposed_works_new, d.exposed_works_removed, d.exposed_works_revised, q.hk_mo
from ind_alert_cell as x
inner join est_alert as e
    on
        x.profile_id = e.profile_id and x.variant = e.variant and x.unit_kind = e.unit_kind and x.unit_id = e.unit_id
        and x.technology_id = e.technology_id and e.is_alert
inner join ind_change as d
    on
        x.profile_id = d.profile_id and x.variant = d.variant and x.unit_kind = d.unit_kind and x.unit_id = d.unit_id
        and x.technology_id = d.technology_id and d.tag_scope = 'high' and x.publication_year = d.publication_year
left join stg_institution as i on x.unit_kind = 'institution' and x.unit_id = i.institution_id
left join ref_country as c on x.unit_kind = 'country' and x.unit_id = c.country_code
left join ref_profile as q on x.profile_id = q.profile_id
