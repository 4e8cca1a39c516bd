"""Files that no one should have to open: each kind is written here, small enough to keep, and known by a name."""

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook
from table_files import workbook

TABLE = (("food", "grams"), ("usda-12061", 30))
CONTENT_TYPES = "[Content_Types].xml"
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def good() -> bytes:
    """Write a table that can be read."""
    return workbook(TABLE)


def remade(change: Mapping[str, bytes | None], content: bytes | None = None) -> bytes:
    """Write the good workbook again with other parts; None leaves a part out."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or good())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts = {name: old.read(name) for name in old.namelist()} | change
        for name, part in parts.items():
            if part is not None:
                new.writestr(name, part)
    return stream.getvalue()


def sheet(rows: str, before: str = "") -> bytes:
    """Write the good workbook with a sheet of its own."""
    xml = f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return remade({SHEET: xml.encode()})


HEADING = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>food</t></is></c><c r="B1" t="inlineStr"><is><t>grams</t></is></c></row>'
)
ALMONDS = '<c r="A2" t="inlineStr"><is><t>usda-12061</t></is></c>'
NOISE = random.Random(1).randbytes(300_000)  # keeps the ratio down: what is in it has to be looked at


def compound_file(*names: str) -> bytes:
    """Write the first sectors of an OLE file, the container of old Excel and of locked workbooks."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(504)
        + b"".join(name.encode("utf-16-le") for name in names)
        + bytes(512)
    )


def packed(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def with_locked_entries() -> bytes:
    """Set the flag "encrypted" of every entry, at both places where a zip keeps it."""
    content = bytearray(good())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            (flags,) = struct.unpack_from("<H", content, place + offset)
            struct.pack_into("<H", content, place + offset, flags | 1)
            place = content.find(mark, place + 4)
    return bytes(content)


def far_cell() -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["food", "grams"])
    page.cell(1_048_576, 16_384, "far")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def overlapping() -> bytes:
    """Let every entry of the directory name the data of the first: small to keep, large to unpack."""
    content = bytearray(packed({f"part{number:03}.xml": bytes(90_000) for number in range(150)}))
    start = content.find(b"PK\x01\x02")
    while start >= 0:
        struct.pack_into("<I", content, start + 42, 0)
        start = content.find(b"PK\x01\x02", start + 4)
    return bytes(content)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY out SYSTEM "http://127.0.0.1:9/x">]>'
ENTITY_ROW = f'{HEADING}<row r="2">{ALMONDS}<c r="B2" t="inlineStr"><is><t>&{{}};</t></is></c></row>'
MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def part(content: bytes, name: str) -> bytes:
    """Return one part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def part_of(name: str) -> bytes:
    return part(good(), name)


# our own workbook, spoiled: what is put where in which sheet, and the codes that tell of it
FIRST, KEPT = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet9.xml"
FAR = b'<row r="1048576"><c r="XFD1048576" t="str"><v>far</v></c></row>'
END = b"</sheetData>"
SPOILED: Mapping[str, tuple[str, Callable[[bytes], bytes], tuple[str, ...]]] = {
    "a million empty rows": (FIRST, lambda xml: xml.replace(END, b"<row/>" * 1_000_000 + END), ("draft_many_rows",)),
    "a row too wide": (
        FIRST,
        lambda xml: xml.replace(END, b"<row>" + b"<c/>" * 1_000_000 + b"</row>" + END),
        ("archive_too_large",),
    ),
    "too many cells": (
        FIRST,
        lambda xml: xml.replace(END, (b"<row>" + b"<c/>" * 20 + b"</row>") * 60_000 + END),
        ("archive_too_large",),
    ),
    "laughs": (FIRST, lambda xml: (LAUGHS.encode() + xml).replace(b"Ontbijt", b"&i;"), ("workbook_unreadable",)),
    "outside": (FIRST, lambda xml: (OUTSIDE.encode() + xml).replace(b"Ontbijt", b"&out;"), ("workbook_unreadable",)),
    "cut short": (FIRST, lambda xml: xml[: len(xml) // 2], ("workbook_unreadable",)),
    "a cycle": (
        FIRST,
        lambda xml: re.sub(rb'(<c r="D8" s="[0-9]+">)<v>[^<]*</v>', rb"\1<f>D8+1</f>", xml),
        ("workbook_cell",),
    ),
    "an error": (
        FIRST,
        lambda xml: re.sub(rb'<c r="D8" (s="[0-9]+")><v>[^<]*</v>', rb'<c r="D8" \1 t="e"><v>#REF!</v>', xml),
        ("workbook_cell",),
    ),
    "a date for a day": (
        FIRST,
        lambda xml: re.sub(rb'<c r="A8" (s="[0-9]+")><v>[^<]*</v>', rb'<c r="A8" \1 t="d"><v>2026-01-02</v>', xml),
        ("workbook_cell",),
    ),
    "no plan kept": (KEPT, lambda xml: xml.replace(b"days = ", b"dagen = "), ("unknown_key", "in_plan")),
    "a plan that is none": (KEPT, lambda xml: xml.replace(b"[person]", b"[[[person]"), ("plan_not_toml",)),
}


# what it is called, how it is written, and the codes that tell of it
HOSTILE: Mapping[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "nothing.xlsx": (lambda: b"", ("file_empty",)),
    "spaces.csv": (lambda: b" \r\n\t\n\n", ("file_empty",)),
    "junk.xlsx": (lambda: random.Random(2).randbytes(50_000), ("draft_not_text",)),
    "noise.csv": (lambda: bytes(range(1, 256)) * 40, ("draft_not_a_table", "row_unreadable")),
    "nul.csv": (lambda: b"food,grams\nusda-12061,3\x000\n", ("draft_not_text",)),
    "one line.csv": (lambda: b"food,grams," + b"a" * 50_000_000, ("draft_too_large",)),
    "long line.csv": (lambda: b"food,grams\n" + b"," * 5_000_000, ("row_unreadable",)),
    "quote.csv": (lambda: b'food,grams\n"almonds,30\n' + b"x,1\n" * 100_000, ("row_unreadable",)),
    "many rows.csv": (lambda: b"food,grams\n" + b"usda-12061,1\n" * 30_000, ("diary_too_long",)),
    "long cell.csv": (lambda: b"food,grams\n" + b"a" * 100_000 + b",30\n", ("draft_name",)),
    "picture.png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), ("draft_not_text",)),
    "page.html": (lambda: b"<html><body><table><tr><td>food</td></tr></table></body></html>", ("draft_not_a_table",)),
    "old.xls": (lambda: compound_file("Workbook"), ("draft_old_excel",)),
    "locked.xlsx": (lambda: compound_file("EncryptionInfo", "EncryptedPackage"), ("draft_locked",)),
    "locked entries.xlsx": (with_locked_entries, ("draft_locked",)),
    "open.ods": (
        lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
        ("draft_open_document",),
    ),
    "letter.docx": (
        lambda: packed({CONTENT_TYPES: b"<Types/>", "word/document.xml": b"<x/>"}),
        ("draft_not_a_workbook",),
    ),
    "macros.xlsm": (
        lambda: remade({CONTENT_TYPES: part_of(CONTENT_TYPES).replace(PLAIN, MACROS), "xl/vbaProject.bin": b"x"}),
        ("draft_macros",),
    ),
    "macros.xlsx": (lambda: remade({"xl/vbaProject.bin": b"x"}), ("draft_macros",)),
    "cut.xlsx": (lambda: good()[: len(good()) // 2], ("archive_damaged",)),
    "cut end.xlsx": (lambda: good()[:-30], ("archive_damaged",)),
    "only the start.xlsx": (lambda: b"PK\x03\x04", ("archive_damaged",)),
    "empty zip.xlsx": (lambda: packed({}), ("archive_damaged",)),
    "damaged inside.xlsx": (
        lambda: (lambda content: content[:200] + bytes(30) + content[230:])(good()),
        ("archive_damaged", "workbook_unreadable"),
    ),
    "bomb.xlsx": (lambda: remade({SHEET: bytes(60_000_000)}), ("archive_too_large",)),
    "slow bomb.xlsx": (
        lambda: remade({SHEET: random.Random(3).randbytes(1_000_000) + bytes(21_000_000)}),
        ("archive_too_large",),
    ),
    "many entries.xlsx": (
        lambda: remade({f"xl/media/{number}.bin": b"x" for number in range(400)}),
        ("archive_too_large",),
    ),
    "overlapping.xlsx": (overlapping, ("archive_too_large", "archive_damaged", "draft_not_a_workbook")),
    "strings.xlsx": (
        lambda: remade({"xl/sharedStrings.xml": b"<si/>" * 1_000_000, "xl/media/x.bin": NOISE}),
        ("archive_too_large",),
    ),
    "wide row.xlsx": (
        lambda: remade({"xl/media/x.bin": NOISE}, sheet(f'{HEADING}<row r="2">{"<c/>" * 1_000_000}</row>')),
        ("archive_too_large",),
    ),
    "a million empty rows.xlsx": (
        lambda: remade({"xl/media/x.bin": NOISE}, sheet(HEADING + "<row/>" * 1_000_000)),
        ("draft_many_rows",),
    ),
    "styles.xlsx": (
        lambda: remade({"xl/styles.xml": b"<xf/>" * 100_000, "xl/media/x.bin": NOISE}),
        ("archive_too_large",),
    ),
    "many cells.xlsx": (
        lambda: remade({"xl/media/x.bin": NOISE}, sheet(HEADING + f"<row>{'<c/>' * 20}</row>" * 15_000)),
        ("archive_too_large",),
    ),
    "laughs.xlsx": (lambda: sheet(ENTITY_ROW.format("i"), LAUGHS), ("workbook_unreadable",)),
    "outside.xlsx": (lambda: sheet(ENTITY_ROW.format("out"), OUTSIDE), ("workbook_unreadable",)),
    "broken.xlsx": (lambda: sheet("<row><c></row>"), ("workbook_unreadable",)),
    "wrong types.xlsx": (
        lambda: remade({CONTENT_TYPES: part_of(CONTENT_TYPES).replace(PLAIN, b"text/plain")}),
        ("workbook_unreadable",),
    ),
    "no sheets.xlsx": (lambda: remade({SHEET: None}), ("workbook_unreadable", "file_empty")),
    "far cell.xlsx": (far_cell, ("diary_without_rows",)),
    "formula.xlsx": (
        lambda: sheet(f'{HEADING}<row r="2">{ALMONDS}<c r="B2"><f>15*2</f></c></row>'),
        ("draft_formula",),
    ),
    "cycle.xlsx": (
        lambda: sheet(f'{HEADING}<row r="2">{ALMONDS}<c r="B2"><f>B2+1</f></c></row>'),
        ("draft_formula",),
    ),
    "error.xlsx": (
        lambda: sheet(f'{HEADING}<row r="2">{ALMONDS}<c r="B2" t="e"><f>B2</f><v>#REF!</v></c></row>'),
        ("not_a_number",),
    ),
}
# strange, and yet there is something to read in it
READABLE: Mapping[str, Callable[[], bytes]] = {
    "fifty thousand empty rows.xlsx": lambda: remade(
        {"xl/media/x.bin": NOISE},
        sheet(f'{HEADING}<row r="2">{ALMONDS}<c r="B2"><v>30</v></c></row>' + "<row/>" * 50_000),
    ),
    "the same row.xlsx": lambda: remade(
        {"xl/media/x.bin": NOISE},
        sheet(f'{HEADING}<row r="2">{ALMONDS}<c r="B2"><v>30</v></c></row>' + '<row r="2"/>' * 50_000),
    ),
    "worked out.xlsx": lambda: sheet(f'{HEADING}<row r="2">{ALMONDS}<c r="B2"><f>15*2</f><v>30</v></c></row>'),
}
