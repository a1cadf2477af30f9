-- One row: a partner of a unit on a work: an institution or a country.
-- key: unit_kind, unit_id, partner_kind, partner_id, work_id
-- method: works above `hyperauthor_limit` are left out, they would make hundreds of equal partners; an institution's
--   own country is no partner of it, nor are a country's own institutions partners of it
select x.unit_kind, x.unit_id, y.unit_kind as partner_kind, y.unit_id as partner_id, x.work_id
from ind_work_unit as x
inner join ind_work_unit as y on x.work_id = y.work_id
inner join stg_works as w on x.work_id = w.work_id
left join stg_institution as i on x.unit_kind = 'institution' and x.unit_id = i.institution_id
left join stg_institution as j on y.unit_kind = 'institution' and y.unit_id = j.institution_id
where
    not w.is_hyperauthored and x.hk_mo = 'own' and y.hk_mo = 'own' and x.unit_id <> 'unknown' and y.unit_id <> 'unknown'
    and (
        (x.unit_kind = y.unit_kind and x.unit_id <> y.unit_id)
        or (x.unit_kind = 'institution' and y.unit_kind = 'country' and y.unit_id <> coalesce(i.country_code, ''))
        or (x.unit_kind = 'country' and y.unit_kind = 'institution' and x.unit_id <> j.country_code)
    )
