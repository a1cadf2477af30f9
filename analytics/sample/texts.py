"""Neutral titles and abstracts from templates: with phrases of a technology, or with none of any."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

_SUBJECTS: Final = (
    "rural housing",
    "coastal weather",
    "school reading",
    "market prices",
    "plant growth",
    "clinical guidelines",
    "soil layers",
    "amateur sport",
    "moral theory",
    "food drying",
    "breathing support",
    "local trade",
    "skin allergy",
    "number theory",
    "village history",
    "family budgets",
)
_SETTINGS: Final = (
    "across two regions",
    "over ten years",
    "in small samples",
    "under mild conditions",
    "in daily practice",
)
_OPENINGS: Final = (
    "This fictional study looks at {subject} {setting}.",
    "We describe an invented case of {subject} {setting}.",
    "Invented records about {subject} were collected {setting}.",
)
_MIDDLES: Final = (
    "The material was divided into equal groups and compared twice.",
    "A plain count was kept for each group and repeated after a pause.",
    "Differences between the groups were small and are given with their range.",
    "Three readers went through the records and agreed on most of them.",
    "Missing entries were left empty and reported as such.",
    "The order of the groups was drawn by lot.",
)
_CLOSINGS: Final = (
    "The results are made up and stand for no real finding.",
    "No conclusion about the real world can be drawn from this text.",
    "The text was written by a generator and describes nothing that happened.",
)
_TECHNICAL: Final = (
    "The work is about {phrase} and their limits.",
    "Results on {phrase} are compared with an earlier version.",
    "We report invented figures for {phrase}.",
)
_OTHER_LANGUAGES: Final = {
    "fr": (
        "Étude SYNTHETIC numéro {number}",
        "Cette étude inventée ne décrit aucun fait réel. Les groupes ont été comparés deux fois.",
    ),
    "de": (
        "SYNTHETIC Studie Nummer {number}",
        "Diese erfundene Studie beschreibt nichts Wirkliches. Die Gruppen wurden zweimal verglichen.",
    ),
    "es": (
        "Estudio SYNTHETIC número {number}",
        "Este estudio inventado no describe nada real. Los grupos se compararon dos veces.",
    ),
    "zh": ("SYNTHETIC 研究 {number}", "本 文 为 虚 构 文 本 , 不 描 述 任 何 真 实 研 究 。"),
    "ja": ("SYNTHETIC 研究 第{number}号", "これは 架空の 文章であり 実在の 研究を 述べる ものではない。"),
}

PLAIN_KEYWORDS: Final = ("comparison", "group", "record", "sample", "count", "range")
LANGUAGES: Final = tuple(_OTHER_LANGUAGES)


def title(rng: random.Random, number: int, phrases: Sequence[str], language: str | None = "en") -> str:
    """A title that says SYNTHETIC, with the first of ``phrases`` where the language is English."""
    if language in _OTHER_LANGUAGES:
        return _OTHER_LANGUAGES[language][0].format(number=number)
    about = f"{phrases[0]} and {rng.choice(_SUBJECTS)}" if phrases else rng.choice(_SUBJECTS)
    return f"SYNTHETIC study {number} of {about} {rng.choice(_SETTINGS)}"


def abstract(rng: random.Random, phrases: Sequence[str], language: str | None = "en") -> str:
    """Five to nine sentences with each of ``phrases`` in one of them; two in another language."""
    if language in _OTHER_LANGUAGES:
        return _OTHER_LANGUAGES[language][1]
    opening = rng.choice(_OPENINGS).format(subject=rng.choice(_SUBJECTS), setting=rng.choice(_SETTINGS))
    technical = [rng.choice(_TECHNICAL).format(phrase=phrase) for phrase in phrases]
    return " ".join([opening, *technical, *rng.sample(_MIDDLES, 3), rng.choice(_CLOSINGS)])


def inverted_index(text: str) -> dict[str, list[int]]:
    """Word to its positions from 0, as OpenAlex gives abstracts."""
    index: dict[str, list[int]] = {}
    for position, word in enumerate(text.split()):
        if word in index:
            index[word].append(position)
        else:
            index[word] = [position]
    return index
