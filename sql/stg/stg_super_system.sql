-- One row: a system of institutions, which is no parent, by the id that OpenAlex has for it today.
-- key: institution_id
select coalesce(m.merged_into, s.institution_id) as institution_id
from ref_super_system as s
left join raw_merged_institution as m on s.institution_id = m.institution_id
group by coalesce(m.merged_into, s.institution_id)
