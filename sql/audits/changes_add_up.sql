-- error: what changed since the build before is the sum of its parts, in every cell and in all cells together
select unit_kind, unit_id as unit, technology_id, profile_id, variant, year
from out_change
where
    works_after - works_before <> works_new + works_removed + works_revised + works_tags + works_lists
    or exposed_works_after - exposed_works_before
    <> exposed_works_new + exposed_works_removed + exposed_works_revised + exposed_works_tags + exposed_works_lists
    or abs(
        works_fractional_after - works_fractional_before - works_fractional_new - works_fractional_removed
        - works_fractional_revised - works_fractional_tags - works_fractional_lists
    ) > 1e-9 * (1 + works_fractional_after)
    or abs(
        exposed_fractional_after - exposed_fractional_before - exposed_fractional_new - exposed_fractional_removed
        - exposed_fractional_revised - exposed_fractional_tags - exposed_fractional_lists
    ) > 1e-9 * (1 + exposed_fractional_after)
    or abs(
        exposed_share_after - exposed_share_before - exposed_share_new - exposed_share_removed
        - exposed_share_revised - exposed_share_tags - exposed_share_lists
    ) > 1e-9
    or abs(
        exposed_fractional_share_after - exposed_fractional_share_before - exposed_fractional_share_new
        - exposed_fractional_share_removed - exposed_fractional_share_revised - exposed_fractional_share_tags
        - exposed_fractional_share_lists
    ) > 1e-9
union all
select
    'pair' as unit_kind, concat(country_x, '-', country_y) as unit, technology_id,
    '' as profile_id, '' as variant, year
from out_change_pair
where
    joint_works_after - joint_works_before
    <> joint_works_new + joint_works_removed + joint_works_revised + joint_works_tags
union all
select unit_kind, 'all' as unit, 'all' as technology_id, profile_id, variant, 0 as year
from ind_change_total
where works_difference <> works_parts or exposed_difference <> exposed_parts
