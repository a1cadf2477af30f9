-- One row: how much of a publication year's works is known.
-- key: year
-- year [year]: publication year
-- works [works]: staged works
-- unknown_institution_mass [works]: fractional credit whose institution is unknown
-- unknown_country_mass [works]: fractional credit whose country is unknown
-- coverage_institution [share]: 1 − unknown_institution_mass / works
-- coverage_country [share]: 1 − unknown_country_mass / works
-- works_truncated [works]: works whose author list the source cut at 100
-- works_hyperauthored [works]: works above the setting `hyperauthor_limit`
-- works_without_topic [works]: works without an OpenAlex topic
-- works_without_abstract [works]: works without an abstract
-- excluded_links [links]: authorships resolved to an institution on the list of wrong resolutions; they count as unresolved
with excluded as (
    select w.publication_year, count(*) as links
    from stg_excluded_link as x
    inner join stg_works as w on x.work_id = w.work_id
    group by w.publication_year
)

select
    w.publication_year as year, count(*) as works,
    cast(sum(w.unknown_institution_mass) as double) as unknown_institution_mass,
    cast(sum(w.unknown_country_mass) as double) as unknown_country_mass,
    1 - cast(sum(w.unknown_institution_mass) as double) / count(*) as coverage_institution,
    1 - cast(sum(w.unknown_country_mass) as double) / count(*) as coverage_country,
    count(case when s.is_authors_truncated then 1 end) as works_truncated,
    count(case when s.is_hyperauthored then 1 end) as works_hyperauthored,
    count(case when s.primary_topic_id is null or s.primary_topic_id = '' then 1 end) as works_without_topic,
    count(case when not s.has_abstract then 1 end) as works_without_abstract,
    coalesce(max(x.links), 0) as excluded_links
from ind_work as w
inner join stg_works as s on w.work_id = s.work_id
left join excluded as x on w.publication_year = x.publication_year
where w.hk_mo = 'own'
group by w.publication_year
