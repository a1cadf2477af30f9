-- One row: this build and the one published before it: what of their making differs, and how much moved.
-- key: is_compared
-- is_compared [flag]: there was a published build to compare with; where not, `out_change` has no rows
-- basis [text]: what was compared, or why nothing was
-- previous_run_id [id]: the build that was published when this one began; null where there was none or it is no history
-- is_taxonomy_changed [flag]: the fields or their phrases and topics differ
-- is_lists_changed [flag]: lists, disputes, profiles, country groups or the record of mergers differ
-- is_settings_changed [flag]: a setting that can change a number differs; works it lets in or out count as revised
-- is_method_changed [flag]: the code differs; what that moves in a work's units or tags counts as revised or tags
-- is_frozen [flag]: none of these differs and no cell moved by fields or lists: only then are there alerts
-- works_new [works]: works of which no record was held before
-- works_removed [works]: works that were deleted, merged, or are held no more
-- works_revised [works]: works whose units, date, type or text were revised
-- works_tags [works]: works that a change of the fields or their rules moved
-- works_lists [works]: works that a change of the lists or profiles moved, or of the day they stand for
-- cells [cells]: rows of out_change
-- pairs [cells]: rows of out_change_pair
-- cells_tested [cells]: cells whose newest complete year moved and was tested
-- alerts [cells]: rows of out_alert
-- alert_basis [text]: why there are no alerts, where none could be made
with tested as (
    select count(*) as cells_tested, count(case when is_alert then 1 end) as alerts from est_alert
)

select
    r.is_compared,
    case
        when r.is_compared then concat('compared with ', r.previous_run_id)
        else coalesce(r.problem, 'the first build: nothing to compare with')
    end as basis,
    r.previous_run_id, r.is_taxonomy_changed, r.is_lists_changed, r.is_settings_changed, r.is_method_changed,
    r.is_frozen, r.works_new, r.works_removed, r.works_revised, r.works_tags, r.works_lists, r.cells, r.pairs,
    t.cells_tested, t.alerts,
    case
        when not r.is_compared then 'none: there is no build to compare with'
        when r.is_taxonomy_changed then 'none: the fields changed'
        when r.is_lists_changed then 'none: lists or profiles changed'
        when r.is_settings_changed then 'none: settings changed'
        when r.is_method_changed then 'none: the code changed'
        when not r.is_frozen then 'none: unchanged lists or fields moved cells, as a listing that begins does'
        else 'fields, lists, settings and code stood still'
    end as alert_basis
from ind_change_run as r
cross join tested as t
