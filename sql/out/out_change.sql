-- One row: an institution's or country's cell that moved since the build before, and how much of that is due to what.
-- key: unit_kind, unit_id, technology_id, tag_scope, profile_id, variant, year
-- method: cells that did not move have no row, and the first build has none; `out_change_run` says what was compared.
--   before + new + removed + revised + tags + lists = after; for shares the causes are applied in this order
-- unit_kind [code]: `institution` or `country`
-- unit_id [id]: OpenAlex institution id or ISO 3166-1 alpha-2 code
-- unit_name [text]: its name
-- technology_id [id]: technology, or `all` for every work
-- tag_scope [code]: `high` (headline) or `high_probable` (upper figure); `all` works need no tag and stand under `high`
-- profile_id [id]: profile that chooses the counterpart set W
-- variant [code]: `country`, `listed_then` (listed on the publication date), `listed_now` (retrospective)
-- year [year]: publication year
-- is_small [flag]: fewer works than the setting `small_cell`, before or now: counts are shown, shares are not
-- works_before [works]: works, full counting, in the build before
-- works_after [works]: works, full counting, in this build
-- works_new [works]: part of the difference due to works of which no record was held before
-- works_removed [works]: part of the difference due to works that were deleted, merged, or are held no more
-- works_revised [works]: part of the difference due to works whose units, date, type or text were revised
-- works_tags [works]: part of the difference due to a change of the fields or their rules
-- works_lists [works]: part of the difference due to a change of the lists, profiles or country groups, or of the day they stand for
-- works_change [share]: works_after / works_before − 1: 0.25 is 25 % more; null on a base of fewer than ten works
-- exposed_works_before [works]: works with at least one unit of W, in the build before
-- exposed_works_after [works]: works with at least one unit of W, in this build
-- exposed_works_new [works]: part of the difference due to works of which no record was held before
-- exposed_works_removed [works]: part of the difference due to works that were deleted, merged, or are held no more
-- exposed_works_revised [works]: part of the difference due to works whose units, date, type or text were revised
-- exposed_works_tags [works]: part of the difference due to a change of the fields or their rules
-- exposed_works_lists [works]: part of the difference due to a change of the lists, profiles or country groups, or of the day they stand for
-- exposed_works_change [share]: exposed_works_after / exposed_works_before − 1: 0.25 is 25 % more; null on a base of fewer than ten exposed works
-- works_fractional_before [works]: works, author-level fractional counting, in the build before
-- works_fractional_after [works]: works, author-level fractional counting, in this build
-- works_fractional_new [works]: part of the difference due to works of which no record was held before
-- works_fractional_removed [works]: part of the difference due to works that were deleted, merged, or are held no more
-- works_fractional_revised [works]: part of the difference due to works whose units, date, type or text were revised
-- works_fractional_tags [works]: part of the difference due to a change of the fields or their rules
-- works_fractional_lists [works]: part of the difference due to a change of the lists, profiles or country groups, or of the day they stand for
-- exposed_fractional_before [works]: fractional credit that lies in exposed works, in the build before
-- exposed_fractional_after [works]: fractional credit that lies in exposed works, in this build
-- exposed_fractional_new [works]: part of the difference due to works of which no record was held before
-- exposed_fractional_removed [works]: part of the difference due to works that were deleted, merged, or are held no more
-- exposed_fractional_revised [works]: part of the difference due to works whose units, date, type or text were revised
-- exposed_fractional_tags [works]: part of the difference due to a change of the fields or their rules
-- exposed_fractional_lists [works]: part of the difference due to a change of the lists, profiles or country groups, or of the day they stand for
-- exposed_share_before [share]: exposed works / works, in the build before; null, as its parts, where is_small
-- exposed_share_after [share]: exposed works / works, in this build
-- exposed_share_new [share]: part of the difference due to works of which no record was held before
-- exposed_share_removed [share]: part of the difference due to works that were deleted, merged, or are held no more
-- exposed_share_revised [share]: part of the difference due to works whose units, date, type or text were revised
-- exposed_share_tags [share]: part of the difference due to a change of the fields or their rules
-- exposed_share_lists [share]: part of the difference due to a change of the lists, profiles or country groups, or of the day they stand for
-- exposed_fractional_share_before [share]: exposed_fractional / works_fractional, in the build before; null, as its parts, where is_small
-- exposed_fractional_share_after [share]: exposed_fractional / works_fractional, in this build
-- exposed_fractional_share_new [share]: part of the difference due to works of which no record was held before
-- exposed_fractional_share_removed [share]: part of the difference due to works that were deleted, merged, or are held no more
-- exposed_fractional_share_revised [share]: part of the difference due to works whose units, date, type or text were revised
-- exposed_fractional_share_tags [share]: part of the difference due to a change of the fields or their rules
-- exposed_fractional_share_lists [share]: part of the difference due to a change of the lists, profiles or country groups, or of the day they stand for
select
    x.unit_kind, x.unit_id, coalesce(i.institution_name, c.country_name) as unit_name, x.technology_id, x.tag_scope,
    x.profile_id, x.variant, x.publication_year as year, e.is_small,
    x.works_before, x.works_after, x.works_new, x.works_removed, x.works_revised, x.works_tags, x.works_lists,
    e.works_change, x.exposed_works_before, x.exposed_works_after, x.exposed_works_new, x.exposed_works_removed,
    x.exposed_works_revised, x.exposed_works_tags, x.exposed_works_lists,
    e.exposed_works_change,
    x.works_fractional_before, x.works_fractional_after, x.works_fractional_new, x.works_fractional_removed,
    x.works_fractional_revised, x.works_fractional_tags, x.works_fractional_lists,
    x.exposed_fractional_before, x.exposed_fractional_after, x.exposed_fractional_new,
    x.exposed_fractional_removed, x.exposed_fractional_revised, x.exposed_fractional_tags,
    x.exposed_fractional_lists,
    e.exposed_share_before, e.exposed_share_after, e.exposed_share_new, e.exposed_share_removed,
    e.exposed_share_revised, e.exposed_share_tags, e.exposed_share_lists,
    e.exposed_fractional_share_before, e.exposed_fractional_share_after, e.exposed_fractional_share_new,
    e.exposed_fractional_share_removed, e.exposed_fractional_share_revised, e.exposed_fractional_share_tags,
    e.exposed_fractional_share_lists
from ind_change as x
inner join est_change as e
    on
        x.profile_id = e.profile_id and x.variant = e.variant and x.unit_kind = e.unit_kind and x.unit_id = e.unit_id
        and x.technology_id = e.technology_id and x.tag_scope = e.tag_scope and x.publication_year = e.publication_year
left join stg_institution as i on x.unit_kind = 'institution' and x.unit_id = i.institution_id
left join ref_country as c on x.unit_kind = 'country' and x.unit_id = c.country_code
