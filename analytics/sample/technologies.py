"""Which phrases and topics give a fictional work its technology.

A small own table, apart from `data/taxonomies`: a seed gives the same bytes whatever is reviewed there.
Each phrase belongs to one technology only, and stands at the start of a word in the texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Technology:
    """Phrases that fit behind "a study of", core topic ids, and a weight among the background works."""

    phrases: tuple[str, ...]
    topics: tuple[str, ...]
    weight: int


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split(","))


TECHNOLOGIES: Final[dict[str, Technology]] = {
    "ai_machine_learning": Technology(
        _phrases(
            "machine learning, deep neural networks, reinforcement learning, transfer learning,"
            "random forests,"
            "federated learning, graph neural networks, contrastive learning"
        ),
        ("T10320", "T11273", "T12072"),
        9,
    ),
    "ai_computer_vision": Technology(
        _phrases(
            "object detection, semantic segmentation, image classification, pose estimation,"
            "action recognition,"
            "scene understanding, depth estimation, image retrieval"
        ),
        ("T10531", "T10627"),
        6,
    ),
    "quantum_computing": Technology(
        _phrases(
            "quantum computing, quantum circuits, quantum error correction, quantum annealing,"
            "quantum processors,"
            "quantum simulation, qubits, surface codes"
        ),
        ("T10682",),
        4,
    ),
    "quantum_sensing": Technology(
        _phrases(
            "quantum sensing, quantum metrology, atom interferometry, optical lattice clocks, atomic clocks,"
            "spin squeezing, squeezed light, ghost imaging"
        ),
        ("T11449",),
        2,
    ),
    "semiconductor_fabrication": Technology(
        _phrases(
            "EUV lithography, optical lithography, atomic layer etching, plasma etching, gate oxides,"
            "wafer bonding, chemical mechanical polishing, thin film transistors"
        ),
        ("T10472", "T11338"),
        0,  # written only by `truths`, so that the company's share of it is exact
    ),
    "photonics_lasers": Technology(
        _phrases(
            "fiber lasers, silicon photonics, mode locked lasers, frequency combs, photonic crystals,"
            "photodetectors,"
            "optical waveguides, laser diodes"
        ),
        ("T11429", "T10988"),
        4,
    ),
    "wireless_5g_6g": Technology(
        _phrases(
            "massive MIMO, interference alignment, channel estimation, beamforming, spectrum sensing, OFDM,"
            "spectral efficiency, full duplex links"
        ),
        ("T10148", "T10579"),
        4,
    ),
    "robotics": Technology(
        _phrases(
            "robot manipulation, mobile robots, robotic grasping, legged robots, soft robotics,"
            "industrial robots, robot kinematics, humanoid robots"
        ),
        ("T10653", "T10879"),
        4,
    ),
    "drones_uav": Technology(
        _phrases(
            "unmanned aerial vehicles, quadrotors, drones, multirotors, drone swarms, quadcopters,"
            "uncrewed aerial systems, micro air vehicles"
        ),
        ("T11133",),
        3,
    ),
    "batteries_storage": Technology(
        _phrases(
            "lithium ion batteries, sodium ion batteries, cathode materials, solid state electrolytes,"
            "supercapacitors,"
            "redox flow batteries, anode materials, lithium metal cells"
        ),
        ("T10018", "T10663"),
        6,
    ),
    "synthetic_biology": Technology(
        _phrases(
            "synthetic biology, metabolic engineering, genetic circuits, directed evolution,"
            "flux balance analysis, engineered yeast, minimal genomes, artificial cells"
        ),
        ("T10932",),
        3,
    ),
    "genomics_gene_editing": Technology(
        _phrases(
            "CRISPR screens, gene editing, base editing, gene therapy, prime editing, genome assembly,"
            "single cell RNA profiles, nanopore sequencing"
        ),
        ("T10878", "T10613"),
        4,
    ),
}
