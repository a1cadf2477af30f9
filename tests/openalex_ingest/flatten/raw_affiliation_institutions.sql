-- One row: an institution that OpenAlex resolved a raw affiliation string to.
select distinct part_id, line_no, authorship_no, affiliation_no, institution_id
from (
    select part_id, line_no, authorship_no, affiliation_no,
        nullif(regexp_extract(unnest(affiliation.institution_ids), 'I[0-9]+$'), '') as institution_id
    from affiliation
)
where institution_id is not null
order by all
