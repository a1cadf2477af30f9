"""The review queue on a screen: printed for a pipe, walked through one entry at a time on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from analytics.errors import DecisionRefused
from flows.printing import print_table, printable, say

if TYPE_CHECKING:
    from analytics.lists.catalogue import Catalogue
    from analytics.lists.review import Open, Outdated
    from analytics.matching.index import RorIndex

ASK = "number = it is this one · n = it is none of them · Enter = skip · q = stop: "


def print_queue(found: Sequence[Open]) -> None:
    """Every open entry that has candidates, and below it those; what equal names decide says so."""
    for one in found:
        if rows := candidates(one):
            say(f"{one.body_id}  {one.listing['country_code']}  {printable(one.listing['name_as_listed'])}")
            for score, ror_id, name, why in rows:
                say(f"  {score:5.1f}  {ror_id}  {name}  ({why})")
    equal = sum(one.verdict.ror_id is not None for one in found)
    without = sum(not one.candidates and one.verdict.ror_id is None for one in found)
    say(f"{len(found):,} entries without a link: {equal:,} that equal names decide, {without:,} without any candidate.")
    if equal:
        say("'aperture lists review --equal' writes those; --accept and --reject decide the others one by one.")


def print_outdated(links: Sequence[Outdated]) -> None:
    """Links that a newer dump of ROR puts in doubt; nothing where there is none."""
    if links:
        rows = [(one.listing_id, one.ror_id, printable(one.why)) for one in links]
        print_table(("listing", "ROR id", "why"), rows, title="Links to look at again")


def candidates(one: Open) -> list[tuple[float, str, str, str]]:
    """Score, ROR id, name and reason of each candidate of an open entry."""
    decided = f"equal names decide ({one.verdict.method})"
    return [
        (c.score, c.ror_id, printable(c.ror_name), decided if c.ror_id == one.verdict.ror_id else printable(c.why))
        for c in one.candidates
    ]


def walk(catalogue: Catalogue, index: RorIndex, found: Sequence[Open], ask: Callable[[str], str] = input) -> None:
    """Ask about every entry that has candidates; each decision is written before the next question."""
    from flows.commands.lists import today

    open_ones = [one for one in found if one.candidates]
    done = 0
    for number, one in enumerate(open_ones, start=1):
        head = f"{number} of {len(open_ones)}  {one.body_id}  {one.listing['country_code']}"
        say(f"\n{head}\n{printable(one.listing['name_as_listed'])}")
        if one.verdict.why:
            say(f"not linked by itself: {one.verdict.why}")
        rows = [(str(n), *row) for n, row in enumerate(candidates(one), start=1)]
        print_table(("", "score", "ROR id", "name in ROR", "why"), rows)
        answer = answered(ask, len(rows))
        if answer == "q":
            break
        done += bool(answer) and decided(catalogue, index, one, answer, ask, today())
    say(f"{done:,} decided.")


def answered(ask: Callable[[str], str], highest: int) -> str:
    """One of the answers that are offered: a number as typed, 'n', 'q', or nothing for skip."""
    while True:
        try:
            answer = ask(ASK).strip().lower()
        except EOFError:
            return "q"
        if answer in ("", "n", "q") or (answer.isdecimal() and 1 <= int(answer) <= highest):
            return answer
        say(f"'{printable(answer)}' is none of these.")


def decided(
    catalogue: Catalogue, index: RorIndex, one: Open, answer: str, ask: Callable[[str], str], day: date
) -> bool:
    """Write one decision with its reason; whether it was written."""
    from analytics.lists import decisions

    try:
        reason = ask("reason: ")
        if answer == "n":
            for candidate in one.candidates:
                decisions.reject(catalogue, one.body_id, candidate.ror_id, reason, day)
        else:
            chosen = one.candidates[int(answer) - 1].ror_id
            decisions.accept(catalogue, index, one.body_id, chosen, reason, day)
    except (DecisionRefused, EOFError) as error:
        say(str(error) or "Nothing was decided.")
        return False
    return True
