-- warning: years in which the coverage of institutions moved by more than the setting `coverage_break`
select y.year
from out_coverage as y
inner join out_coverage as b on b.year = y.year - 1
cross join ref_parameter as p
where
    round(abs(y.coverage_institution - b.coverage_institution), 9) > p.coverage_break
    and least(y.works, b.works) >= 100
