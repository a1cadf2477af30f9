-- One row: something that a work's record may lack, and how many staged works lack it.
-- key: field
-- method: a work that lacks something counts with what it has; what no record of a schema can have is missing as well
-- field [code]: what may be lacking
-- works [works]: staged works
-- missing [works]: those that lack it
-- missing_share [share]: missing / works
select field, works, works - held as missing, cast(works - held as double) / works as missing_share
from ind_record_held
