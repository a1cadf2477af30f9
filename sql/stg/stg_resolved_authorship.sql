-- One row: an authorship that carries an institution: how many, and of which countries.
-- key: work_id, authorship_no
-- method: located are the institutions with a country; first_country is last_country where they all lie in one
select
    work_id, authorship_no, count(*) as institutions, count(country_code) as located,
    min(country_code) as first_country, max(country_code) as last_country
from stg_authorship_institution
group by work_id, authorship_no
