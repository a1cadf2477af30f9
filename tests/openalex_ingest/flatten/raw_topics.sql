-- One row: a topic OpenAlex gave a work, best first.
select part_id, line_no, topic_no, nullif(regexp_extract(topic.id, 'T[0-9]+$'), '') as topic_id, topic.score as topic_score
from (
    select part_id, line_no, unnest(topics) as topic, generate_subscripts(topics, 1) as topic_no from work
)
