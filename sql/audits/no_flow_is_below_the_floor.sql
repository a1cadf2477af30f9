-- error: no flow of authors below the setting author_floor is held or published
select f.origin_code, f.destination_code, f.technology_id
from (
    select origin_code, destination_code, technology_id, authors, authors as authors_with_orcid from ind_mobility
    union all
    select origin_code, destination_code, technology_id, authors, authors_with_orcid from out_mobility
) as f
cross join ref_parameter as p
where f.authors < p.author_floor or f.authors_with_orcid < p.author_floor or f.authors_with_orcid > f.authors
