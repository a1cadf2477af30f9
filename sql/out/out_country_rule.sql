-- One row: what the country rule makes of the strings of one known country; `all` of them, `unknown` those without.
-- key: country_code
-- country_code [code]: country of the institutions a string was resolved to; `all`: every such string; `unknown`: strings without one
-- strings [strings]: distinct affiliation strings; with a known country at most the first 20,000 in the order of their hash
-- answered [strings]: strings whose country the rule gives
-- answered_share [share]: answered / strings
-- answered_share_low [share]: lower 95 % Wilson limit of answered_share
-- answered_share_high [share]: upper 95 % Wilson limit of answered_share
-- agreeing [strings]: answered strings whose country is the institutions'; null for `unknown`
-- agreement [share]: agreeing / answered; wrong resolutions of the source count against the rule
-- agreement_low [share]: lower limit of the 95 % Wilson interval
-- agreement_high [share]: upper limit of it
-- recall [share]: agreeing / strings
-- recall_low [share]: lower 95 % Wilson limit of recall
-- recall_high [share]: upper 95 % Wilson limit of recall
-- credit_by_string [works]: credit whose country is known by the rule alone; on row `unknown`
-- credit_unknown [works]: credit whose country stays unknown; on row `unknown`
with credit as (
    select
        cast(sum(case when basis = 'string' then credit else 0 end) as double) as credit_by_string,
        cast(sum(case when basis = 'unknown' then credit else 0 end) as double) as credit_unknown
    from ind_country_rule_credit
)

select
    e.country_code, e.strings, e.answered, e.answered_share, e.answered_share_low, e.answered_share_high,
    case when e.country_code <> 'unknown' then e.agreeing end as agreeing, e.agreement, e.agreement_low,
    e.agreement_high, e.recall, e.recall_low, e.recall_high,
    case when e.country_code = 'unknown' then c.credit_by_string end as credit_by_string,
    case when e.country_code = 'unknown' then c.credit_unknown end as credit_unknown
from est_country_rule as e
cross join credit as c
