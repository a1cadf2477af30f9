-- error: every listing is resolved, unresolved or not measurable
select list_id, listings from out_list
where listings <> resolved + unresolved + not_measurable
