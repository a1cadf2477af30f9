"""Invented works with labels, SYNTHETIC through and through."""

from __future__ import annotations

import random

import polars as pl

WORDS = {
    "cs.LG": "neural network, deep learning, gradient, classifier",
    "cs.RO": "robot, arm, grasping, motion planning, actuator",
    "cs.CR": "malware, botnet, phishing, password, block cipher, cryptanalysis, secret sharing, homomorphic encryption",
    "cs.CL": "translation, parsing, corpus, sentence, grammar",
    "physics.plasm-ph": "tokamak, plasma, confinement, turbulence, edge",
    "cs.CV": "image segmentation, camera, detection, pixels, face",
    "quant-ph": "qubit, transmon, grover, qkd, quantum teleportation, quantum repeater, atomic clock, quantum radar",
    "cs.NI": "packet, routing, sensor network, protocol, traffic",
    "math.FA": "operator, banach space, bounded, norm, theorem",
}


def synthetic_works(count: int) -> pl.DataFrame:
    """``count`` labelled works up to 2017: each with words of its category and words of any."""
    drawn, rows = random.Random(7), []  # noqa: S311 - not for secrets
    everything = ", ".join(WORDS.values()).split(", ")
    for number in range(count):
        category = drawn.choice(sorted(WORDS))
        own = drawn.choices(WORDS[category].split(", "), k=5) + drawn.choices(everything, k=2)
        drawn.shuffle(own)
        rows.append(
            {
                "arxiv_id": f"SYNTHETIC.{number:05d}",
                "title": f"SYNTHETIC {' '.join(own[:4])}",
                "abstract": f"We show that the {' of the '.join(own)} is in a SYNTHETIC text.",
                "categories": category,
                "created": f"{2010 + number % 8}-01-01",
            }
        )
    return pl.DataFrame(rows)
