"""SYNTHETIC works in the Parquet form of the snapshot, with all the columns that OpenAlex publishes."""

from __future__ import annotations

from pathlib import Path

import duckdb

_SOURCE = (
    "STRUCT(id VARCHAR, display_name VARCHAR, issn_l VARCHAR, issn VARCHAR[], is_oa BOOLEAN, is_in_doaj BOOLEAN, "
    "is_core BOOLEAN, host_organization VARCHAR, host_organization_name VARCHAR, host_organization_lineage VARCHAR[], "
    "type VARCHAR)"
)
_LOCATION = (
    f"STRUCT(id VARCHAR, source {_SOURCE}, is_oa BOOLEAN, is_published BOOLEAN, landing_page_url VARCHAR, "
    "pdf_url VARCHAR, raw_source_name VARCHAR, raw_type VARCHAR, license VARCHAR, version VARCHAR, is_accepted BOOLEAN)"
)
_TOPIC = (
    "STRUCT(id VARCHAR, display_name VARCHAR, score DOUBLE, subfield STRUCT(id VARCHAR, display_name VARCHAR), "
    "field STRUCT(id VARCHAR, display_name VARCHAR), domain STRUCT(id VARCHAR, display_name VARCHAR))"
)
COLUMNS = {
    **dict.fromkeys(("id", "doi", "title", "display_name", "language", "type"), "VARCHAR"),
    **dict.fromkeys(("publication_year", "cited_by_count", "referenced_works_count", "locations_count"), "BIGINT"),
    **dict.fromkeys(("is_retracted", "is_paratext", "is_xpac", "has_fulltext"), "BOOLEAN"),
    **dict.fromkeys(("publication_date", "updated_date"), "DATE"),
    "created_date": "TIMESTAMP",
    "fwci": "DOUBLE",
    "abstract_inverted_index": "MAP(VARCHAR, BIGINT[])",
    "authorships": "STRUCT(author STRUCT(display_name VARCHAR, id VARCHAR, orcid VARCHAR), author_position VARCHAR, "
    "affiliations STRUCT(institution_ids VARCHAR[], raw_affiliation_string VARCHAR)[], countries VARCHAR[], "
    "raw_author_name VARCHAR, is_corresponding BOOLEAN, raw_affiliation_strings VARCHAR[], institutions STRUCT("
    "country_code VARCHAR, display_name VARCHAR, id VARCHAR, lineage VARCHAR[], ror VARCHAR, type VARCHAR)[])[]",
    "awards": "STRUCT(id VARCHAR, display_name VARCHAR, funder_award_id VARCHAR, funder_id VARCHAR)[]",
    "best_oa_location": _LOCATION,
    "biblio": "STRUCT(volume VARCHAR, issue VARCHAR, first_page VARCHAR, last_page VARCHAR)",
    "citation_normalized_percentile": "STRUCT(value DOUBLE, is_in_top_1_percent BOOLEAN, is_in_top_10_percent BOOLEAN)",
    "concepts": "STRUCT(id VARCHAR, wikidata VARCHAR, display_name VARCHAR, level BIGINT, score DOUBLE)[]",
    "counts_by_year": "STRUCT(year BIGINT, cited_by_count BIGINT)[]",
    "funders": "STRUCT(id VARCHAR, display_name VARCHAR, ror VARCHAR)[]",
    "ids": "STRUCT(openalex VARCHAR, mag VARCHAR, doi VARCHAR, pmid VARCHAR)",
    "keywords": "STRUCT(id VARCHAR, display_name VARCHAR, score DOUBLE)[]",
    "locations": f"{_LOCATION}[]",
    "mesh": "STRUCT(descriptor_ui VARCHAR, descriptor_name VARCHAR, qualifier_ui VARCHAR, qualifier_name VARCHAR, "
    "is_major_topic BOOLEAN)[]",
    "open_access": "STRUCT(is_oa BOOLEAN, oa_status VARCHAR, any_repository_has_fulltext BOOLEAN, oa_url VARCHAR)",
    "primary_location": _LOCATION,
    "primary_topic": _TOPIC,
    "referenced_works": "VARCHAR",
    "related_works": "VARCHAR",
    "topics": f"{_TOPIC}[]",
}


def write_columns(lines: Path, file: Path) -> None:
    """Write the works of ``lines``, JSON lines in gz, to ``file`` in Parquet."""
    with duckdb.connect(config={"threads": 1, "memory_limit": "4GB"}) as con:
        read = "select * from read_json(?, format = 'newline_delimited', columns = ?)"
        con.execute(f"copy ({read}) to '{file}' (format parquet)", [str(lines), COLUMNS])
