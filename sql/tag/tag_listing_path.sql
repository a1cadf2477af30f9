-- One row: an institution of the corpus that a listing leads to, and the way there; disputed ways are kept and marked.
-- key: listing_id, institution_id, relation, via_id
-- method: `exact` by ROR or OpenAlex id; `rolled_down` from a listed parent only where its crosswalk entry says so;
--   `successor` from the day of a merger on. Never up, never to siblings, never through a system of institutions;
--   a listing of a unit inside an institution leads nowhere
with named as (
    select c.listing_id, c.openalex_id as via_id, coalesce(c.ror_id, i.ror_id) as ror_id, c.propagate_to_children
    from stg_crosswalk as c
    left join stg_institution as i on c.openalex_id = i.institution_id
    where c.relation = 'exact' and c.openalex_id is not null
    union
    select c.listing_id, coalesce(i.institution_id, c.ror_id) as via_id, c.ror_id, c.propagate_to_children
    from stg_crosswalk as c
    left join stg_institution as i on c.ror_id = i.ror_id
    where c.relation = 'exact' and c.ror_id is not null
),

path as (
    select
        n.listing_id, i.institution_id, i.ror_id, 'exact' as relation, n.via_id, n.ror_id as via_ror_id,
        cast(null as date) as effective_on
    from named as n
    inner join stg_institution as i on n.via_id = i.institution_id
    union all
    select
        n.listing_id, i.institution_id, i.ror_id, 'rolled_down' as relation, n.via_id, n.ror_id as via_ror_id,
        cast(null as date) as effective_on
    from named as n
    inner join stg_ancestor as a on n.via_id = a.ancestor_id
    inner join stg_institution as i on a.institution_id = i.institution_id
    left join stg_super_system as s on n.via_id = s.institution_id or i.institution_id = s.institution_id
    where n.propagate_to_children and i.institution_id <> n.via_id and s.institution_id is null
    union all
    select
        n.listing_id, i.institution_id, i.ror_id, 'successor' as relation, n.via_id, n.ror_id as via_ror_id,
        s.effective_on
    from named as n
    inner join ref_institution_successor as s on n.ror_id = s.ror_id
    inner join stg_institution as i on s.successor_ror_id = i.ror_id
    where i.institution_id <> n.via_id
)

select
    p.listing_id, p.institution_id, p.relation, p.via_id, min(p.ror_id) as institution_ror_id,
    min(p.via_ror_id) as via_ror_id, min(p.effective_on) as effective_on,
    max(case when d.listing_id is not null then 1 else 0 end) = 1 as is_disputed
from path as p
inner join ref_listing as l on p.listing_id = l.listing_id
left join stg_dispute as d
    on
        p.listing_id = d.listing_id
        and (d.openalex_id in (p.institution_id, p.via_id) or d.ror_id in (p.ror_id, p.via_ror_id))
where l.unit_scope = 'whole'
group by p.listing_id, p.institution_id, p.relation, p.via_id
