-- One row: how two countries work together in a technology and window; ordered, since RIC is not symmetric.
-- key: country_x, country_y, technology_id, tag_scope, window_years, last_year
-- country_x [code]: the country whose collaboration is looked at
-- country_x_name [text]: English short name of country_x
-- country_y [code]: its partner
-- country_y_name [text]: English short name of country_y
-- technology_id [id]: technology, or `all` for every work
-- tag_scope [code]: `high` (headline) or `high_probable` (upper figure); `all` works need no tag and stand under `high`
-- window_years [years]: 1, 3 or 5, ending at last_year; 0 for all years together
-- first_year [year]: first publication year of the window
-- last_year [year]: last publication year of the window
-- works_x [works]: works of country_x, full counting
-- works_y [works]: works of country_y, full counting
-- coverage_x [share]: 1 − mean fraction of a work of country_x whose country is unknown
-- coverage_y [share]: 1 − mean fraction of a work of country_y whose country is unknown
-- shared_works_x [works]: works of country_x with another country
-- shared_works_y [works]: works of country_y with another country
-- shared_works_world [works]: works with at least two countries
-- joint_works [works]: works with both countries
-- joint_fractional [works]: joint works, each divided by its number of countries less one
-- links_x [works]: joint works of country_x summed over all partners
-- links_y [works]: joint works of country_y summed over all partners
-- links_world [works]: joint works summed over all unordered pairs
-- salton [ratio]: joint_works / √(works_x works_y)
-- salton_low [ratio]: lower 95 % limit of salton, by the delta method on its logarithm; null where every work of both is joint
-- salton_high [ratio]: upper 95 % limit of salton
-- jaccard [ratio]: joint_works / (works_x + works_y − joint_works)
-- jaccard_low [ratio]: lower 95 % Wilson limit of jaccard, the joint share of the works of either
-- jaccard_high [ratio]: upper 95 % Wilson limit of jaccard
-- association_strength [ratio]: joint links over those to be expected by links_x and links_y: joint_works · 2 links_world / (links_x links_y)
-- association_strength_low [ratio]: lower 95 % limit of association_strength, by the delta method on its logarithm, links taken one by one
-- association_strength_high [ratio]: upper 95 % limit of association_strength
-- association_strength_bootstrap_low [ratio]: lower 95 % limit of association_strength, resampling works, as links of one work come together; null with fewer than ten joint works
-- association_strength_bootstrap_high [ratio]: upper 95 % limit of association_strength, resampling works
-- nsf_index [ratio]: share of y in the internationally co-authored works of x over its share in the world's: (joint_works / shared_works_x) / (shared_works_y / shared_works_world)
-- nsf_index_low [ratio]: lower 95 % limit of nsf_index, by the delta method on its logarithm
-- nsf_index_high [ratio]: upper 95 % limit of nsf_index
-- ric [ratio]: relative intensity of collaboration of x with y; 1 = as the rest of the world with y
-- ric_low [ratio]: lower 95 % Katz limit of ric
-- ric_high [ratio]: upper 95 % Katz limit of ric
-- ric_bootstrap_low [ratio]: lower 95 % limit of ric, resampling works, as links of one work come together; null with fewer than ten joint works
-- ric_bootstrap_high [ratio]: upper 95 % limit of ric, resampling works
-- is_ric_defined [flag]: false where y works with nobody but x
-- fields [fields]: fields in which both have links: the strata of ric_pooled
-- ric_pooled [ratio]: ric with the field held fixed: Mantel–Haenszel over fields
-- ric_pooled_low [ratio]: lower 95 % limit of ric_pooled (Greenland & Robins)
-- ric_pooled_high [ratio]: upper 95 % limit of ric_pooled
-- orc [ratio]: odds ratio of collaboration, the same for x with y and y with x
-- orc_low [ratio]: lower 95 % limit of orc; null where everybody's links touch x or y
-- orc_high [ratio]: upper 95 % limit of orc
-- is_orc_defined [flag]: false where x or y works with nobody but the other
-- is_small [flag]: fewer joint works than the setting `small_cell`: counts are shown, measures are not
select
    x.country_x, a.country_name as country_x_name, x.country_y, b.country_name as country_y_name,
    x.technology_id, x.tag_scope, x.window_years, x.first_year, x.last_year,
    x.works_x, x.works_y, 1 - u.unknown_country_mass / u.works as coverage_x,
    1 - v.unknown_country_mass / v.works as coverage_y,
    x.shared_works_x, x.shared_works_y, x.shared_works_world,
    x.joint_works, x.joint_fractional, x.links_x, x.links_y, x.links_world,
    e.salton, e.salton_low, e.salton_high, e.jaccard, e.jaccard_low, e.jaccard_high,
    e.association_strength, e.association_strength_low, e.association_strength_high,
    r.association_strength_bootstrap_low, r.association_strength_bootstrap_high,
    e.nsf_index, e.nsf_index_low, e.nsf_index_high, e.ric, e.ric_low, e.ric_high,
    r.ric_bootstrap_low, r.ric_bootstrap_high, e.is_ric_defined, e.fields, e.ric_pooled, e.ric_pooled_low,
    e.ric_pooled_high, e.orc, e.orc_low, e.orc_high, e.is_orc_defined,
    e.is_small
from ind_country_pair as x
inner join est_country_pair as e
    on
        x.country_x = e.country_x and x.country_y = e.country_y and x.technology_id = e.technology_id
        and x.tag_scope = e.tag_scope and x.window_years = e.window_years and x.last_year = e.last_year
left join est_country_pair_limits as r
    on
        x.country_x = r.country_x and x.country_y = r.country_y and x.technology_id = r.technology_id
        and x.tag_scope = r.tag_scope and x.window_years = r.window_years and x.last_year = r.last_year
left join ind_unit_window as u
    on
        u.hk_mo = 'own' and u.unit_kind = 'country' and x.country_x = u.unit_id
        and x.technology_id = u.technology_id and x.tag_scope = u.tag_scope
        and x.window_years = u.window_years and x.last_year = u.last_year
left join ind_unit_window as v
    on
        v.hk_mo = 'own' and v.unit_kind = 'country' and x.country_y = v.unit_id
        and x.technology_id = v.technology_id and x.tag_scope = v.tag_scope
        and x.window_years = v.window_years and x.last_year = v.last_year
left join ref_country as a on x.country_x = a.country_code
left join ref_country as b on x.country_y = b.country_code
