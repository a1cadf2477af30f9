-- warning: works whose author list the source cut at 100
select work_id from stg_works
where is_authors_truncated
