-- One row: a work of the newest window with a country of a trust set on it, by its membership on the publication date.
-- key: trust_set_id, work_id
-- method: the first and the last of those countries by code: one of them differs from a given country unless it is the
--   only one
select t.trust_set_id, u.work_id, min(u.unit_id) as first_country, max(u.unit_id) as last_country
from ref_trust_set_country as t
inner join ind_work_unit as u on t.country_code = u.unit_id
inner join stg_works as w on u.work_id = w.work_id
inner join ind_newest_window as n on w.publication_year between n.first_year and n.last_year
where
    u.unit_kind = 'country' and u.hk_mo = 'own'
    and w.publication_date >= coalesce(t.valid_from, w.publication_date)
    and (t.valid_until is null or w.publication_date < t.valid_until)
group by t.trust_set_id, u.work_id
