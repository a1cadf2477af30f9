-- One row: a method card: how a number is made, after whom, and where in the code.
-- key: method_id
-- method_id [id]: name of the method
-- title [text]: title
-- formula [text]: formula in words and symbols
-- source [text]: publication or official text it follows
-- code [text]: file that computes it
-- settings [text]: settings that change it
select method_id, title, formula, source, code, settings from ref_method
