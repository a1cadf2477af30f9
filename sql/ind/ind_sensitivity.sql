-- One row: an institution's exposure under one choice of how to count, everything else as in the headline.
-- key: institution_id, profile_id, kind, technology_id, window_years, last_year, choice
-- units: works and exposed_works are counts; for `fractional` sums of the institution's credit;
--   all_works and unknown_mass are those whose coverage is shown: the cell's, without large teams where these are left out
-- method: headline = full counts, tags `high`, the profile's own reading of Hong Kong and Macao, every team size, for lists
--   the listing on the publication date. Over the last five years and all years; single technologies from `small_cell` works on
with moved as (
    select
        c.profile_id, u.unit_id, t.technology_id, w.window_years, w.last_year, cast(sum(c.change) as bigint) as change
    from ind_hk_mo_change as c
    inner join ind_work_unit as u on c.work_id = u.work_id
    inner join tag_work_scope as t on c.work_id = t.work_id
    inner join stg_works as s on c.work_id = s.work_id
    inner join stg_window as w on s.publication_year between w.first_year and w.last_year
    where u.unit_kind = 'institution' and t.tag_scope = 'high'
    group by c.profile_id, u.unit_id, t.technology_id, w.window_years, w.last_year
)

select
    institution_id, profile_id, kind, technology_id, window_years, first_year, last_year,
    case
        when variant = 'listed_now' then 'listed_now' when tag_scope = 'high' then 'headline' else 'high_probable'
    end as choice,
    cast(works as double) as works, cast(exposed_works as double) as exposed_works,
    works as all_works, unknown_mass
from ind_sensitivity_cell
where tag_scope = 'high' or variant <> 'listed_now'
union all
select
    institution_id, profile_id, kind, technology_id, window_years, first_year, last_year,
    'fractional' as choice, works_fractional as works, exposed_fractional as exposed_works,
    works as all_works, unknown_mass
from ind_sensitivity_cell
where variant <> 'listed_now' and tag_scope = 'high'
union all
select
    institution_id, profile_id, kind, technology_id, window_years, first_year, last_year,
    'without_large_teams' as choice, cast(works_small_team as double) as works,
    cast(exposed_works_small_team as double) as exposed_works, works_small_team as all_works,
    unknown_mass_small_team as unknown_mass
from ind_sensitivity_cell
where variant <> 'listed_now' and tag_scope = 'high'
union all
select
    b.institution_id, b.profile_id, b.kind, b.technology_id, b.window_years, b.first_year, b.last_year,
    case when b.hk_mo = 'own' then 'hk_mo_as_cn' else 'hk_mo_own' end as choice,
    cast(b.works as double) as works, cast(b.exposed_works + coalesce(m.change, 0) as double) as exposed_works,
    b.works as all_works, b.unknown_mass
from ind_sensitivity_cell as b
left join moved as m
    on
        b.profile_id = m.profile_id and b.institution_id = m.unit_id and b.technology_id = m.technology_id
        and b.window_years = m.window_years and b.last_year = m.last_year
where b.variant = 'country' and b.tag_scope = 'high'
