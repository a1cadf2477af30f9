-- One row: a concept (the vocabulary before topics) of a work that has no topic.
select part_id, line_no, concept_no, nullif(regexp_extract(concept.id, 'C[0-9]+$'), '') as concept_id,
    concept.display_name as concept_name, concept.score as concept_score
from (
    select part_id, line_no, unnest(concepts) as concept, generate_subscripts(concepts, 1) as concept_no from work
    where len(coalesce(topics, [])) = 0
)
