-- One row: an institution of a country that belongs to a trust set at the end of the newest year.
-- key: trust_set_id, institution_id
select t.trust_set_id, i.institution_id, i.country_code
from ref_trust_set_country as t
inner join stg_institution as i on t.country_code = i.country_code
cross join ind_newest_window as n
where
    coalesce(t.valid_from, date '1000-01-01') <= cast(concat(cast(n.last_year as varchar), '-12-31') as date)
    and (t.valid_until is null or t.valid_until > cast(concat(cast(n.last_year as varchar), '-12-31') as date))
group by t.trust_set_id, i.institution_id, i.country_code
