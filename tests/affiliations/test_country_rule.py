"""Strings of invented departments, with the country that their end says for certain, or none."""

from __future__ import annotations

import pytest

from analytics.affiliations.country_rule import CountryRule

CERTAIN = """
FR | SYNTHETIC Laboratory of Optics, 12 rue Exemple, 38000 Grenoble, France
FR | SYNTHETIC Laboratory of Optics, Grenoble, FRANCE.
FR | SYNTHETIC Laboratory of Optics, Grenoble France 38000
FR | SYNTHETIC Laboratory of Optics, F-38054 Grenoble
FR | SYNTHETIC Laboratory of Optics, 38054 Grenoble Cedex 9
FR | SYNTHETIC Laboratory of Optics (France)
FR | [SYNTHETIC Laboratory of Optics, Paris, France]#TAB#
FR | SYNTHETIC Unit, Lyon, France. Electronic address: someone@example.org.
FR | SYNTHETIC Unit, Lyon, France (A.B., C.-D.E.)
FR | SYNTHETIC Unit, Lyon, France e-mail: someone@example.org, Tel.: +33 1 23
FR | 1SYNTHETIC Unit, Lyon, France2
FR | SYNTHETIC Unit of Medicine, University of NowhereLyonFrance
US | SYNTHETIC Dept., Springfield, U.S.A.
US | SYNTHETIC Dept., Springfield, U. S. A
US | SYNTHETIC Dept., Springfield, United States of America
US | SYNTHETIC Dept., Ann Arbor, MI 48109
US | SYNTHETIC Dept., Ann Arbor, MI 48109-1234
US | SYNTHETIC Dept., Ann Arbor, Michigan 48109
US | SYNTHETIC Dept., Ann Arbor, MI
US | SYNTHETIC Dept. of Biology, Albuquerque, New Mexico
US | SYNTHETIC Dept. of Biology, Piscataway, New Jersey
US | SYNTHETIC Dept., Lebanon, New Hampshire 03756
US | SYNTHETIC Dept., Atlanta, Georgia
US | SYNTHETIC Dept., University of Georgia
US | SYNTHETIC Dept., Cuba, NY, USA
GB | SYNTHETIC Dept., Bath, U.K.
GB | SYNTHETIC Dept., Bath, England
GB | SYNTHETIC Dept., Cardiff, Wales
GB | SYNTHETIC Dept., Belfast, Northern Ireland
GB | SYNTHETIC Dept., Royaume-Uni
GB | SYNTHETIC Dept., Bath BA2 7AY
IE | SYNTHETIC Dept., Cork, Ireland
CA | SYNTHETIC Dept., Nowhere, QC H3A 0G4
CA | SYNTHETIC Dept., Nowhere, Ontario
AU | SYNTHETIC Dept., Sydney, New South Wales 2000
MX | SYNTHETIC Depto., Ensenada, Baja California
MX | SYNTHETIC Depto., Ciudad de México, México
CN | SYNTHETIC Institute, Beijing 100084, P. R. China
CN | SYNTHETIC Institute, Changsha, People's Republic of China
CN | SYNTHETIC Institute, Wuhan, PRC
CN | SYNTHETIC Institute, Nanjing, Jiangsu Province
TW | SYNTHETIC Institute, Tainan, Republic of China
TW | SYNTHETIC Institute, Tainan, Taiwan, R.O.C.
TW | SYNTHETIC Institute, Taipei, Taiwan, China
HK | SYNTHETIC Institute, Kowloon, Hong Kong, China
HK | SYNTHETIC Institute, Shatin Hong Kong, PR China
MO | SYNTHETIC Institute, Taipa, Macau, China
KR | SYNTHETIC Institute, Daejeon, Republic of Korea
KR | SYNTHETIC Institute, Seoul, Korea
KR | SYNTHETIC Institute, Seoul, Korea, Republic of
KP | SYNTHETIC Institute, Pyongyang, DPR Korea
IR | SYNTHETIC Institute, Yazd, I.R. Iran
GE | SYNTHETIC Institute, Tbilisi, Georgia
JO | SYNTHETIC Institute, Amman, Jordan
LB | SYNTHETIC Institute, Beirut, Lebanon
PG | SYNTHETIC Institute, Port Moresby, Papua New Guinea
GQ | SYNTHETIC Institute, Malabo, Equatorial Guinea
GN | SYNTHETIC Institute, Conakry, Guinea
GW | SYNTHETIC Institute, Guinea-Bissau
NG | SYNTHETIC Institute, Lagos, Nigeria
NE | SYNTHETIC Institute, Niamey, Niger
CD | SYNTHETIC Institute, Kinshasa, Democratic Republic of the Congo
CG | SYNTHETIC Institute, Brazzaville, Republic of the Congo
SS | SYNTHETIC Institute, Juba, South Sudan
SD | SYNTHETIC Institute, Khartoum, Sudan
GY | SYNTHETIC Institute, Georgetown, Guyana
GF | SYNTHETIC Institute, Cayenne, French Guiana
GF | SYNTHETIC Institute, 97300 Cayenne, France
MQ | SYNTHETIC Institut, Martinique, France
RE | SYNTHETIC Institut, Saint-Pierre, La Réunion, France
NC | SYNTHETIC Institut, Nouméa, Nouvelle-Calédonie
PR | SYNTHETIC Institute, San Juan, Puerto Rico, USA
AS | SYNTHETIC Institute, Pago Pago, American Samoa
DO | SYNTHETIC Instituto, República Dominicana
JE | SYNTHETIC Trust, St Helier, Jersey
CY | SYNTHETIC Faculty, Famagusta, via Mersin 10, Turkey
AE | SYNTHETIC Institute, Al Ain, U.A.E.
DE | SYNTHETIC Institut, D-10117 Berlin
DE | SYNTHETIC Institut, Kiel, Deutschland
TR | SYNTHETIC Bölümü, Ankara, Türkiye
NL | SYNTHETIC Institute, 2333 CC Leiden
RU | SYNTHETIC институт, Россия
TT | SYNTHETIC Institute, St Augustine, Trinidad and Tobago
BA | SYNTHETIC Institute, Tuzla, Bosnia and Herzegovina
BR | SYNTHETIC Instituto, Salvador, Brazil
TT | SYNTHETIC Institute, Port of Spain
AU | SYNTHETIC School, St Lucia, Qld 4072, Australia
IS | SYNTHETIC Institute, Reykjavik, Iceland
DE | SYNTHETIC Unit, Bonn, Germany; SYNTHETIC Group, Kiel, Germany
"""
NOT_CERTAIN = """
SYNTHETIC Unit
Department of Physics
SYNTHETIC Unit, Nowhere
SYNTHETIC Unit, Paris, France; and SYNTHETIC Group, Bonn, Germany
SYNTHETIC Unit, Paris, France and SYNTHETIC Group, Bonn, Germany
SYNTHETIC Unit, Paris, France, SYNTHETIC Group, Bonn, Germany
SYNTHETIC Unit, Nice, France. Present address: SYNTHETIC Group, Oslo, Norway
SYNTHETIC Unit, Sousse, Tunisia Institute of Nothing, Lyon, France
SYNTHETIC Bank of China
SYNTHETIC Dept., Lyon, United States 2SYNTHETIC Institut, Paris, France
SYNTHETIC Unit, Lyon (France) & SYNTHETIC Unit, Nouméa (Nouvelle-Calédonie)
SYNTHETIC Chair, Bank of Georgia
SYNTHETIC Unit, Georgia
SYNTHETIC Unit, Université de Tunis
SYNTHETIC Unit, New England
SYNTHETIC Institute Camille Jordan
SYNTHETIC Medical Center, Lebanon, NH
SYNTHETIC Unit, University of Idaho, Moscow
SYNTHETIC Unit, University of Western Ontario, London
SYNTHETIC Unit, Ann Arbor, MI 20133
SYNTHETIC Unit, Milano, MI
SYNTHETIC Unit, Université du Maine
SYNTHETIC Unit, Embassy of France
SYNTHETIC Unit, University of Hong Kong, China
SYNTHETIC Unit, Congo
SYNTHETIC Unit, University of Benin
SYNTHETIC Hospital Beth Israel
SYNTHETIC Unit, Staten Island
SYNTHETIC Faculdade de Direito de Franca
SYNTHETIC Universidade, Salvador
SYNTHETIC Station, Océan Indien
SYNTHETIC Office for Latin America
SYNTHETIC Air France
"""


@pytest.mark.parametrize("line", CERTAIN.strip().splitlines())
def test_a_certain_end_gives_its_country(rule: CountryRule, line: str) -> None:
    code, string = line.split(" | ", 1)
    assert rule.country_of(string) == code


@pytest.mark.parametrize("string", ["", *NOT_CERTAIN.strip().splitlines()])
def test_what_is_not_certain_gives_none(rule: CountryRule, string: str) -> None:
    assert rule.country_of(string) is None


def test_no_string_gives_none(rule: CountryRule) -> None:
    assert rule.country_of(None) is None


@pytest.mark.parametrize(
    "string", ["(((", "@", "#TAB#", "9" * 500, "; ; ;", "A." * 400, "(A.B." * 300, "\ud800 France"]
)
def test_odd_strings_end_quickly_and_without_an_error(rule: CountryRule, string: str) -> None:
    assert rule.country_of(string) in (None, "FR")


def test_every_country_is_known_by_its_own_name(rule: CountryRule) -> None:
    from analytics.reference import load_reference
    from analytics.settings import Settings

    names = load_reference(Settings())["ref_country"].select("country_name", "country_code").rows()
    asked = {name: rule.country_of(f"SYNTHETIC Institute, Nowhere, {name}") for name, _ in names}
    # A state as well.
    assert {name for name, code in names if asked[name] != code} == {"Georgia"}
