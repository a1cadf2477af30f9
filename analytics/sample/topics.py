"""OpenAlex topics used in the sample: real ids with their place in the hierarchy, labels of early 2024.

Source: OpenAlex topics (CC0). Those used by `technologies` are core topics of one
technology only; those in BACKGROUND belong to none.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

_ROOT: Final = "https://openalex.org/"
_DOMAINS: Final = {1: "Life Sciences", 2: "Social Sciences", 3: "Physical Sciences", 4: "Health Sciences"}
_FIELDS: Final = {
    11: ("Agricultural and Biological Sciences", 1),
    12: ("Arts and Humanities", 2),
    13: ("Biochemistry, Genetics and Molecular Biology", 1),
    17: ("Computer Science", 3),
    19: ("Earth and Planetary Sciences", 3),
    20: ("Economics, Econometrics and Finance", 2),
    22: ("Engineering", 3),
    26: ("Mathematics", 3),
    27: ("Medicine", 4),
    31: ("Physics and Astronomy", 3),
    32: ("Psychology", 2),
    33: ("Social Sciences", 2),
    36: ("Health Professions", 4),
}
_SUBFIELDS: Final = {
    1106: "Food Science",
    1110: "Plant Science",
    1211: "Philosophy",
    1212: "Religious studies",
    1312: "Molecular Biology",
    1311: "Genetics",
    1702: "Artificial Intelligence",
    1705: "Computer Networks and Communications",
    1707: "Computer Vision and Pattern Recognition",
    1902: "Atmospheric Science",
    2002: "Economics and Econometrics",
    2202: "Aerospace Engineering",
    2203: "Automotive Engineering",
    2204: "Biomedical Engineering",
    2205: "Civil and Structural Engineering",
    2207: "Control and Systems Engineering",
    2208: "Electrical and Electronic Engineering",
    2604: "Applied Mathematics",
    2708: "Dermatology",
    2732: "Orthopedics and Sports Medicine",
    2739: "Public Health, Environmental and Occupational Health",
    2740: "Pulmonary and Respiratory Medicine",
    3107: "Atomic and Molecular Physics, and Optics",
    3205: "Experimental and Cognitive Psychology",
    3304: "Education",
    3312: "Sociology and Political Science",
}
_TOPICS: Final = {
    "T10320": ("Neural Networks and Applications", 1702),
    "T11273": ("Advanced Graph Neural Networks", 1702),
    "T12072": ("Machine Learning and Algorithms", 1702),
    "T10531": ("Advanced Vision and Imaging", 1707),
    "T10627": ("Advanced Image and Video Retrieval Techniques", 1707),
    "T10682": ("Quantum Computing Algorithms and Architecture", 1702),
    "T11449": ("Mechanical and Optical Resonators", 3107),
    "T10472": ("Semiconductor materials and devices", 2208),
    "T11338": ("Advancements in Photolithography Techniques", 2208),
    "T11429": ("Semiconductor Lasers and Optical Devices", 2208),
    "T10988": ("Advanced Fiber Laser Technologies", 3107),
    "T10148": ("Advanced MIMO Systems Optimization", 2208),
    "T10579": ("Cognitive Radio Networks and Spectrum Sensing", 1705),
    "T10653": ("Robot Manipulation and Learning", 2207),
    "T10879": ("Robotic Locomotion and Control", 2204),
    "T11133": ("UAV Applications and Optimization", 2202),
    "T10018": ("Advancements in Battery Materials", 2208),
    "T10663": ("Advanced Battery Technologies Research", 2203),
    "T10932": ("Microbial Metabolic Engineering and Bioproduction", 1312),
    "T10878": ("CRISPR and Genetic Engineering", 1312),
    "T10613": ("Virus-based gene therapy research", 1311),
    "T10650": ("Food Drying and Modeling", 1106),
    "T10431": ("Ethnobotanical and Medicinal Plants Studies", 1110),
    "T10297": ("Philosophical Ethics and Theory", 1211),
    "T13347": ("Christian Theology and Mission", 1212),
    "T11483": ("Tropical and Extratropical Cyclones Research", 1902),
    "T10632": ("Housing Market and Economics", 2002),
    "T13596": ("Grouting, Rheology, and Soil Mechanics", 2205),
    "T12508": ("Functional Equations Stability Results", 2604),
    "T10884": ("Holomorphic and Operator Theory", 2604),
    "T11033": ("Contact Dermatitis and Allergies", 2708),
    "T10157": ("Sports Performance and Training", 2732),
    "T12664": ("Clinical practice guidelines implementation", 2739),
    "T10322": ("Respiratory Support and Mechanisms", 2740),
    "T13536": ("Psychological and Temporal Perspectives Research", 3205),
    "T13701": ("Psycholinguistics and Behavioral Studies", 3304),
    "T11474": ("Sport and Mega-Event Impacts", 3312),
    "T12807": ("Consumer Behavior and Market Dynamics", 3312),
}

BACKGROUND: Final = tuple(list(_TOPICS)[21:])


EVERY: Final = tuple(_TOPICS)


@cache
def topic(topic_id: str) -> dict[str, Any]:
    """A topic as it stands in a work, still without its ``score``; copy it before adding one."""
    name, subfield = _TOPICS[topic_id]
    field, domain = _FIELDS[subfield // 100]
    return {
        "id": f"{_ROOT}{topic_id}",
        "display_name": name,
        "subfield": {
            "id": f"{_ROOT}subfields/{subfield}",
            "display_name": _SUBFIELDS[subfield],
        },
        "field": {"id": f"{_ROOT}fields/{subfield // 100}", "display_name": field},
        "domain": {"id": f"{_ROOT}domains/{domain}", "display_name": _DOMAINS[domain]},
    }
