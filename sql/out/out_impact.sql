-- One row: impact, collaboration and specialisation of an institution or country in a technology and window.
-- key: unit_kind, unit_id, technology_id, tag_scope, window_years, last_year
-- unit_kind [code]: `institution` or `country`; Hong Kong and Macao stand on their own
-- unit_id [id]: institution id or country code
-- unit_name [text]: name of the institution, or English short name of the country
-- country_code [code]: the country, or where the institution lies
-- technology_id [id]: technology, or `all` for every work
-- tag_scope [code]: `high` (headline) or `high_probable` (upper figure); `all` works need no tag and stand under `high`
-- window_years [years]: 1, 3 or 5, ending at last_year; 0 for all years together
-- first_year [year]: first publication year of the window
-- last_year [year]: last publication year of the window
-- citation_reference [code]: what citations are judged against in the whole build: `corpus` or `openalex`
-- works [works]: works, full counting
-- works_fractional [works]: works, fractional counting
-- coverage [share]: 1 − mean fraction of a work whose institution (or country) is unknown
-- works_measured [works]: works whose citations can be judged
-- measured_share [share]: works_measured / works
-- works_pooled [works]: works judged in a reference set of several years, or below `reference_set_floor`
-- p_top1 [works]: score of works among the 1 % most cited of their field, year and type, full counting
-- p_top5 [works]: score of works among the 5 % most cited of their field, year and type, full counting
-- p_top10 [works]: score of works among the 10 % most cited of their field, year and type, full counting
-- p_top50 [works]: score of works among the 50 % most cited of their field, year and type, full counting
-- p_top1_fractional [works]: the same for 1 %, fractional counting
-- p_top5_fractional [works]: the same for 5 %, fractional counting
-- p_top10_fractional [works]: the same for 10 %, fractional counting
-- p_top50_fractional [works]: the same for 50 %, fractional counting
-- pp_top1 [share]: p_top1 / works_measured
-- pp_top5 [share]: p_top5 / works_measured
-- pp_top10 [share]: p_top10 / works_measured
-- pp_top50 [share]: p_top50 / works_measured
-- pp_top1_fractional [share]: p_top1_fractional over the fractional works_measured
-- pp_top5_fractional [share]: p_top5_fractional over the fractional works_measured
-- pp_top10_fractional [share]: p_top10_fractional over the fractional works_measured
-- pp_top50_fractional [share]: p_top50_fractional over the fractional works_measured
-- pp_top1_low [share]: lower 95 % Wilson limit of pp_top1, shared ties counted as they are
-- pp_top1_high [share]: upper 95 % Wilson limit of pp_top1
-- pp_top5_low [share]: lower 95 % Wilson limit of pp_top5
-- pp_top5_high [share]: upper 95 % Wilson limit of pp_top5
-- pp_top10_low [share]: lower 95 % Wilson limit of pp_top10
-- pp_top10_high [share]: upper 95 % Wilson limit of pp_top10
-- pp_top50_low [share]: lower 95 % Wilson limit of pp_top50
-- pp_top50_high [share]: upper 95 % Wilson limit of pp_top50
-- pp_top10_stability_low [share]: lower limit of the stability interval of pp_top10, resampling works; null with fewer than ten judged works, or where every draw gives the same
-- pp_top10_stability_high [share]: upper limit of the stability interval of pp_top10
-- pp_top1_fractional_stability_low [share]: lower limit of the stability interval of pp_top1_fractional, resampling works
-- pp_top1_fractional_stability_high [share]: upper limit of the stability interval of pp_top1_fractional
-- pp_top5_fractional_stability_low [share]: lower limit of the stability interval of pp_top5_fractional, resampling works
-- pp_top5_fractional_stability_high [share]: upper limit of the stability interval of pp_top5_fractional
-- pp_top10_fractional_stability_low [share]: lower limit of the stability interval of pp_top10_fractional
-- pp_top10_fractional_stability_high [share]: upper limit of the stability interval of pp_top10_fractional
-- pp_top50_fractional_stability_low [share]: lower limit of the stability interval of pp_top50_fractional, resampling works
-- pp_top50_fractional_stability_high [share]: upper limit of the stability interval of pp_top50_fractional
-- mncs [ratio]: mean of citations over those to be expected, full counting; fwci of OpenAlex where that is the reference
-- mncs_stability_low [ratio]: lower limit of the stability interval of mncs, resampling works
-- mncs_stability_high [ratio]: upper limit of the stability interval of mncs
-- mncs_fractional [ratio]: the same, fractional counting
-- mncs_fractional_stability_low [ratio]: lower limit of the stability interval of mncs_fractional, resampling works
-- mncs_fractional_stability_high [ratio]: upper limit of the stability interval of mncs_fractional
-- international_works [works]: works with at least two known countries
-- pp_int_collab [share]: international_works / works
-- pp_int_collab_low [share]: lower 95 % Wilson limit of pp_int_collab
-- pp_int_collab_high [share]: upper 95 % Wilson limit of pp_int_collab
-- pp_int_collab_fractional [share]: pp_int_collab, fractional counting
-- pp_int_collab_fractional_stability_low [share]: lower limit of the stability interval of pp_int_collab_fractional, resampling works
-- pp_int_collab_fractional_stability_high [share]: upper limit of the stability interval of pp_int_collab_fractional
-- industry_works [works]: works with a company among their institutions
-- pp_industry [share]: industry_works / works
-- pp_industry_low [share]: lower 95 % Wilson limit of pp_industry
-- pp_industry_high [share]: upper 95 % Wilson limit of pp_industry
-- pp_industry_fractional [share]: pp_industry, fractional counting
-- pp_industry_fractional_stability_low [share]: lower limit of the stability interval of pp_industry_fractional, resampling works
-- pp_industry_fractional_stability_high [share]: upper limit of the stability interval of pp_industry_fractional
-- works_located [works]: works with a known place
-- mgcd_km [km]: mean over located works of the largest great-circle distance between two of their places
-- mgcd_km_stability_low [km]: lower limit of the stability interval of mgcd_km, resampling works
-- mgcd_km_stability_high [km]: upper limit of the stability interval of mgcd_km
-- specialisation [ratio]: activity index: share of the technology in the unit's works over its share in the world's, full counting
-- specialisation_low [ratio]: lower 95 % limit of specialisation, Wilson's of the unit's share over the world's; null for `all`
-- specialisation_high [ratio]: upper 95 % limit of specialisation
-- specialisation_symmetric [ratio]: (specialisation − 1) / (specialisation + 1), −1..1
-- specialisation_symmetric_low [ratio]: lower 95 % limit of specialisation_symmetric, by that of specialisation
-- specialisation_symmetric_high [ratio]: upper 95 % limit of specialisation_symmetric
-- is_small [flag]: fewer works than the setting `small_cell`: counts are shown, rates are not
select
    i.unit_kind, i.unit_id, coalesce(s.institution_name, c.country_name, i.unit_id) as unit_name,
    case when i.unit_kind = 'country' then i.unit_id else s.country_code end as country_code,
    i.technology_id, i.tag_scope, i.window_years, i.first_year, i.last_year, b.citation_reference,
    i.works, i.works_fractional, e.coverage, i.works_measured, e.measured_share, i.works_pooled, i.p_top1,
    i.p_top5, i.p_top10, i.p_top50, i.p_top1_fractional, i.p_top5_fractional, i.p_top10_fractional,
    i.p_top50_fractional, e.pp_top1, e.pp_top5, e.pp_top10, e.pp_top50, e.pp_top1_fractional,
    e.pp_top5_fractional, e.pp_top10_fractional, e.pp_top50_fractional, e.pp_top1_low, e.pp_top1_high,
    e.pp_top5_low, e.pp_top5_high, e.pp_top10_low, e.pp_top10_high, e.pp_top50_low, e.pp_top50_high,
    r.pp_top10_stability_low, r.pp_top10_stability_high,
    r.pp_top1_fractional_stability_low, r.pp_top1_fractional_stability_high,
    r.pp_top5_fractional_stability_low, r.pp_top5_fractional_stability_high,
    r.pp_top10_fractional_stability_low, r.pp_top10_fractional_stability_high,
    r.pp_top50_fractional_stability_low, r.pp_top50_fractional_stability_high,
    e.mncs, r.mncs_stability_low, r.mncs_stability_high,
    e.mncs_fractional, r.mncs_fractional_stability_low, r.mncs_fractional_stability_high,
    i.international_works, e.pp_int_collab, e.pp_int_collab_low, e.pp_int_collab_high,
    e.pp_int_collab_fractional, r.pp_int_collab_fractional_stability_low, r.pp_int_collab_fractional_stability_high,
    i.industry_works, e.pp_industry, e.pp_industry_low, e.pp_industry_high,
    e.pp_industry_fractional, r.pp_industry_fractional_stability_low, r.pp_industry_fractional_stability_high,
    i.works_located, e.mgcd_km, r.mgcd_km_stability_low, r.mgcd_km_stability_high, e.specialisation,
    e.specialisation_low, e.specialisation_high, e.specialisation_symmetric,
    e.specialisation_symmetric_low, e.specialisation_symmetric_high,
    e.is_small
from ind_impact as i
inner join est_impact as e
    on
        i.unit_kind = e.unit_kind and i.unit_id = e.unit_id and i.technology_id = e.technology_id
        and i.tag_scope = e.tag_scope and i.window_years = e.window_years and i.last_year = e.last_year
left join est_impact_limits as r
    on
        i.unit_kind = r.unit_kind and i.unit_id = r.unit_id and i.technology_id = r.technology_id
        and i.tag_scope = r.tag_scope and i.window_years = r.window_years and i.last_year = r.last_year
left join stg_institution as s on i.unit_kind = 'institution' and i.unit_id = s.institution_id
left join ref_country as c on i.unit_kind = 'country' and i.unit_id = c.country_code
cross join stg_citation_basis as b
