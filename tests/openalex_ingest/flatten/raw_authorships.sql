-- One row: an author on a work, by position; authors are ids only.
select
    part_id, line_no, authorship_no, nullif(regexp_extract(authorship.author.id, 'A[0-9]+$'), '') as author_id,
    authorship.author_position as author_position, authorship.is_corresponding as is_corresponding,
    len(coalesce(authorship.affiliations, [])) > 0 as has_affiliations,
    coalesce(authorship.author.orcid, '') <> '' as has_orcid
from authorship
