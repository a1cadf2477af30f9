-- One row: a work that counts, with its year.
-- key: work_id
-- view: tables in Python read it whole, and nothing else of a work
select work_id, publication_year
from stg_works
