-- One row: a country an authorship lists of itself, whether or not an institution carries it.
select
    part_id, line_no, authorship_no, generate_subscripts(authorship.countries, 1) as country_no,
    upper(nullif(unnest(authorship.countries), '')) as country_code
from authorship
