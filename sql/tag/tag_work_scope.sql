-- One row: a work counted under a technology in a tag scope; 'all', of scope `high` alone, holds every work.
-- key: work_id, technology_id, tag_scope
-- method: `high` is the headline, `high_probable` the upper figure; candidates count in neither. Without a tag there is
--   nothing probable about a work, so 'all' has no upper figure
select work_id, technology_id, 'high' as tag_scope from tag_work_technology
where tier = 'high'
union all
select work_id, technology_id, 'high_probable' as tag_scope from tag_work_technology
where tier in ('high', 'probable')
union all
select work_id, 'all' as technology_id, 'high' as tag_scope from stg_works
