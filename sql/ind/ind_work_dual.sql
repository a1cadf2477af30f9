-- One row: a work of a unit with authorships that carry the unit and W.
-- key: profile_id, variant, unit_kind, unit_id, work_id
-- method: an authorship is persistent where its author is seen so in at least two publication years, in any technology
with persistent as (
    select d.profile_id, d.variant, d.unit_kind, d.unit_id, d.author_id
    from ind_dual_authorship as d
    inner join stg_works as w on d.work_id = w.work_id
    where d.author_id is not null
    group by d.profile_id, d.variant, d.unit_kind, d.unit_id, d.author_id
    having count(distinct w.publication_year) >= 2
)

select
    d.profile_id, d.variant, d.unit_kind, d.unit_id, d.work_id, count(*) as dual_authorships,
    count(p.author_id) as persistent_authorships
from ind_dual_authorship as d
left join persistent as p
    on
        d.profile_id = p.profile_id and d.variant = p.variant and d.unit_kind = p.unit_kind
        and d.unit_id = p.unit_id and d.author_id = p.author_id
group by d.profile_id, d.variant, d.unit_kind, d.unit_id, d.work_id
