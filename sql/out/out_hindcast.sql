-- One row: how well the continuation that the scenarios start from would have told what came three years after a cut.
-- key: profile_id, variant, unit_kind, quantity, cut_year
-- profile_id [id]: profile that chooses the counterpart set W
-- variant [code]: `country`, `listed_then` (listed on the publication date), `listed_now` (retrospective)
-- unit_kind [code]: `institution` or `country`: whose joint works with W are told
-- quantity [code]: `joint_works` of a unit in a technology and year, or `exposed_share`, those over its works
-- cut_year [year]: last year that is looked at, the ten newest that can be judged; told is the third year after it
-- cells [cells]: units and technologies with at least `small_cell` joint works in the five years up to the cut; for `exposed_share` with that many works in the year told
-- error_rule [works or share]: mean absolute error of the rule: the last three years go on as all units outside W did in the technology, from the three years before to the last three
-- error_rule_low [works or share]: lower 95 % limit of error_rule, resampling units
-- error_rule_high [works or share]: upper 95 % limit of error_rule
-- error_no_change [works or share]: mean absolute error of the mean of the last three years
-- error_no_change_low [works or share]: lower 95 % limit of error_no_change, resampling units
-- error_no_change_high [works or share]: upper 95 % limit of error_no_change
-- error_trend [works or share]: mean absolute error of a straight line through the last five years
-- error_trend_low [works or share]: lower 95 % limit of error_trend, resampling units
-- error_trend_high [works or share]: upper 95 % limit of error_trend
-- skill_no_change [share]: 1 − error_rule / error_no_change; below 0 the rule is worse. Null below `small_cell` cells
-- skill_no_change_low [share]: lower limit: 2.5 % of replicates that draw the units anew
-- skill_no_change_high [share]: upper limit: 97.5 %
-- skill_trend [share]: 1 − error_rule / error_trend
-- skill_trend_low [share]: lower limit of skill_trend
-- skill_trend_high [share]: upper limit of skill_trend
select
    profile_id, variant, unit_kind, quantity, cut_year, cells, error_rule, error_rule_low, error_rule_high,
    error_no_change, error_no_change_low, error_no_change_high, error_trend, error_trend_low, error_trend_high,
    skill_no_change, skill_no_change_low, skill_no_change_high, skill_trend, skill_trend_low, skill_trend_high
from est_hindcast
