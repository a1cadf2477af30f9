-- One row: the world's works of a technology in a year.
-- key: technology_id, tag_scope, year
-- technology_id [id]: technology, or `all` for every work
-- technology_name [text]: name of the technology
-- group_name [text]: group of technologies it belongs to
-- tag_scope [code]: `high` (headline) or `high_probable` (upper figure); `all` works need no tag and stand under `high`
-- year [year]: publication year
-- works [works]: works, full counting
-- international_works [works]: works with at least two known countries
-- international_share [share]: international_works / works
-- international_share_low [share]: lower 95 % Wilson limit of international_share
-- international_share_high [share]: upper 95 % Wilson limit of international_share
-- works_topic_v1 [works]: works whose topics OpenAlex gave by its topic model v1 (until 2026-10-05)
-- works_topic_v2 [works]: works whose topics it gave by v2; what is left of works has no topic
-- is_topic_break [flag]: works of both topic models stand in this year, or in it and the year before it in the series
-- coverage [share]: 1 − mean fraction of a work whose country is unknown
select
    y.technology_id, coalesce(t.technology_name, 'All works') as technology_name,
    coalesce(t.group_name, 'All works') as group_name, y.tag_scope, y.publication_year as year,
    y.works, y.international_works, y.works_topic_v1, y.works_topic_v2,
    sum(y.works_topic_v1) over (
        partition by y.technology_id, y.tag_scope order by y.publication_year rows between 1 preceding and current row
    ) > 0
    and sum(y.works_topic_v2) over (
        partition by y.technology_id, y.tag_scope order by y.publication_year rows between 1 preceding and current row
    ) > 0 as is_topic_break,
    e.international_share, e.international_share_low, e.international_share_high, e.coverage
from ind_technology_year as y
inner join est_technology as e
    on y.technology_id = e.technology_id and y.tag_scope = e.tag_scope and y.publication_year = e.publication_year
left join ref_technology as t on y.technology_id = t.technology_id
