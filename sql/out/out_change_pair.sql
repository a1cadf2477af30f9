-- One row: a pair of countries whose joint works moved since the build before, and how much of that is due to what.
-- key: country_x, country_y, technology_id, tag_scope, year
-- method: before + new + removed + revised + tags = after; lists move no joint work
-- country_x [code]: the country that comes first by its code
-- country_x_name [text]: English short name of country_x
-- country_y [code]: the other
-- country_y_name [text]: English short name of country_y
-- technology_id [id]: technology, or `all` for every work
-- tag_scope [code]: `high` (headline) or `high_probable` (upper figure); `all` works need no tag and stand under `high`
-- year [year]: publication year
-- joint_works_before [works]: works with both countries, in the build before
-- joint_works_after [works]: works with both countries, in this build
-- joint_works_new [works]: part of the difference due to works of which no record was held before
-- joint_works_removed [works]: part of the difference due to works that were deleted, merged, or are held no more
-- joint_works_revised [works]: part of the difference due to works whose units, date, type or text were revised
-- joint_works_tags [works]: part of the difference due to a change of the fields or their rules
select
    x.country_x, a.country_name as country_x_name, x.country_y, b.country_name as country_y_name,
    x.technology_id, x.tag_scope, x.publication_year as year, x.joint_works_before, x.joint_works_after,
    x.joint_works_new, x.joint_works_removed, x.joint_works_revised, x.joint_works_tags
from ind_change_pair as x
left join ref_country as a on x.country_x = a.country_code
left join ref_country as b on x.country_y = b.country_code
