-- One row: a cell of exposure that moved since the build before: what it was, what it is, and the part of each cause.
-- key: profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year
-- units: as in ind_exposure_year; before + new + removed + revised + tags + lists = after
-- method: credit below a billionth of a work is what is left of thirds that cancel, and moves no cell
with part as (
    select
        profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year, part,
        works, exposed_works, works_fractional, exposed_fractional
    from ind_change_year
    union all
    select
        profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year, part,
        works, exposed_works, works_fractional, exposed_fractional
    from ind_change_whole
),

cell as (
    select
        profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year,
        cast(sum(case when part = 'new' then works else 0 end) as bigint) as works_new,
        cast(sum(case when part = 'removed' then works else 0 end) as bigint) as works_removed,
        cast(sum(case when part = 'revised' then works else 0 end) as bigint) as works_revised,
        cast(sum(case when part = 'tags' then works else 0 end) as bigint) as works_tags,
        cast(sum(case when part = 'lists' then works else 0 end) as bigint) as works_lists,
        cast(sum(case when part = 'new' then exposed_works else 0 end) as bigint) as exposed_works_new,
        cast(sum(case when part = 'removed' then exposed_works else 0 end) as bigint) as exposed_works_removed,
        cast(sum(case when part = 'revised' then exposed_works else 0 end) as bigint) as exposed_works_revised,
        cast(sum(case when part = 'tags' then exposed_works else 0 end) as bigint) as exposed_works_tags,
        cast(sum(case when part = 'lists' then exposed_works else 0 end) as bigint) as exposed_works_lists,
        cast(sum(case when part = 'new' then works_fractional else 0 end) as double) as works_fractional_new,
        cast(sum(case when part = 'removed' then works_fractional else 0 end) as double) as works_fractional_removed,
        cast(sum(case when part = 'revised' then works_fractional else 0 end) as double) as works_fractional_revised,
        cast(sum(case when part = 'tags' then works_fractional else 0 end) as double) as works_fractional_tags,
        cast(sum(case when part = 'lists' then works_fractional else 0 end) as double) as works_fractional_lists,
        cast(sum(case when part = 'new' then exposed_fractional else 0 end) as double) as exposed_fractional_new,
        cast(sum(case when part = 'removed' then exposed_fractional else 0 end) as double)
            as exposed_fractional_removed,
        cast(sum(case when part = 'revised' then exposed_fractional else 0 end) as double)
            as exposed_fractional_revised,
        cast(sum(case when part = 'tags' then exposed_fractional else 0 end) as double) as exposed_fractional_tags,
        cast(sum(case when part = 'lists' then exposed_fractional else 0 end) as double) as exposed_fractional_lists
    from part
    where
        works <> 0 or exposed_works <> 0
        or cast(abs(works_fractional) as double) > 1e-9 or cast(abs(exposed_fractional) as double) > 1e-9
    group by profile_id, variant, unit_kind, unit_id, technology_id, tag_scope, publication_year
)

select
    c.profile_id, c.variant, c.unit_kind, c.unit_id, c.technology_id, c.tag_scope, c.publication_year,
    cast(coalesce(p.works, 0) as bigint) as works_before,
    cast(coalesce(n.works, 0) as bigint) as works_after,
    c.works_new, c.works_removed, c.works_revised, c.works_tags, c.works_lists,
    cast(coalesce(p.exposed_works, 0) as bigint) as exposed_works_before,
    cast(coalesce(n.exposed_works, 0) as bigint) as exposed_works_after,
    c.exposed_works_new, c.exposed_works_removed, c.exposed_works_revised,
    c.exposed_works_tags, c.exposed_works_lists,
    cast(coalesce(p.works_fractional, 0) as double) as works_fractional_before,
    cast(coalesce(n.works_fractional, 0) as double) as works_fractional_after,
    c.works_fractional_new, c.works_fractional_removed, c.works_fractional_revised,
    c.works_fractional_tags, c.works_fractional_lists,
    cast(coalesce(p.exposed_fractional, 0) as double) as exposed_fractional_before,
    cast(coalesce(n.exposed_fractional, 0) as double) as exposed_fractional_after,
    c.exposed_fractional_new, c.exposed_fractional_removed, c.exposed_fractional_revised,
    c.exposed_fractional_tags, c.exposed_fractional_lists
from cell as c
left join past_exposure_year as p
    on
        c.profile_id = p.profile_id and c.variant = p.variant and c.unit_kind = p.unit_kind and c.unit_id = p.unit_id
        and c.technology_id = p.technology_id and c.tag_scope = p.tag_scope and c.publication_year = p.publication_year
left join ind_exposure_year as n
    on
        c.profile_id = n.profile_id and c.variant = n.variant and c.unit_kind = n.unit_kind and c.unit_id = n.unit_id
        and c.technology_id = n.technology_id and c.tag_scope = n.tag_scope and c.publication_year = n.publication_year
