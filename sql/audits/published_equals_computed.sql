-- error: published totals equal the computed ones
select computed.unit_kind, computed.works, published.works as published_works
from (
    select unit_kind, sum(works) as works, sum(exposed_works) as exposed_works
    from ind_exposure_year
    group by unit_kind
) as computed
left join (
    select 'institution' as unit_kind, sum(works) as works, sum(exposed_works) as exposed_works
    from out_institution_year
    union all
    select 'country' as unit_kind, sum(works) as works, sum(exposed_works) as exposed_works from out_country_year
) as published on computed.unit_kind = published.unit_kind
where computed.works <> coalesce(published.works, -1) or computed.exposed_works <> coalesce(published.exposed_works, -1)
