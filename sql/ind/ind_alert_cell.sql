-- One row: a cell whose newest complete year moved since the build before, beside the five years before that year.
-- key: profile_id, variant, unit_kind, unit_id, technology_id
-- method: headline tags; only where fields, lists, settings and code stood still; neither side under `small_cell` works;
--   a unit that itself belongs to W is not tested. The newest complete year lies before that of the day "today" means
with newest as (
    select max(w.publication_year) as year
    from stg_works as w
    cross join ref_parameter as p
    where w.publication_year < extract(year from p.as_of)
),

cell as (
    select
        c.profile_id, c.variant, c.unit_kind, c.unit_id, c.technology_id, c.publication_year,
        c.works_after as works, c.exposed_works_after as exposed_works
    from ind_change as c
    inner join newest on c.publication_year = newest.year
    cross join ind_change_run as r
    where r.is_frozen and c.tag_scope = 'high'
)

select
    c.profile_id, c.variant, c.unit_kind, c.unit_id, c.technology_id, c.publication_year, c.works, c.exposed_works,
    min(y.publication_year) as base_first_year, max(y.publication_year) as base_last_year,
    cast(sum(y.works) as bigint) as base_works, cast(sum(y.exposed_works) as bigint) as base_exposed_works,
    cast(max(n.unknown_mass) as double) as unknown_mass, cast(sum(y.unknown_mass) as double) as base_unknown_mass
from cell as c
inner join ind_exposure_year as y
    on
        c.profile_id = y.profile_id and c.variant = y.variant and c.unit_kind = y.unit_kind and c.unit_id = y.unit_id
        and c.technology_id = y.technology_id and y.tag_scope = 'high'
        and y.publication_year between c.publication_year - 5 and c.publication_year - 1
left join ind_exposure_year as n
    on
        c.profile_id = n.profile_id and c.variant = n.variant and c.unit_kind = n.unit_kind and c.unit_id = n.unit_id
        and c.technology_id = n.technology_id and n.tag_scope = 'high' and c.publication_year = n.publication_year
left join ind_unit_counterpart as m
    on c.profile_id = m.profile_id and c.variant = m.variant and c.unit_kind = m.unit_kind and c.unit_id = m.unit_id
cross join ref_parameter as p
where m.unit_id is null and c.works >= p.small_cell
group by
    c.profile_id, c.variant, c.unit_kind, c.unit_id, c.technology_id, c.publication_year, c.works, c.exposed_works
having sum(y.works) >= max(p.small_cell)
