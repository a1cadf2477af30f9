-- One row: a keyword OpenAlex gave a work.
select part_id, line_no, keyword_no, coalesce(keyword.display_name, keyword.keyword) as keyword, keyword.score as keyword_score
from (
    select part_id, line_no, unnest(keywords) as keyword, generate_subscripts(keywords, 1) as keyword_no from work
)
