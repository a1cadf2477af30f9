-- warning: records of a type Aperture does not know are left out
select work_id from stg_record
where outcome = 'unknown_type'
