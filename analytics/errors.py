"""Every mistake a user can make, one class per cause: one sentence, one exit code, no traceback."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class ApertureError(Exception):
    """Base of all errors shown to a user. ``str(error)`` is the sentence; ``exit_code`` leaves the process."""

    exit_code = 1


class ConfigurationError(ApertureError):
    """The configuration file or the environment holds something that is not understood."""

    exit_code = 3


class ReferenceError(ApertureError):  # noqa: A001 - the built-in of this name is about weak references
    """Reference data (lists, taxonomies, countries, profiles) breaks one of its own rules."""

    exit_code = 4


class PathNotFound(ApertureError):
    """A path given by the user does not exist."""

    exit_code = 10


class EmptyFile(ApertureError):
    """A file given by the user holds no record."""

    exit_code = 11


class NotWorks(ApertureError):
    """No line of a file is a work in OpenAlex's format; its bytes are kept in quarantine."""

    exit_code = 12


class TruncatedFile(ApertureError):
    """A compressed file ends early or fails its checksum; complete works were kept, the rest quarantined."""

    exit_code = 13


class TooManyBadLines(ApertureError):
    """More than the permitted share of a part's lines had to be quarantined."""

    exit_code = 14


class UnknownInstitution(ApertureError):
    """No institution of the published warehouse answers to this name or id, or several do."""

    exit_code = 15


class WarehouseNotWritable(ApertureError):
    """The warehouse folder cannot be made or written."""

    exit_code = 16


class WarehouseTooNew(ApertureError):
    """The warehouse was written by a newer version of Aperture."""

    exit_code = 17


class NothingPublished(ApertureError):
    """There is no published build to read yet."""

    exit_code = 18


class NothingIngested(ApertureError):
    """There are no ingested works to build from."""

    exit_code = 19


class AuditFailed(ApertureError):
    """An audit of a build failed; the build was not published and the previous one stays."""

    exit_code = 20


class WarehouseBusy(ApertureError):
    """Another run holds the warehouse."""

    exit_code = 21


class BudgetSpent(ApertureError):
    """The API's daily budget is used up; the cursor is kept and the next run goes on there."""

    exit_code = 22


class ApiRefused(ApertureError):
    """The API answered that a request can never succeed (wrong parameter, unknown key, paid filter)."""

    exit_code = 23


class ApiUnavailable(ApertureError):
    """The API could not be reached within the permitted retries."""

    exit_code = 24


class MissingOnThisMachine(ApertureError):
    """A program or library that this command needs is not installed."""

    exit_code = 25


class UnknownProfile(ApertureError):
    """No profile of this name is part of the published build."""

    exit_code = 26


class UnknownTechnology(ApertureError):
    """No technology of this id is part of the published build."""

    exit_code = 27


class StateDamaged(ApertureError):
    """A file in which a run keeps its place cannot be read."""

    exit_code = 28


class ReaderEnded(ApertureError):
    """A process that read a source beside others was ended from outside; what it had staged stays."""

    exit_code = 29


class BuildDamaged(ApertureError):
    """The published build is no database, or not one that Aperture made."""

    exit_code = 39


class NotEntities(ApertureError):
    """No record of a file is an institution, topic or funder, as its first ids or its folder promise."""

    exit_code = 55


class MixedRecords(ApertureError):
    """A file holds records of several kinds, such as works and institutions."""

    exit_code = 56


class LabelsNotUsable(ApertureError):
    """A file of labelled affiliation strings has not the columns it needs, or no label."""

    exit_code = 50


class NotRor(ApertureError):
    """A file given as a dump of ROR is something else, or cut short."""

    exit_code = 65


class UnknownList(ApertureError):
    """No list of any reference root has this id."""

    exit_code = 66


class UnknownBody(ApertureError):
    """No list has a body with this id or name."""

    exit_code = 67


class SeveralBodies(ApertureError):
    """A name stands for several listed bodies; ``bodies`` are those to choose from."""

    exit_code = 68

    def __init__(self, sentence: str, bodies: Sequence[Any] = ()) -> None:
        super().__init__(sentence)
        self.bodies = tuple(bodies)


class NoList(ApertureError):
    """A file given as a list is in no layout that is understood, or holds nothing that could be listed."""

    exit_code = 69


class ListChoice(ApertureError):
    """What to take from a file, or where to write it, is not settled by what the user gave."""

    exit_code = 70


class DecisionRefused(ApertureError):
    """A decision about a link contradicts another one or a rule of the reference data; nothing was written."""

    exit_code = 71


class NotWritten(ApertureError):
    """A file of reference data cannot be written."""

    exit_code = 72


class ProfileNotDefined(ApertureError):
    """No profile and no trust set of this name stands in the reference data."""

    exit_code = 75


class NoTaxonomy(ApertureError):
    """A folder given as a taxonomy holds no technology."""

    exit_code = 87


class UnknownTopics(ApertureError):
    """The taxonomy names topics that OpenAlex does not have."""

    exit_code = 88
