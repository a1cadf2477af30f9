-- One row: a concept (the vocabulary before topics) OpenAlex gave a work.
select part_id, line_no, concept_no, regexp_extract(concept.id, 'C[0-9]+$') as concept_id,
    concept.display_name as concept_name, concept.score as concept_score
from (
    select part_id, line_no, unnest(concepts) as concept, generate_subscripts(concepts, 1) as concept_no from work
)
