"""The one module that reads the configuration file and the environment."""

from __future__ import annotations

import difflib
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from analytics.errors import ConfigurationError, PathNotFound

REPOSITORY = Path(__file__).resolve().parent.parent


class ApiSettings(BaseModel, extra="forbid"):
    """What to ask the OpenAlex API for, and how hard."""

    base_url: str = "https://api.openalex.org"
    key_file: Path | None = None
    countries: list[str] = []
    # OpenAlex or ROR ids; with the institutions that have them among their ancestors, or alone.
    institutions: list[str] = []
    institution_children: bool = True
    # Names of files under `data/taxonomies/technologies`: their topics join those given here.
    technologies: list[str] = []
    topics: list[str] = []
    types: list[str] = ["article", "review", "book-chapter", "conference-paper"]
    first_year: int = 2015
    last_year: int = 2026
    # Documentation says 100, the edge code 10 a second without a key; below both nobody is refused.
    requests_per_second: float = Field(default=10, gt=0)
    # 1,000 credits a day without a key, 10,000 with a free one; a list call costs one.
    credits_per_day: int = Field(default=1000, gt=0)
    streams: int = Field(default=10, ge=1)
    retries: int = Field(default=6, ge=0)
    timeout_seconds: float = Field(default=30, gt=0)
    # Records reach OpenAlex weeks after publication: each re-reading starts that many days before the last one.
    # What changes in older works comes with the snapshot, or with a key whose plan covers asking for it.
    trailing_days: int = Field(default=60, ge=0)
    # What works refer to is asked for as records of its own, up to 100 a credit, and again once it is that old.
    entities: list[Literal["institutions", "topics", "funders"]] = ["institutions", "topics", "funders"]
    entities_days: int = Field(default=90, ge=1)


class SnapshotFilter(BaseModel, extra="forbid"):
    """Which works of a snapshot to keep: those that meet every condition given; all where none is given."""

    core_only: bool = False
    first_year: int | None = None
    last_year: int | None = None
    # One of these among a work's topics; a work without any is left out.
    topics: list[Annotated[str, Field(pattern=r"^(https://openalex\.org/)?T\d+$")]] = []
    # One of these among the countries of a work's authorships.
    countries: list[Annotated[str, Field(pattern=r"^[A-Za-z]{2}$")]] = []


class Settings(BaseSettings):
    """Everything a user may set. Order of precedence: arguments, environment ``APERTURE_…``, file, default."""

    model_config = SettingsConfigDict(env_prefix="APERTURE_", env_nested_delimiter="__", extra="forbid")

    warehouse: Path = Path("data/warehouse")
    reference: list[Path] = []
    as_of: date | None = None
    # Only editions of lists published until that day are used, so that a build shows the lists as they were known.
    known_on: date | None = None
    hyperauthor_limit: int = Field(default=100, ge=1)
    small_cell: int = Field(default=5, ge=1)
    include_preprints: bool = False
    include_retracted: bool = False
    include_xpac: bool = False
    # Without them every number of a build is one without works above `hyperauthor_limit`.
    include_hyperauthored: bool = True
    first_year: int | None = None
    last_year: int | None = None
    # A neighbouring-year change of coverage above this (as a share) flags a trend.
    coverage_break: float = Field(default=0.05, gt=0, lt=1)
    # A walk over joint works goes on with this chance after each step: custom since PageRank, not a measured quantity.
    network_alpha: float = Field(default=0.85, gt=0, lt=1)
    # Rewired networks that indirect exposure is held against, and the joint works a technology needs to have one.
    network_draws: int = Field(default=100, ge=2)
    # Memberships (an institution on a work) redrawn in all networks together, small networks first; 10 million take
    # some three seconds. Networks that no longer fit have no z.
    network_steps: int = Field(default=10_000_000, ge=0)
    network_min_works: int = Field(default=50, ge=2)
    # OpenAlex assigns a topic only with some confidence; older rows carry none and pass. Scores of model v1 tell little
    # (from 0.9 on right in 49 %, at 0.5 to 0.7 in 26 %), those of v2 are probabilities (94 %, 60 %).
    topic_score_floor: float = Field(default=0.5, ge=0, le=1)
    topic_score_floor_v2: float = Field(default=0.5, ge=0, le=1)
    # What citations are judged against: the corpus where it is a whole snapshot, else OpenAlex's own percentiles.
    citation_reference: Literal["auto", "corpus", "openalex"] = "auto"
    # A field, year and type with fewer works is judged together with neighbouring years.
    reference_set_floor: int = Field(default=100, ge=1)
    # Concentration of leadership after ASPI; numbers from secondary knowledge, not read in ASPI's own text.
    leadership_institutions: int = Field(default=10, ge=1)
    leadership_high_institutions: int = Field(default=8, ge=1)
    leadership_high_ratio: float = Field(default=3, ge=1)
    leadership_medium_institutions: int = Field(default=5, ge=1)
    leadership_medium_ratio: float = Field(default=2, ge=1)
    # Of a night's alerts that share is expected to be chance (Benjamini & Hochberg).
    alert_fdr: float = Field(default=0.05, gt=0, lt=1)
    # Flows of fewer authors are not published; it can be raised, not lowered, as no person is a result.
    author_floor: int = Field(default=10, ge=10)
    # Of links lost with W, how many are formed anew inside the trust set in scenario S3: an assumption, no finding.
    reformed_share: float = Field(default=0.5, ge=0, le=1)
    keep_builds: int = Field(default=10, ge=1)
    max_bad_share: float = Field(default=0.05, ge=0, le=1)
    memory_limit: str = "4GB"
    threads: int = Field(default=2, ge=1)
    schedule: str = "0 3 * * *"
    sources: list[Path] = []
    # A folder, or s3://bucket; the endpoint is that of another S3 service than Amazon's.
    snapshot: Path | None = None
    snapshot_endpoint: str | None = None
    snapshot_filter: SnapshotFilter = SnapshotFilter()
    api: ApiSettings | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is the library's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment outranks what `load_settings` passes from the file."""
        return env_settings, init_settings


def load_settings(config: Path | None = None, **overrides: Any) -> Settings:
    """Settings from ``config`` (or ``aperture.toml`` where it exists), the environment and ``overrides``.

    Raises PathNotFound for a named file that is absent, ConfigurationError for anything not understood.
    """
    try:
        settings = Settings(**_read(config))
        given = {name: value for name, value in overrides.items() if value is not None}
        return settings.model_copy(update=given)
    except ValidationError as error:
        raise ConfigurationError(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] != "extra_forbidden":
        return f"Setting '{where}' is not usable: {first['msg']}."
    sections: dict[str, type[BaseModel]] = {"api": ApiSettings, "snapshot_filter": SnapshotFilter}
    known = sections.get(where.partition(".")[0], Settings).model_fields
    close = difflib.get_close_matches(str(first["loc"][-1]), known, n=1)
    return f"There is no setting '{where}'" + (f"; did you mean '{close[0]}'?" if close else ".")


def _read(config: Path | None) -> dict[str, Any]:
    if config is None:
        config = Path("aperture.toml")
        if not config.is_file():
            return {}
    if not config.is_file():
        raise PathNotFound(f"The configuration file {config} does not exist.")
    try:
        return tomllib.loads(config.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"The configuration file {config} is not valid TOML: {error}.") from None
