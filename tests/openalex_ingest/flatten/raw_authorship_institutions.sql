-- One row: an institution an authorship carries; institution_id is null for a placeholder.
select
    part_id, line_no, authorship_no, institution_no,
    nullif(regexp_extract(institution.id, 'I[0-9]+$'), '') as institution_id,
    institution.display_name as institution_name,
    nullif(regexp_extract(institution.ror, '[0-9a-z]{9}$'), '') as ror_id,
    upper(nullif(institution.country_code, '')) as country_code,
    institution.type as institution_type,
    nullif(replace(array_to_string(institution.lineage, ' '), 'https://openalex.org/', ''), '') as lineage
from (
    select
        part_id, line_no, authorship_no, unnest(authorship.institutions) as institution,
        generate_subscripts(authorship.institutions, 1) as institution_no
    from authorship
)
