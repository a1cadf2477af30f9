-- warning: parts with records in quarantine
select part_id, quarantined from raw_part
where quarantined > 0
