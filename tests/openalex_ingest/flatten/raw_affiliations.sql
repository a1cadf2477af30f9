-- One row: a raw affiliation string of an authorship; is_mapped where the source resolves strings one by one.
select part_id, line_no, authorship_no, affiliation_no, affiliation.raw_affiliation_string as affiliation_string, true as is_mapped
from affiliation
union all
select part_id, line_no, authorship_no, affiliation_no, affiliation_string, false as is_mapped
from (
    select part_id, line_no, authorship_no, unnest(strings) as affiliation_string,
        generate_subscripts(strings, 1) as affiliation_no
    from (
        select part_id, line_no, authorship_no,
            coalesce(authorship.raw_affiliation_strings,
                case when authorship.raw_affiliation_string <> '' then [authorship.raw_affiliation_string] end) as strings
        from authorship
        where len(coalesce(authorship.affiliations, [])) = 0
    )
)
