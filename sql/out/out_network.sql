-- One row: how near an institution stands to a profile's counterpart set W through the institutions it works with.
-- key: institution_id, technology_id, profile_id, variant, window_years, last_year
-- institution_id [id]: OpenAlex institution id
-- institution_name [text]: name, as the newest work carries it
-- country_code [code]: country of the institution
-- technology_id [id]: technology under tag scope `high`, or `all` for every work
-- profile_id [id]: profile that chooses the counterpart set W
-- variant [code]: `country` or `listed_now`: W on the day the build stands for
-- window_years [years]: 5, ending at last_year; 0 for all years together where there are fewer
-- first_year [year]: first publication year of the window
-- last_year [year]: last publication year of the window
-- joint_works [works]: works of the institution with at least one other known institution
-- coverage [share]: 1 − mean fraction of a work of the institution, in that technology and window, whose institution is unknown
-- is_small [flag]: fewer joint works than the setting `small_cell`: counts are shown, rates are not
-- is_counterpart [flag]: the institution itself belongs to W; how near others stand is not asked of it
-- walk [share]: chance that a walk over joint works, starting here, ends in W; it goes on with chance `network_alpha` a step
-- one_step [share]: chance that one step leads to W; what direct exposure shows too
-- one_step_low [share]: lower 95 % limit of one_step, a mean over joint_works: Wilson's with as many works as are as unsure
-- one_step_high [share]: upper 95 % limit of one_step
-- indirect [share]: walk without its part of one step
-- two_step [share]: chance that a walk first comes to W with its second step
-- indirect_z [deviations]: distance of indirect from its mean over rewired networks; null where rewiring changes nothing, or the network is too large for the setting `network_steps`
-- indirect_percentile [share]: share of rewired networks in which indirect is lower, ties half; null with indirect_z
-- null_draws [networks]: rewired networks, 0 where the network is too large: works keep their size, institutions their number of works in each technology and year
-- hk_mo [code]: whether Hong Kong and Macao count on their own (`own`) or as CN (`as_cn`), as the profile says
select
    e.institution_id, i.institution_name, i.country_code, e.technology_id, e.profile_id, e.variant,
    e.window_years, e.first_year, e.last_year, e.joint_works,
    1 - u.unknown_institution_mass / u.works as coverage, e.is_small, e.is_counterpart,
    e.walk, e.one_step, e.one_step_low, e.one_step_high,
    e.indirect, e.two_step, e.indirect_z, e.indirect_percentile, e.null_draws, q.hk_mo
from est_indirect as e
left join ind_unit_window as u
    on
        u.hk_mo = 'own' and u.unit_kind = 'institution' and e.institution_id = u.unit_id
        and e.technology_id = u.technology_id and u.tag_scope = 'high'
        and e.window_years = u.window_years and e.last_year = u.last_year
left join stg_institution as i on e.institution_id = i.institution_id
left join ref_profile as q on e.profile_id = q.profile_id
