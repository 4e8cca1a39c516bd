"""Every number that a typed text can stand for: an oracle for `read_number`, with a grammar of its own."""

import re


def readings(typed: str) -> set[float]:
    """Return the values a Dutch and an English reader could give; one group of three after a zero is no group.

    A reader accepts plain digits or groups of three parted by one kind of mark, then decimals after the other mark.
    """
    plain, found = typed.strip(), set()
    sign = -1 if plain.startswith("-") else 1
    plain = plain.removeprefix("-")
    for decimal, mark in ((",", "."), (".", ",")):
        whole, point, rest = plain.partition(decimal)
        if (rest and not rest.isdecimal()) or not (whole or rest):
            continue
        grouped = re.fullmatch(rf"[1-9]\d{{0,2}}(?:(?:{re.escape(mark)}\d{{3}})+|(?: \d{{3}})+)", whole)
        if whole == "" or whole.isdecimal() or grouped:
            digits = re.sub(r"\D", "", whole) or "0"
            found.add(sign * float(f"{digits}.{rest or 0}" if point else digits))
    return found
