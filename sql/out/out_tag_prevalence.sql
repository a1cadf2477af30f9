-- One row: how common a technology is among the works of a year that are read on one path, as tagged and corrected.
-- key: technology_id, tag_scope, path, year
-- technology_id [id]: technology
-- tag_scope [code]: `high` (headline) or `high_probable` (upper figure)
-- path [code]: what the tags were read from: `abstract`, `title_only`, `other_language`, `topics_only`
-- year [year]: publication year
-- works [works]: works read on this path
-- tagged_works [works]: works of them that carry the technology
-- prevalence [share]: tagged_works / works
-- prevalence_low [share]: lower 95 % Wilson limit of prevalence
-- prevalence_high [share]: upper 95 % Wilson limit of prevalence
-- sensitivity [share]: share of labelled works of the technology that are tagged; null where it was not measured
-- sensitivity_low [share]: lower 95 % Wilson limit of sensitivity
-- sensitivity_high [share]: upper 95 % Wilson limit of sensitivity
-- specificity [share]: share of labelled works of others that are not tagged; null where it was not measured
-- specificity_low [share]: lower 95 % Wilson limit of specificity
-- specificity_high [share]: upper 95 % Wilson limit of specificity
-- prevalence_corrected [share]: (prevalence + specificity − 1) / (sensitivity + specificity − 1), within 0..1
-- prevalence_corrected_low [share]: lower 95 % limit, by draws of all three
-- prevalence_corrected_high [share]: upper 95 % limit, by draws of all three
select
    t.technology_id, t.tag_scope, t.path, t.publication_year as year, t.works, t.tagged_works,
    e.prevalence, e.prevalence_low, e.prevalence_high, e.sensitivity, e.sensitivity_low, e.sensitivity_high,
    e.specificity, e.specificity_low, e.specificity_high,
    e.prevalence_corrected, e.prevalence_corrected_low, e.prevalence_corrected_high
from ind_tag_path as t
inner join est_tag_prevalence as e
    on
        t.technology_id = e.technology_id and t.tag_scope = e.tag_scope
        and t.path = e.path and t.publication_year = e.publication_year
