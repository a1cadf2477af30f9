-- One row: an institution and how many of the strings resolved to it share a word with its name.
-- key: institution_id
-- institution_id [id]: OpenAlex id
-- institution_name [text]: its name
-- links [links]: affiliations of authorships whose string was resolved to it
-- links_without_word [links]: those whose string shares no word with the name; acronyms and other languages are among them
-- share_without_word [share]: links_without_word / links; many links and a share near 1 are worth a review
select e.institution_id, i.institution_name, e.links, e.links_without_word, e.share_without_word
from est_institution_link as e
inner join stg_institution as i on e.institution_id = i.institution_id
