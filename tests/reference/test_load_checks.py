"""Every rule of the reference data, fed one bad row: the error names the file, the line and the cause."""

from __future__ import annotations

import pytest

from analytics.errors import PathNotFound
from analytics.errors import ReferenceError as BadReference
from analytics.reference import load_reference
from analytics.settings import Settings

LIST = "watchlists/synthetic_list/list.toml"
ENTRIES = "watchlists/synthetic_list/entries.csv"
EDITIONS = "watchlists/synthetic_list/editions.csv"
ALIASES = "watchlists/synthetic_list/aliases.csv"
CROSSWALK = "watchlists/synthetic_list/crosswalk.csv"
GROUPS = "countries/groups.csv"
TRUST_SET = "trust_sets/synthetic-set.toml"
PROFILE = "profiles/synthetic-profile.toml"
TECHNOLOGY = "taxonomies/technologies/synthetic_technology.toml"
TYPES = "openalex/work_types.csv"
NAMES = "countries/aliases.csv"
EXCLUDED = "openalex/excluded_institutions.csv"

A_ROW = "synthetic_list/a,SYNTHETIC University A,NA,,whole,2019-01-01,day,,synthetic"
A_AGAIN = A_ROW.replace("list/a,", "list/a@2,").replace("2019-01-01", "2021-09-29")
DISPUTES = "disputes.csv"

SECOND_B = "synthetic_list/b,,I9990000001,exact,synthetic,1,true"

BROKEN = [
    (NAMES, "NA,SYN", "ZZ,SYN", 2, "'ZZ' is not a known ISO 3166-1"),
    (NAMES, ",name,", ",nickname,", 2, "'kind' is 'nickname'"),
    (NAMES, ",name,", ",never,", 2, "stands for no country"),
    (NAMES, ",name,", ",post_code,", 2, "needs a pattern"),
    (NAMES, ",,SYNTHETIC\n", ",[,SYNTHETIC\n", 2, "not a pattern"),
    (NAMES, "SYNTHETIC land", "Namibia", 2, "stands here a second time"),
    (NAMES, ",name,,", ",name,ZZ,", 2, "'ZZ' is not a known"),
    (EXCLUDED, "I9990000001", "https://openalex.org/I9990000001", 2, "is not an OpenAlex institution id"),
    (EXCLUDED, "SYNTHETIC reason", "", 2, "'reason' is empty"),
    (EXCLUDED, "https://example.org", "", 2, "'source_url' is empty"),
    (EXCLUDED, "2020-02-04", "", 2, "'reviewed_on' is empty"),
    (EXCLUDED, "2020-02-04", "yesterday", 2, "expected a date"),
    (ENTRIES, ",FR,", ",ZZ,", 3, "'ZZ' is not a known ISO 3166-1"),
    (ENTRIES, ",FR,", ",,", 3, "'' is not a known ISO 3166-1"),
    (ENTRIES, "synthetic_list/b", "synthetic_list/a", 3, "stands here a second time"),
    (ENTRIES, "synthetic_list/b", "other_list/b", 3, "does not start with 'synthetic_list/'"),
    (ENTRIES, "SYNTHETIC Institute B", "SYNTHETIC Thousand Talents Plan", 3, "person or a talent programme"),
    (ENTRIES, "SYNTHETIC Institute B", "Prof. Synthetic", 3, "person or a talent programme"),
    (ENTRIES, "SYNTHETIC Institute B", "SYNTHETIC Scholars Recruitment Award", 3, "person or a talent programme"),
    (ENTRIES, "SYNTHETIC Institute B", '"SYNTHETICA, Example"', 3, "person or a talent programme"),
    (ENTRIES, "SYNTHETIC Institute B", "Synthetic Example DOB 1900", 3, "person or a talent programme"),
    (ENTRIES, ",whole,,edition", ",entire,,edition", 3, "'unit_scope' is 'entire'"),
    (ENTRIES, "2019-01-01,day", "01/01/2019,day", 2, "expected a date"),
    (ENTRIES, ",,edition,", ",,day,", 3, "empty exactly when its precision is 'edition'"),
    (ENTRIES, "2021-12-31", "2020-01-01", 3, "not after 2020-02-03"),
    (ENTRIES, ",synthetic\nsynthetic_list/b", ",rumour\nsynthetic_list/b", 2, "'evidence' is 'rumour'"),
    (ENTRIES, ",category,", ",class,", 1, "the columns are"),
    (ENTRIES, "SYNTHETIC Institute B", "SYNTHETIC, Institute B", 3, "10 cells, expected 9"),
    (ENTRIES, "2019-01-01,day", "2019-01-01,edition", 2, "empty exactly when its precision is 'edition'"),
    (ENTRIES, "evidence\n", "evidence,last_edition\n", 2, "9 cells, expected 10"),
    (
        ENTRIES,
        A_ROW,
        f"{A_ROW.replace(',day,,', ',day,2020-03-01,')}\n{A_AGAIN.replace('2021-09-29', '2020-02-28')}",
        3,
        "overlaps an earlier one of the same body",
    ),
    (ENTRIES, A_ROW, f"{A_ROW}\n{A_AGAIN}", 3, "overlaps an earlier one of the same body"),
    (ENTRIES, "synthetic_list/b", "synthetic_list/c@2", 3, "expected synthetic_list/c."),
    (EDITIONS, "2018,2018-05-06", "2018,2020-02-03", 3, "not younger than 2018"),
    (EDITIONS, "2018,2018-05-06", "2018,", 2, "'published' is empty"),
    (EDITIONS, "2020,2020-02-03,day", "2020,2020-02-03,week", 3, "'published_precision' is 'week'"),
    (EDITIONS, "https://example.org,2018-05-07", ",2018-05-07", 2, "'source_url' is empty"),
    (EDITIONS, ",2,synthetic", ",two,synthetic", 3, "'rows' is 'two'"),
    (LIST, 'version = "2020"', 'version = "2021"', 7, "not those of the last line of editions.csv"),
    (LIST, 'licence = "none"', 'licence = " "', 10, "has to say whether the list may be passed on"),
    (LIST, "rows_min = 2", "rows_min = 3", 12, "has 2 rows, expected 3 to 3"),
    (LIST, "rows_max = 3", "rows_max = 1", 12, "has 2 rows, expected 2 to 1"),
    (LIST, 'force = "policy"', 'force = "law"', 4, "'force' is 'law'"),
    (LIST, 'licence = "none"', 'license = "none"', 10, "the key 'license' is not known"),
    (LIST, 'licence = "none"\n', "", 1, "the key 'licence' is missing"),
    (LIST, "published = 2020-02-03", 'published = "soon"', 8, "'published' is not of the kind date"),
    (LIST, "2020-02-03", "2020-02-03T00:00:00Z", 8, "'published' is not of the kind date"),
    (LIST, "is_synthetic = true", "is_synthetic = false", 15, "only a synthetic list"),
    (LIST, 'version = "2020"', "version = ", 7, "not valid TOML"),
    (ALIASES, "synthetic_list/a", "synthetic_list/x", 2, "is not in entries.csv"),
    (ALIASES, "SYNTHETIC A,", "Dr. Synthetic Example,", 2, "the alias looks like a person"),
    (ALIASES, "SYNTHETIC A,", "SYNTHETIC Hundred Talents Project,", 2, "the alias looks like a person"),
    (ALIASES, "weak", "strong", 2, "'kind' is 'strong'"),
    (CROSSWALK, "013w2d378", "013w2d379", 2, "ROR id with a right checksum"),
    (CROSSWALK, "013w2d378", "https://ror.org/013w2d378", 2, "ROR id with a right checksum"),
    (CROSSWALK, "I9990000001", "9990000001", 3, "OpenAlex institution id"),
    (CROSSWALK, "I9990000001", "", 3, "neither a ROR id nor an OpenAlex id"),
    (CROSSWALK, "synthetic_list/b", "synthetic_list/x", 3, "is not in entries.csv"),
    (CROSSWALK, "name_exact", "fuzzy", 2, "'method' is 'fuzzy'"),
    (CROSSWALK, "name_exact", "manual", 2, "needs is_reviewed = true"),
    (CROSSWALK, "0.99", "99", 2, "expected 0 to 1"),
    (
        CROSSWALK,
        SECOND_B,
        SECOND_B.replace(",,", ",013w2d378,"),
        3,
        "already listed for the same time in line 2",
    ),
    (DISPUTES, "synthetic_list/a", "synthetic_list/x", 2, "is not in entries.csv"),
    (DISPUTES, "013w2d378", "013w2d379", 2, "neither a bare ROR id with a right checksum"),
    (DISPUTES, "SYNTHETIC reason", "", 2, "'reason' is empty"),
    (DISPUTES, "2021-05-06", "", 2, "'disputed_on' is empty"),
    (
        DISPUTES,
        "2021-05-06",
        "2021-05-06\nsynthetic_list/a,013w2d378,again,2021-05-07",
        3,
        "is disputed already in disputes.csv:2",
    ),
    (GROUPS, "SYNTHETIC_NEW,FR", "SYNTHETIC_NEW,XX", 4, "'XX' is not a known ISO 3166-1"),
    (GROUPS, "2005-12-31", "1999-12-31", 2, "not after it starts"),
    (PROFILE, '"synthetic_list"', '"no_list"', 6, "'no_list' under 'lists' is not known"),
    (PROFILE, '"SYNTHETIC_OLD"', '"NO_GROUP"', 8, "'NO_GROUP' under 'country_groups' is not known"),
    (PROFILE, '"HK"', '"ZZ"', 7, "'ZZ' under 'countries' is not known"),
    (PROFILE, '["HK"]', "[{ code = 1 }]", 1, "under 'countries' is not known"),
    (PROFILE, '"own"', '"maybe"', 5, "'hk_mo' is 'maybe'"),
    (PROFILE, "hk_mo =", "hkmo =", 5, "the key 'hkmo' is not known"),
    (PROFILE, 'version = "1"', 'version = "1"\nevidence = "rumour"', 3, "'evidence' is 'rumour'"),
    (PROFILE, 'version = "1"', 'version = "1"\ntrust_set = "nobody"', 3, "'nobody' under 'trust_set' is not known"),
    (TRUST_SET, '"JP"', '"ZZ"', 5, "'ZZ' under 'countries' is not known"),
    (TRUST_SET, '"SYNTHETIC_OLD"', '"NO_GROUP"', 6, "'NO_GROUP' under 'country_groups' is not known"),
    (TRUST_SET, "chosen by the user", "hearsay", 3, "neither a link nor 'chosen by the user'"),
    (TECHNOLOGY, '"synthetic phrase"', '"Synthetic-phrase"', 12, "is not normalised"),
    (TECHNOLOGY, '"iter"', '"synthetic phrase"', 12, "stands here more than once"),
    (TECHNOLOGY, '"iter"', '"synthetic phrases"', 13, "already covered by 'synthetic phrase'"),
    (TECHNOLOGY, "exclude = []", 'exclude = ["iter"]', 13, "stands here more than once"),
    (TECHNOLOGY, "exclude = []", "excluded = []", 15, "the key 'excluded' is not known"),
    (TECHNOLOGY, '"T10036"', '"10036"', 5, "'10036' with role 'core' is not a topic"),
    (
        TECHNOLOGY,
        '{ id = "T10036", role = "core", name = "any label" }',
        '"T10036"',
        5,
        "a table is expected",
    ),
    (TECHNOLOGY, '"core"', '"main"', 5, "is not a topic of a role"),
    (TECHNOLOGY, '"EU2"', '"EU99"', 8, "is not item EU99 of the official list EU"),
    (TECHNOLOGY, "definition", "meaning", 3, "the key 'meaning' is not known"),
    (TYPES, "synthetic-type", "article", 2, "the type 'article' stands here a second time"),
    (TYPES, "false", "no", 2, "'is_research' is 'no'"),
]

MORE = "is_reviewed\nsynthetic_list/a,013w2d378,,exact,name_exact,0.99,false"
ALSO_BROKEN = [
    ("ror_country", "RU", "the ROR record is in RU, the listing in NA"),
    ("ror_status", "withdrawn", "the ROR record is withdrawn; name its successor"),
    ("propagate_to_children", "true", "only a reviewed link with the relation 'exact'"),
    ("propagate_to_children", "yes", "'propagate_to_children' is 'yes'"),
    ("reviewed_on", "yesterday", "expected a date"),
]


@pytest.mark.parametrize(("column", "cell", "cause"), ALSO_BROKEN)
def test_what_a_link_says_about_its_record_is_checked(load_with, column, cell, cause):
    header, row = MORE.split("\n")
    second = "synthetic_list/b,,I9990000001,exact,synthetic,1,true"
    changed = f"{header},{column}\n{row},{cell}\n{second},"
    with pytest.raises(BadReference) as caught:
        load_with(CROSSWALK, f"{MORE}\n{second}", changed)
    assert f"{CROSSWALK}:2: " in str(caught.value)
    assert cause in str(caught.value)


MORE_OF_AN_ENTRY = [
    ("first_edition", "2019", "the edition '2019' under 'first_edition' is not in editions.csv"),
    ("last_edition", "2018", "the last edition 2018 is older than the first"),
    ("date_evidence", "unconfirmed", "'date_evidence' is 'unconfirmed'"),
    ("published_on", "2019", "expected a date"),
]


@pytest.mark.parametrize(("column", "cell", "cause"), MORE_OF_AN_ENTRY)
def test_what_an_entry_says_about_its_time_is_checked(load_with, column, cell, cause):
    second = "synthetic_list/b,SYNTHETIC Institute B,FR,,whole,,edition,2021-12-31,synthetic"
    with pytest.raises(BadReference) as caught:
        load_with(ENTRIES, f"evidence\n{A_ROW}\n{second}", f"evidence,{column}\n{A_ROW},{cell}\n{second},")
    assert f"{ENTRIES}:2: " in str(caught.value)
    assert cause in str(caught.value)


def test_the_evidence_of_a_date_needs_a_date(load_with):
    row = "synthetic_list/b,SYNTHETIC Institute B,FR,,whole,,edition,2021-12-31,synthetic"
    with pytest.raises(BadReference, match=r"entries\.csv:3: 'date_evidence' is filled, but there is no date\."):
        load_with(ENTRIES, f"evidence\n{A_ROW}\n{row}", f"evidence,date_evidence\n{A_ROW},\n{row},secondary")


def test_an_edition_has_as_many_listings_as_it_says(load_with):
    with pytest.raises(BadReference, match=r"list\.toml:7: edition 2020 has 2 listings, editions\.csv says 3\."):
        load_with(EDITIONS, ",2,synthetic", ",3,synthetic")


def test_a_unit_inside_an_institution_is_never_that_institution(load_with):
    with pytest.raises(BadReference, match=r"crosswalk\.csv:2: the listing is a unit inside"):
        load_with(ENTRIES, "NA,,whole", "NA,,unit_only")


def test_one_listing_is_linked_to_one_record_once(load_with):
    twice = SECOND_B.replace("b,,I9990000001,exact,synthetic", "a,013w2d378,,part_of,name_exact")
    with pytest.raises(BadReference, match=r"crosswalk\.csv:3: the listing is already linked to 013w2d378 in line 2"):
        load_with(CROSSWALK, SECOND_B, twice)


def test_one_openalex_id_is_not_listed_twice_for_the_same_time(load_with):
    both = SECOND_B.replace("b,,", "a,,")
    with pytest.raises(BadReference, match=r"I9990000001 is already listed for the same time in line 3"):
        load_with(CROSSWALK, SECOND_B, f"{both}\n{SECOND_B}")


def test_several_units_inside_one_institution_are_part_of_it(load_with):
    part = SECOND_B.replace("b,,I9990000001,exact,synthetic", "b,013w2d378,,part_of,name_exact")
    tables = load_with(CROSSWALK, SECOND_B, part)
    assert tables["ref_crosswalk"].filter(listing_id="synthetic_list/b")["relation"].item() == "part_of"


@pytest.mark.parametrize(("file", "old", "new", "line", "cause"), BROKEN)
def test_a_broken_rule_is_named_with_file_and_line(load_with, file, old, new, line, cause):
    with pytest.raises(BadReference) as caught:
        load_with(file, old, new)
    message = str(caught.value)
    assert f"{file}:{line}: " in message
    assert cause in message
    assert message.endswith(".")


def test_a_list_may_carry_one_institution_twice_at_different_times(load_with):
    tables = load_with(
        CROSSWALK,
        SECOND_B,
        "synthetic_list/b,013w2d378,,exact,name_exact,1,true",
        more={ENTRIES: ("2019-01-01,day,,", "2022-01-01,day,,")},
    )
    assert tables["ref_crosswalk"].filter(ror_id="013w2d378", method="name_exact").height == 2


def test_a_reference_folder_that_is_absent_is_one_clear_sentence(tmp_path):
    with pytest.raises(PathNotFound, match="does not exist"):
        load_reference(Settings(reference=[tmp_path / "nowhere"]))


def test_bytes_that_are_not_utf8_are_an_error_of_the_file(load_with, tmp_path):
    load_with()
    (tmp_path / TYPES).write_bytes(b"source_type,work_type,is_research\n\xff,other,false\n")
    with pytest.raises(BadReference, match=r"work_types\.csv:1: the file is not UTF-8"):
        load_reference(Settings(reference=[tmp_path]))
