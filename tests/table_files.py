"""Small files in the publishers' own formats, with made-up foods and figures, for the tests to read and to break."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

NEVO_HEADING = (
    "NEVO-versie/NEVO-version", "Voedingsmiddelgroep", "Food group", "NEVO-code", "Voedingsmiddelnaam/Dutch food name",
    "Engelse naam/Food name", "Synoniem", "Hoeveelheid/Quantity", "Opmerking", "Bevat sporen van/Contains traces of",
    "Is verrijkt met/Is fortified with", "ENERCJ (kJ)", "ENERCC (kcal)", "FOL (µg)", "MG (mg)",
)  # fmt: skip


def nevo_row(code: str, name_nl: str, name_en: str, mg: str, *, per: str = "per 100g", traces: str = "") -> list[str]:
    version, group = "NEVO-Online 2025 9.0", ("Groente", "Vegetables")
    return [version, *group, code, name_nl, name_en, "", per, "", traces, "", "100", "24", "1,5", mg]


NEVO_ROWS = (
    nevo_row("901", "Koekkoeksbloem gekookt", "Ragged robin boiled", "27,5"),
    nevo_row("902", "Crème van biet", "Beet cream", "0", traces="NA, MG"),
    nevo_row("903", "Zuigelingendrank", "Infant drink", "6,1", per="per 100ml"),
    nevo_row("904", "=cmd|' /C calc'!A0", "=HYPERLINK(1)", "120"),
    nevo_row("905", 'Kool "nieuwe oogst"', "Cabbage new", ""),
    nevo_row("906", "Zoutloze ui", "Onion, salt-free", "0"),
)


def nevo_file(
    rows: Sequence[Sequence[str]] = NEVO_ROWS, heading: Sequence[str] = NEVO_HEADING, *, by: str = "|",
    encoding: str = "utf-8",
) -> bytes:  # fmt: skip
    """Write NEVO's CSV as RIVM does: the words without quotes, the figures with them, lines that end as on Windows."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=by, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerows([heading, *rows])
    return stream.getvalue().replace(f"{by}27,5\r\n", f'{by}"27,5"\r\n').encode(encoding)


def workbook(rows: Sequence[Sequence[object]], *, before: Sequence[str] = ()) -> bytes:
    book = Workbook()
    for title in before:
        book.create_sheet(title, 0)
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place, value)  # type: ignore[arg-type]
            if isinstance(value, str):
                cell.data_type = "s"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


CIQUAL_HEADING = (
    "alim_grp_code", "alim_ssgrp_code", "alim_ssssgrp_code", "alim_grp_nom_eng", "alim_ssgrp_nom_eng",
    "alim_ssssgrp_nom_eng", "alim_code", "alim_nom_eng", "alim_nom_sci",
    "Energy,\nRegulation\nEU No\n1169\n2011 (kcal\n100g)", "Water\n(g\n100g)", "Magnesium\n(mg\n100g)",
)  # fmt: skip


def ciqual_row(code: object, name: str, mg: object, group: str = "vegetables") -> list[object]:
    return ["02", "0201", "000000", group, "raw", "-", code, name, "-", "41,3", "90", mg]


CIQUAL_ROWS = (
    ciqual_row(24999, "Dessert (average)", "-", group="-"),
    ciqual_row(20901, "Skirret, boiled", "14,25"),
    ciqual_row(20902, "Skirret oil", "traces"),
    ciqual_row(20903, "Skirret water", "< 0,5"),
    ciqual_row(20904, "Skirret, dried", 127.125),
    ciqual_row(20905, "=1+1", 1250),
)
BLS_HEADING = (
    "BLS Code", "Lebensmittelbezeichnung", "Food name", "ENERCC Energie (Kilokalorien) [kcal/100g]",
    "ENERCC Datenherkunft", "ENERCC Referenz", "MG Magnesium [mg/100g]", "MG Datenherkunft", "MG Referenz", "Hinweis",
)  # fmt: skip


def bls_row(code: str, german: str, english: str, mg: object, how: str) -> list[object]:
    return [code, german, english, 351, "Formelberechnung", "x", mg, how, "y", ""]


BLS_ROWS = (
    bls_row("B901000", "Zuckerwurzelbrot", "Skirret bread", 45, "Rezeptberechnung"),
    bls_row("G901100", "Zuckerwurzel", "Skirret raw", "12,5", "Analyse"),
    bls_row("N901100", "Wasser", "Skirret water", "<LOQ", "Analyse"),
    bls_row("Q901100", "Öl", "Skirret oil", 0, "Logische Null"),
    bls_row("S901100", "Zucker", "Skirret sugar", 3, "Literatur"),
    bls_row("T901100", "Fisch", "Skirret fish", "-", ""),
)
FDC: Mapping[str, Sequence[Sequence[str]]] = {
    "food.csv": (
        ("fdc_id", "data_type", "description", "food_category_id", "publication_date"),
        ("901", "foundation_food", "Skirret, raw", "11", "2025-04-24"),
        ("902", "sample_food", "Skirret, sample", "11", "2025-04-24"),
        ("903", "foundation_food", "Skirret oil", "4", "2024-10-31"),
        ("904", "sr_legacy_food", "Skirret, canned", "11", "2019-04-01"),
    ),
    "food_nutrient.csv": (
        ("id", "fdc_id", "nutrient_id", "amount", "data_points", "derivation_id", "min", "max", "median", "loq"),
        ("1", "901", "1090", "31.25", "8", "1", "28", "35.5", "31", ""),
        ("2", "901", "1008", "55", "", "49", "", "", "", ""),
        ("3", "902", "1090", "99", "", "1", "", "", "", ""),
        ("4", "903", "1090", "0.0", "4", "1", "", "", "", "0.25"),
    ),
    "nutrient.csv": (
        ("id", "name", "unit_name", "nutrient_nbr", "rank"),
        ("1090", "Magnesium, Mg", "MG", "304.0", "5500"),
        ("1008", "Energy", "KCAL", "208", "300"),
    ),
    "food_nutrient_derivation.csv": (("id", "code", "description"), ("1", "A", "Analytical"), ("49", "NC", "x")),
    "food_category.csv": (("id", "code", "description"), ("11", "1100", "Vegetables and Vegetable Products")),
}  # fmt: skip


def bundle(files: Mapping[str, Sequence[Sequence[str]]] = FDC, *, folder: str = "FoodData_Central/") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in files.items():
            text = io.StringIO(newline="")
            csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
            archive.writestr(folder + name, text.getvalue())
    return stream.getvalue()


NEVO_FILE = "NEVO2025_v9.0.csv"
GOOD: Mapping[str, tuple[str, bytes]] = {
    "nevo": (NEVO_FILE, nevo_file()),
    "ciqual": ("Table Ciqual 2025_ENG_2025_11_03.xlsx", workbook([CIQUAL_HEADING, *CIQUAL_ROWS])),
    "fdc": ("FoodData_Central_foundation_food_csv_2025-04-24.zip", bundle()),
    "bls": ("BLS_4_0_Daten_2025_DE.xlsx", workbook([BLS_HEADING, *BLS_ROWS])),
}
