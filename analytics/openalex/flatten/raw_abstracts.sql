-- One row: the abstract of a work, put back into reading order.
select
    part_id, line_no,
    array_to_string(list_transform(list_sort(flatten(list_transform(
        map_entries(abstract_inverted_index),
        lambda entry: list_transform(entry.value, lambda place: {'place': place, 'word': entry.key})
    ))), lambda token: token.word), ' ') as abstract
from work
where cardinality(abstract_inverted_index) > 0
