-- One row: the exposure share of an institution under one choice of how to count, everything else as in the headline.
-- key: institution_id, profile_id, kind, technology_id, window_years, last_year, choice
-- institution_id [id]: OpenAlex institution id
-- institution_name [text]: name, as the newest work carries it
-- profile_id [id]: profile that chooses the counterpart set W
-- kind [code]: `country` (W = countries of the profile) or `listed` (W = institutions on its lists)
-- technology_id [id]: technology, or `all` for every work; single technologies from `small_cell` works on
-- window_years [years]: 5 (the last five), or 0 for all years together
-- first_year [year]: first publication year of the window
-- last_year [year]: last publication year of the window
-- choice [code]: `headline`: full counts, tags `high`, every team size, Hong Kong and Macao as the profile says, listed on the publication date; the others differ from it in one thing each: `fractional`, `hk_mo_as_cn` or `hk_mo_own`, `without_large_teams`, `high_probable` (single technologies), `listed_now`
-- coverage [share]: 1 − mean fraction of a work whose affiliation is unknown, of the works of the row; null without any
-- works [works]: works of the institution; its credit for `fractional`
-- exposed_works [works]: those with at least one unit of W; its credit on them for `fractional`
-- is_small [flag]: fewer works than the setting `small_cell`: counts are shown, rates are not
-- exposed_share [share]: exposed_works / works
-- exposed_share_low [share]: lower 95 % limit of exposed_share, Wilson's; for `fractional` by resampling works, as exposed_fractional_low
-- exposed_share_high [share]: upper 95 % limit of exposed_share
-- difference [share]: exposed_share minus that of the headline
-- is_counterpart [flag]: the institution itself belongs to the profile's counterpart set W
select
    x.institution_id, i.institution_name, x.profile_id, x.kind, x.technology_id, x.window_years, x.first_year,
    x.last_year, x.choice, e.coverage, x.works, x.exposed_works, e.is_small, e.exposed_share,
    coalesce(e.exposed_share_low, f.exposed_fractional_low) as exposed_share_low,
    coalesce(e.exposed_share_high, f.exposed_fractional_high) as exposed_share_high, e.difference,
    m.unit_id is not null as is_counterpart
from ind_sensitivity as x
inner join est_sensitivity as e
    on
        x.institution_id = e.institution_id and x.profile_id = e.profile_id and x.kind = e.kind
        and x.technology_id = e.technology_id and x.window_years = e.window_years and x.last_year = e.last_year
        and x.choice = e.choice
left join est_fractional_exposure as f
    on
        x.choice = 'fractional' and f.unit_kind = 'institution' and x.institution_id = f.unit_id
        and x.profile_id = f.profile_id and x.technology_id = f.technology_id and f.tag_scope = 'high'
        and f.variant = case when x.kind = 'country' then 'country' else 'listed_then' end
        and x.window_years = f.window_years and x.last_year = f.last_year
left join ind_unit_counterpart as m
    on
        x.profile_id = m.profile_id and m.unit_kind = 'institution' and x.institution_id = m.unit_id
        and m.variant = case when x.kind = 'country' then 'country' else 'listed_then' end
left join stg_institution as i on x.institution_id = i.institution_id
