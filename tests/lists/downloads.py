"""Small SYNTHETIC files in the layouts of official lists, as a user would download them."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

UNI, WORKS = "SYNTHETIC University of Technology", "SYNTHETIC Works Co., Ltd."
PERSON = "SYNTHETIC-PERSON, Example"


def csv_file(path: Path, rows: Sequence[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def xlsx_file(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """A workbook with one sheet of inline strings, the least that readers accept."""
    sheet = "".join(
        f'<row r="{r}">'
        + "".join(f'<c r="{chr(65 + c)}{r}" t="inlineStr"><is><t>{escape(t)}</t></is></c>' for c, t in enumerate(row))
        + "</row>"
        for r, row in enumerate(rows, start=1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return path


def meti(folder: Path) -> Path:
    return xlsx_file(
        folder / "eul.xlsx",
        [
            ["SYNTHETIC End User List"],
            [
                *("No.", "国名、地域名\nCountry or Region", "企業名、組織名\nCompany or Organization"),
                *("別名\nAlso Known As", "懸念区分\nType of WMD"),
            ],
            ["1", "中国\nChina", UNI, "・SUT\n・SYNTHETIC Polytechnic\nInstitute", "核 N"],
            ["2", "イラン\nIslamic Republic of Iran", WORKS, "", "M"],
            ["3", "Atlantis", "SYNTHETIC Institute of Nowhere", "", "M"],
        ],
    )


def taiwan(folder: Path) -> Path:
    return csv_file(
        folder / "shtc.csv",
        [
            ["項次item", "名稱name", "別名alias", "國家代碼country code", "地址address", "護照號碼ID Number"],
            ["1", f"{UNI}; 簡體中文：合成大学", "SUT;SYNTHETIC Polytechnic Institute", "CN;HK", "1 SYNTHETIC Road", ""],
            ["2", WORKS, "", "IR", "", "REG 12"],
            ["3", "Synthetic Example", "", "IR", "", "A123456"],
            ["4", "Synthetic Other Example", "", "IR", "", ""],
        ],
    )


def eu(folder: Path) -> Path:
    header = "fileGenerationDate;Entity_LogicalId;Entity_DesignationDate;Entity_SubjectType_ClassificationCode;"
    header += "Entity_Regulation_NumberTitle;Entity_Regulation_Programme;Entity_Regulation_PublicationUrl;"
    header += "NameAlias_WholeName;Address_CountryIso2Code"
    act = ["SYNTHETIC 1/2020", "SYN", "https://example.org/act"]
    rows = [
        ["05/08/2026", "77", "2020-02-03", "enterprise", *act, UNI, ""],
        ["05/08/2026", "77", "2020-02-03", "enterprise", *act, "SYNTHETIC Polytechnic Institute", "CN"],
        ["05/08/2026", "77", "2020-02-03", "enterprise", *act, "SUT", ""],
        ["05/08/2026", "78", "", "enterprise", *act, WORKS, "IR"],
        ["05/08/2026", "79", "", "person", *act, "Synthetic Example", "IR"],
        ["05/08/2026", "79", "", "person", *act, "Example Synthetic", "IR"],
    ]
    return csv_file(folder / "eu.csv", [header.split(";"), *rows], ";")


UK_HEADER = "Last Updated,Unique ID,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,Alias strength,Regime Name"


def uk_rows() -> list[list[str]]:
    header = [*UK_HEADER.split(","), "Individual, Entity, Ship", "Address Country", "Date Designated"]

    def row(unique: str, name: str, name_type: str, kind: str, country: str, strength: str = "") -> list[str]:
        names = [name, "", "", "", "", ""]
        return ["", unique, *names, name_type, strength, "SYNTHETIC Regulations", kind, country, "03/02/2020"]

    return [
        ["Report Date: 29-Jul-2026"],
        header,
        row("SYN0001", "SYNTHETIC Polytechnic Institute", "Alias", "Entity", "China"),
        row("SYN0001", UNI, "Primary Name", "Entity", ""),
        row("SYN0001", "Synthetic", "Alias", "Entity", "", "Low quality a.k.a"),
        row("SYN0002", WORKS, "Primary Name", "Entity", "Iran (Islamic Republic of)"),
        row("SYN0003", "EXAMPLE", "Primary Name", "Individual", "Iran"),
        row("SYN0004", "SYNTHETIC SHIP", "Primary Name", "Ship", "Iran"),
    ]


def uk(folder: Path) -> Path:
    return csv_file(folder / "uk.csv", uk_rows())


def uk_sheet(folder: Path) -> Path:
    return xlsx_file(folder / "uk.xlsx", uk_rows())


def opensanctions(folder: Path) -> Path:
    header = "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,program_ids"
    rest = ["", "", "", "", "", "", "SYNTHETIC set", "2020-01-01T00:00:00", "2026-01-01", "2026-01-01"]
    rows = [
        ["NK-1", "Organization", UNI, "SUT;SYNTHETIC Polytechnic Institute", "", "cn;ru", *rest],
        ["NK-2", "LegalEntity", WORKS, "", "", "ir", *rest],
        ["NK-3", "Person", "Synthetic Example", "", "1900-01-01", "ir", *rest],
        ["NK-4", "LegalEntity", "Synthetic Example", "", "", "ir", *rest],
        ["NK-5", "Vessel", "SYNTHETIC SHIP", "", "", "ir", *rest],
        ["NK-6", "Company", "SYNTHETIC Firm", "", "", "suhh", *rest],
    ]
    return csv_file(
        folder / "targets.simple.csv",
        [[*header.split(","), "dataset", "first_seen", "last_seen", "last_change"], *rows],
        encoding="utf-8",
    )


def own(folder: Path) -> Path:
    return csv_file(
        folder / "own.csv",
        [
            ["country", "name", "aliases", "listed_from", "type"],
            ["CN", UNI, "SUT; SYNTHETIC Polytechnic Institute", "2020-02-03", ""],
            ["Iran", WORKS, "", "", ""],
            ["IR", "Synthetic Example", "", "", "person"],
        ],
        encoding="utf-8",
    )


def csl_result(name: str, source: str = "Entity List (EL) - SYNTHETIC Bureau", **more: Any) -> dict[str, Any]:
    plain = {"id": "0", "source": source, "name": name, "alt_names": [], "type": None, "start_date": "2020-02-03"}
    return {**plain, "addresses": [{"address": "SYNTHETIC", "country": "CN"}], "end_date": None, **more}


def csl(folder: Path, *results: dict[str, Any]) -> Path:
    path = folder / "consolidated.json"
    standard = [
        csl_result(UNI, alt_names=["SUT", "SYNTHETIC Polytechnic Institute"]),
        csl_result(WORKS, addresses=[{"country": "IR"}], start_date=None),
        csl_result("Synthetic Example"),
        csl_result("Synthetic Example", type="Individual"),
        csl_result("SYNTHETIC SHIP", type="Vessel"),
    ]
    path.write_text(json.dumps({"total": 5, "results": list(results) or standard}), encoding="utf-8")
    return path
