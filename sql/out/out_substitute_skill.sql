-- One row: how well the ranking of partners finds new links of the two newest years, which it was not shown.
-- key: profile_id, variant, trust_set_id, technologies
-- profile_id [id]: profile that chooses the counterpart set W
-- variant [code]: `country`, `listed_then` (listed on the publication date), `listed_now` (retrospective)
-- trust_set_id [id]: whose countries candidates lie in
-- technologies [code]: `all` (every work at once) or `each` (single technologies)
-- cells [cells]: institutions and technologies with at least `small_cell` joint works with W in the years shown, and something to find
-- new_links [links]: candidates without a joint work in the years shown and with one in the technology after them
-- candidates [links]: candidates ranked, over all cells
-- auc_product [share]: how likely a new link is ranked above another candidate; one half is chance. Mean over cells; null below `small_cell` cells
-- auc_popularity [share]: the same for the number of partners a candidate has: the base to compare with
-- auc_capability [share]: the same for capability alone
-- auc_similarity [share]: the same for similarity alone
-- auc_reach [share]: the same for reach alone
-- auc_gain [share]: auc_product − auc_popularity; below 0 the ranking is worse than popularity
-- auc_gain_low [share]: lower limit: 2.5 % of replicates that draw the institutions anew
-- auc_gain_high [share]: upper limit: 97.5 %
-- map10_product [share]: mean average precision of the first ten
-- map10_popularity [share]: the same for popularity
-- map10_capability [share]: the same for capability alone
-- map10_similarity [share]: the same for similarity alone
-- map10_reach [share]: the same for reach alone
-- map10_gain [share]: map10_product − map10_popularity
-- map10_gain_low [share]: lower limit of map10_gain
-- map10_gain_high [share]: upper limit of map10_gain
select
    profile_id, variant, trust_set_id, technologies, cells, new_links, candidates,
    auc_product, auc_popularity, auc_capability, auc_similarity, auc_reach, auc_gain, auc_gain_low, auc_gain_high,
    map10_product, map10_popularity, map10_capability, map10_similarity, map10_reach,
    map10_gain, map10_gain_low, map10_gain_high
from est_substitute_skill
