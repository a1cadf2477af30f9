-- One row: a unit's works of a technology in a window of years, by what they say of their funders.
-- key: profile_id, unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
-- view: of ind_unit_window for every profile and ind_funded_year
-- units: unresolved_works name no funder known to be of the profile's countries and one of unknown country
with funded as (
    select
        y.profile_id, y.unit_kind, y.unit_id, y.technology_id, y.tag_scope, w.window_years, w.last_year,
        cast(sum(y.counterpart_funded_works) as bigint) as counterpart_funded_works,
        cast(sum(y.funded_unknown_works) as bigint) as funded_unknown_works,
        cast(sum(y.exposed_counterpart_funded_works) as bigint) as exposed_counterpart_funded_works
    from ind_funded_year as y
    inner join stg_window as w on y.publication_year between w.first_year and w.last_year
    group by y.profile_id, y.unit_kind, y.unit_id, y.technology_id, y.tag_scope, w.window_years, w.last_year
)

select
    v.profile_id, y.unit_kind, y.unit_id, y.technology_id, y.tag_scope, y.window_years, y.first_year, y.last_year,
    y.works, y.works_with_funders, coalesce(x.counterpart_funded_works, 0) as counterpart_funded_works,
    y.unknown_funder_works - coalesce(x.funded_unknown_works, 0) as unresolved_works,
    coalesce(x.exposed_counterpart_funded_works, 0) as exposed_counterpart_funded_works
from tag_profile_variant as v
inner join ind_unit_window as y on v.hk_mo = y.hk_mo
left join funded as x
    on
        v.profile_id = x.profile_id and y.unit_kind = x.unit_kind and y.unit_id = x.unit_id
        and y.technology_id = x.technology_id and y.tag_scope = x.tag_scope
        and y.window_years = x.window_years and y.last_year = x.last_year
where v.variant = 'country' and y.window_years <> 1
