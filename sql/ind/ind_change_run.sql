-- One row: this build and the one before it: what of their making differs, and how many works and cells moved.
-- key: is_compared
-- method: frozen: same fields, lists, settings and code, and no cell moved by fields or lists (as a listing that begins
--   on the day the build stands for does)
with work as (
    select
        count(case when outcome = 'new' then 1 end) as works_new,
        count(case when outcome = 'removed' then 1 end) as works_removed
    from ind_change_record
),

step as (
    select
        count(case when part = 'revised' then 1 end) as works_revised,
        count(case when part = 'tags' then 1 end) as works_tags,
        count(case when part = 'lists' then 1 end) as works_lists
    from (
        select work_id, part from ind_change_step
        group by work_id, part
    ) as moved
),

cell as (
    select
        count(*) as cells,
        count(
            case
                when
                    works_tags <> 0 or exposed_works_tags <> 0 or works_lists <> 0 or exposed_works_lists <> 0
                    then 1
            end
        ) as cells_thawed
    from ind_change
),

pair as (
    select count(*) as pairs from ind_change_pair
)

select
    r.run_id as previous_run_id, r.is_compared, r.problem,
    r.is_taxonomy_changed, r.is_lists_changed, r.is_settings_changed, r.is_method_changed,
    r.is_compared and not r.is_taxonomy_changed and not r.is_lists_changed and not r.is_settings_changed
    and not r.is_method_changed and cell.cells_thawed = 0 as is_frozen,
    work.works_new, work.works_removed, step.works_revised, step.works_tags, step.works_lists, cell.cells, pair.pairs
from past_run as r
cross join work
cross join step
cross join cell
cross join pair
