-- One row: how concentrated a unit's joint works in a technology are on few partners, over a window of years.
-- key: unit_kind, unit_id, partner_kind, technology_id, tag_scope, window_years, last_year
-- unit_kind [code]: `institution` or `country`
-- unit_id [id]: OpenAlex institution id, or ISO 3166-1 alpha-2 code
-- unit_name [text]: name of the unit
-- partner_kind [code]: partners as `institution` or as `country`; own country and own institutions are none
-- technology_id [id]: technology, or `all` for every work
-- tag_scope [code]: `high` (headline) or `high_probable` (upper figure); `all` works need no tag and stand under `high`
-- window_years [years]: 3 or 5, ending at last_year; 0 for all years together
-- first_year [year]: first publication year of the window
-- last_year [year]: last publication year of the window
-- works [works]: works of the unit without those above the setting `hyperauthor_limit`
-- coverage [share]: 1 − mean fraction of a work whose institution (or country, by partner_kind) is unknown
-- partnered_works [works]: works with at least one partner
-- is_small [flag]: fewer partnered_works than the setting `small_cell`: counts are shown, rates are not
-- partners [partners]: different partners
-- links [links]: N, joint works summed over partners
-- hhi [ratio]: unbiased Herfindahl–Hirschman index Σ n(n−1) / (N(N−1)) of joint works n by partner; 1 = a single partner
-- hhi_low [ratio]: lower 95 % limit of hhi, resampling works; null with a single partner or fewer than ten partnered works
-- hhi_high [ratio]: upper 95 % limit of hhi
-- hhi_plug_in [ratio]: Σ (n/N)², which few links push up
-- hhi_plug_in_low [ratio]: lower 95 % limit of hhi_plug_in: that of hhi, pushed up by as few links
-- hhi_plug_in_high [ratio]: upper 95 % limit of hhi_plug_in
-- effective_partners [partners]: 1 / hhi_plug_in, as diverse as so many equal partners
-- effective_partners_low [partners]: lower 95 % limit of effective_partners, 1 / hhi_plug_in_high
-- effective_partners_high [partners]: upper 95 % limit of effective_partners
-- top_partner_id [id]: partner with the most joint works, the first by id among equals
-- top_partner_name [text]: its name
-- top_partner_works [works]: joint works with it
-- top_partner_share [share]: top_partner_works / links
-- top_partner_work_share [share]: top_partner_works / partnered_works
-- top_partner_work_share_low [share]: lower 95 % Wilson limit of top_partner_work_share
-- top_partner_work_share_high [share]: upper 95 % Wilson limit of top_partner_work_share
select
    x.unit_kind,
    x.unit_id,
    case when x.unit_kind = 'country' then c.country_name else i.institution_name end as unit_name,
    x.partner_kind,
    x.technology_id, x.tag_scope, x.window_years, x.first_year, x.last_year,
    x.works, e.coverage, x.partnered_works, e.is_small, x.partners, x.links,
    e.hhi, r.hhi_low, r.hhi_high, e.hhi_plug_in,
    (r.hhi_low * (x.links - 1) + 1) / nullif(x.links, 0) as hhi_plug_in_low,
    (r.hhi_high * (x.links - 1) + 1) / nullif(x.links, 0) as hhi_plug_in_high, e.effective_partners,
    x.links / nullif(r.hhi_high * (x.links - 1) + 1, 0) as effective_partners_low,
    x.links / nullif(r.hhi_low * (x.links - 1) + 1, 0) as effective_partners_high, x.top_partner_id,
    coalesce(pc.country_name, pi.institution_name) as top_partner_name, x.top_partner_works, e.top_partner_share,
    e.top_partner_work_share, e.top_partner_work_share_low, e.top_partner_work_share_high
from ind_partner as x
inner join est_partner as e
    on
        x.unit_kind = e.unit_kind and x.unit_id = e.unit_id and x.partner_kind = e.partner_kind
        and x.technology_id = e.technology_id and x.tag_scope = e.tag_scope
        and x.window_years = e.window_years and x.last_year = e.last_year
left join est_partner_limits as r
    on
        x.unit_kind = r.unit_kind and x.unit_id = r.unit_id and x.partner_kind = r.partner_kind
        and x.technology_id = r.technology_id and x.tag_scope = r.tag_scope
        and x.window_years = r.window_years and x.last_year = r.last_year
left join stg_institution as i on x.unit_kind = 'institution' and x.unit_id = i.institution_id
left join ref_country as c on x.unit_kind = 'country' and x.unit_id = c.country_code
left join stg_institution as pi on x.partner_kind = 'institution' and x.top_partner_id = pi.institution_id
left join ref_country as pc on x.partner_kind = 'country' and x.top_partner_id = pc.country_code
