"""No amount above the upper level, and none under a stop: 100,000 persons through the core, samples through each view.

What has to come out is worked out here once more, in exact fractions, from values typed by hand and the rules of the
house; nothing of it is asked of the code under test.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from io import BytesIO
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from handbook_fixture import FOODS, TEXTS, small_book
from openpyxl import load_workbook
from strategies import AUTHORITIES, EDGES, FORMS
from test_advice import FORBIDDEN, REFUSED, amounts_in, everywhere, published, target_of
from test_medicines import AN_AMOUNT
from test_pages import answer, on_page, shown, to, visit
from test_reference_rows import UPPER_LEVELS

from nutrition import (
    AskFirst,
    DoseKind,
    Handbook,
    LifeStage,
    Person,
    Plan,
    PlanItem,
    Report,
    Sex,
    SupplementDose,
    SupplementWish,
    make_report,
)
from nutrition.medicines import DAY, Taken, day_clock
from nutrition.storage import write_plan
from nutrition.text import LANGUAGES, Text
from nutrition.views import cli
from nutrition.views.cli import report_lines
from nutrition.views.comparison import comparison_lines
from nutrition.views.excel import write_workbook
from nutrition.views.medicine_words import clock_words
from nutrition.wishes import Allergen, Diet, FoodWishes

SEED, CASES = 20260, 100_000
CLOSED_BELOW_MG = Fraction("0.05")  # shown as 0.0
COUNTS_DRINKS = {"who_fao"}  # its upper level counts what is dissolved in drinks as well
PER_KG = ("mhlw", 1, 18)  # its upper level from 1 to 18 years is per kg of body weight
MG_PER_100G = {food_id: mg for food_id, _, _, _, mg, _ in FOODS}
KNOWN = [food_id for food_id, mg in MG_PER_100G.items() if mg]
UNKNOWN = [food_id for food_id, mg in MG_PER_100G.items() if mg is None]
AGES = [*EDGES, *(edge - 1e-6 for edge in EDGES[1:]), *(edge + 1e-6 for edge in EDGES[:-1]), 3.99, 4.01]
UNITS = [
    "1", "1.5", "27.75", "33.3", "33.4", "48", "50", "62.5", "66.7", "80", "83.33", "83.34", "83.35", "100", "110",
    "116.67", "125", "187.5", "249.99", "250", "250.01", "300", "349.99", "350", "400", "999.99", "1000",
]  # fmt: skip
OFF = [Decimal(words) for words in ("0", "0.01", "-0.01", "0.000001", "-0.000001", "0.0000004", "-0.0000004", "0.04")]
GAPS = [Decimal(words) for words in ("-100", "0", "0.04", "0.049", "0.051", "0.06", "1", "40", "120")]
TAKEN = (SupplementDose(elemental_mg=60.7, kind=DoseKind.MULTIVITAMIN), SupplementDose(elemental_mg=20, form="oxide"))
FED = (PlanItem(food_id="usda-12061", grams=30),)


# --- Random cases, drawn to the edges


def decimal_of(random: Random, most: int) -> Decimal:
    """Draw an amount with one to four decimals."""
    places = random.choice((0, 1, 2, 2, 4))
    return Decimal(random.randint(0, most * 10**places)).scaleb(-places)


def person_of(random: Random) -> Person:
    age = random.choice(AGES) if random.random() < 0.5 else random.uniform(0, 120)
    sex = random.choice(tuple(Sex))
    stages = tuple(LifeStage) if sex is Sex.FEMALE and 9 <= age <= 60 else (LifeStage.NONE,)
    answers = (AskFirst.NO,) * 8 + (AskFirst.YES, AskFirst.NOT_ANSWERED)
    return Person(age_years=age, sex=sex, life_stage=random.choice(stages), ask_first=random.choice(answers))


def doses_of(random: Random, ul_mg: int | None, unit_mg: Decimal) -> tuple[SupplementDose, ...]:
    """Draw up to four doses whose sum lies at, just under or just over what leaves room for whole units."""
    count = random.randint(0, 4)
    if not count:
        return ()
    edge = Decimal(ul_mg or 250) - random.choice((0, 0, 1, 1, 2, 3, 7)) * unit_mg
    total = edge + random.choice(OFF) if random.random() < 0.7 else decimal_of(random, 500)
    total = max(total, Decimal(0))
    parts = [min(total, decimal_of(random, 100)) for _ in range(count - 1)]
    if sum(parts) > total:
        parts = [Decimal(0)] * (count - 1)
    return tuple(
        SupplementDose(
            elemental_mg=float(part),
            kind=random.choice(tuple(DoseKind)),
            form=random.choice(("", *FORMS)),
        )
        for part in (*parts, total - sum(parts))
    )


def items_of(random: Random, wanted_mg: Decimal) -> tuple[tuple[PlanItem, ...], int]:
    """Draw foods that bring about so much a day, over one to three days; sometimes one without a value among them."""
    days = random.choice((1, 1, 1, 2, 3))
    items = []
    if wanted_mg > 0:
        food_id = random.choice(KNOWN)
        grams = float(wanted_mg * days * 100 / Decimal(str(MG_PER_100G[food_id])))
        if 0.01 <= grams <= 5000:
            items.append(PlanItem(food_id=food_id, grams=grams, day=random.randint(1, days)))
    if random.random() < 0.15:
        items.append(
            PlanItem(food_id=random.choice(UNKNOWN), grams=random.randint(1, 200), day=random.randint(1, days))
        )
    return tuple(items), days


def wishes_of(random: Random) -> FoodWishes:
    return FoodWishes(diet=random.choice(tuple(Diet)), avoid=tuple(random.sample(tuple(Allergen), 2)))


def case_of(random: Random) -> tuple[Plan, str]:
    authority = random.choice(AUTHORITIES)
    person = person_of(random)
    unit = Decimal(random.choice(UNITS)) if random.random() < 0.7 else 1 + decimal_of(random, 400)
    doses = doses_of(random, published(UPPER_LEVELS[authority], person.age_years), unit)
    target, taken = target_of(person, authority), sum(Decimal(str(dose.elemental_mg)) for dose in doses)
    gap = random.choice((*GAPS, unit, unit + Decimal("0.01"), 2 * unit, 3 * unit - Decimal("0.01")))
    eaten = target - taken - gap if target and random.random() < 0.6 else decimal_of(random, 200)
    items, days = items_of(random, eaten)
    plan = Plan(
        person=person,
        items=items,
        days=days,
        supplements=doses,
        wish=SupplementWish(form=random.choice(FORMS), unit_mg=float(unit)),
        food_wishes=wishes_of(random) if random.random() < 0.1 else FoodWishes(),
    )
    return plan, authority


def cases(seed: int = SEED) -> Iterator[tuple[Plan, str]]:
    random = Random(seed)
    while True:
        yield case_of(random)


# --- What has to come out


def exact(value: float) -> Fraction:
    """Return a number as a person wrote it."""
    return Fraction(str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What has to come out: a code, "supplement", or "either" where a hair's breadth decides whether all is closed."""

    outcome: str
    stopped: bool
    taken: Fraction
    unit: Fraction
    ul: int | None = None
    gap: Fraction = Fraction(0)


def due(plan: Plan, authority: str) -> Due:
    person = plan.person
    taken = sum((exact(dose.elemental_mg) for dose in plan.supplements), Fraction(0))
    unit, ul = exact(plan.wish.unit_mg), published(UPPER_LEVELS[authority], person.age_years)
    target = target_of(person, authority)
    food = sum(
        (exact(item.grams or 0) * exact(MG_PER_100G[item.food_id] or 0) / 100 for item in plan.items), Fraction(0)
    )
    gap = (target or 0) - food / plan.days - taken
    known = Due(outcome="", stopped=True, taken=taken, unit=unit, ul=ul, gap=gap)

    def then(outcome: str, *, stopped: bool) -> Due:
        return Due(outcome=outcome, stopped=stopped, taken=known.taken, unit=known.unit, ul=ul, gap=gap)

    stop = ""
    if person.age_years < 4:
        stop = "no_amount_age"
    elif person.ask_first == "yes":
        stop = "no_amount_ask_first"
    elif person.ask_first != "no":
        stop = "no_amount_not_answered"
    elif ul is None:
        stop = "no_amount_no_ul"
    elif authority in COUNTS_DRINKS:
        stop = "no_amount_ul_counts_drinks"
    stopped = bool(stop)
    if target is None:
        return then("no_target", stopped=stopped)
    if abs(gap - CLOSED_BELOW_MG) < Fraction(1, 10**5):
        return then("either", stopped=stopped)
    if gap < CLOSED_BELOW_MG:
        return then("target_met", stopped=stopped)
    if stop:
        return then(stop, stopped=True)
    room = (ul or 0) - taken
    if room < CLOSED_BELOW_MG:
        return then("no_amount_ul_reached", stopped=True)
    # millionths of a mg are not weighed: where only they decide, no amount is as good as one
    if unit > room:
        return then("no_amount_unit_too_strong", stopped=False)
    return then("supplement" if room.denominator <= 10**6 else "maybe", stopped=False)


def outcome_of(report: Report) -> str:
    """Return the one thing that a report says of a supplement."""
    said = [
        found.code for found in report.findings if found.code.startswith("no_amount_") or found.code == "supplement"
    ]
    if not said:
        return "target_met" if report.finding("target_met") else "no_target"
    assert len(said) == 1, said
    return said[0]


def faults(report: Report, told: Due) -> list[str]:
    """Return what is wrong with a report; nothing when all is as it has to be."""
    found, suggestion, wrong = outcome_of(report), report.suggestion, []
    if told.outcome == "maybe":
        expected = found in ("supplement", "no_amount_unit_too_strong")
    elif told.outcome == "either":
        expected = found == "target_met" or not told.stopped or found.startswith("no_amount_")
    else:
        expected = found == told.outcome
    if not expected:
        wrong.append(f"{found}, not {told.outcome}")
    if (suggestion is not None) != (found == "supplement"):
        wrong.append("a suggestion without its finding")
    ledger = report.ledger
    if exact(ledger.total_mg) != told.taken or ledger.ul_mg != told.ul:
        wrong.append(f"the ledger holds {ledger.total_mg} of {ledger.ul_mg}")
    if told.stopped and told.outcome.startswith("no_amount_") and told.outcome not in ROOM_SHOWN:
        wrong += ["a room under a stop"] if ledger.room_mg is not None else []
    if ledger.room_mg is not None and told.ul is not None:
        left = max(Fraction(0), told.ul - told.taken)
        wrong += [] if left - Fraction(1, 10**6) < exact(ledger.room_mg) <= left else [f"a room of {ledger.room_mg}"]
    return [*wrong, *_dose_faults(report, told)]


ROOM_SHOWN = {"no_amount_ul_reached"}  # nothing is left, and that is said


def as_shown(mg: float) -> Decimal:
    """Return what a reader sees of an amount: one decimal, halves up."""
    return Decimal(str(mg)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _dose_faults(report: Report, told: Due) -> Iterator[str]:
    suggestion = report.suggestion
    if suggestion is None:
        return
    if told.stopped or told.ul is None:
        yield "an amount under a stop"
        return
    dose = suggestion.units * told.unit
    if exact(suggestion.dose_mg) != dose or exact(suggestion.unit_mg) != told.unit or suggestion.units < 1:
        yield f"{suggestion.units} of {suggestion.unit_mg} are not {suggestion.dose_mg}"
    if dose + told.taken > told.ul:
        yield f"{suggestion.dose_mg} above the room"
    if dose - told.unit >= told.gap + Fraction(1, 10**6):
        yield "a unit too many"
    # what fits to the hair fits; only where less than a millionth of a mg decides, the room is rounded down
    hair = Fraction(0) if 10**6 % (told.ul - told.taken).denominator == 0 else Fraction(1, 10**6)
    fits_one_more = dose + told.unit + told.taken <= told.ul - hair
    if dose < told.gap - Fraction(1, 10**6) and fits_one_more:
        yield "a unit too few"
    if sum(suggestion.per_moment) != suggestion.units:
        yield "moments that are not the units"
    if as_shown(suggestion.dose_mg) > as_shown(report.ledger.room_mg or 0):
        yield "shown above the room"


def branches(report: Report, told: Due, authority: str) -> Iterator[str]:
    """Name what a case has met, so that a check of nothing is seen."""
    yield told.outcome
    if authority == PER_KG[0] and PER_KG[1] <= report.plan.person.age_years < PER_KG[2]:
        yield "per kg"
    if told.ul is not None and told.taken:
        yield "ledger at the upper level" if told.taken == told.ul else "ledger beside it"
        yield from ("ledger a hair under" for _ in range(0 < told.ul - told.taken <= Fraction(1, 100)))
        yield from ("ledger a hair over" for _ in range(0 < told.taken - told.ul <= Fraction(1, 100)))
    if report.suggestion and told.ul:
        left = told.ul - told.taken - exact(report.suggestion.dose_mg)
        yield from ("fits to the hair" for _ in range(left == 0))
        yield from ("less than a unit left" for _ in range(0 < left < told.unit))
        yield from ("several units" for _ in range(report.suggestion.units > 1))
        yield from ("beside a medicine" for _ in range(report.ledger.brings(DoseKind.ANTACID, DoseKind.LAXATIVE)))
    elif told.outcome == "no_amount_unit_too_strong" and told.ul:
        yield from ("a hair too strong" for _ in range(told.unit - (told.ul - told.taken) <= Fraction(1, 100)))


AT_LEAST = {
    "no_target": 5_000, "target_met": 5_000, "supplement": 10_000, "maybe": 50,
    "no_amount_age": 2_000, "no_amount_ask_first": 2_000, "no_amount_not_answered": 2_000, "no_amount_no_ul": 2_000,
    "no_amount_ul_counts_drinks": 2_000, "no_amount_ul_reached": 1_000, "no_amount_unit_too_strong": 2_000,
    "per kg": 1_000, "ledger at the upper level": 1_000, "ledger beside it": 10_000, "ledger a hair under": 1_000,
    "ledger a hair over": 500, "fits to the hair": 500, "less than a unit left": 1_000, "several units": 2_000,
    "beside a medicine": 1_000, "a hair too strong": 500,
}  # fmt: skip


def test_a_hundred_thousand_persons() -> None:
    met: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    first: dict[str, object] = {}
    for plan, authority in islice(cases(), CASES):
        report, told = make_report(plan, small_book(), authority), due(plan, authority)
        met.update(branches(report, told, authority))
        for fault in faults(report, told):
            wrong[fault.split(" ")[0]] += 1
            first.setdefault(fault.split(" ")[0], (fault, authority, plan))
    assert first == {}, wrong
    assert {name: met[name] for name, least in AT_LEAST.items() if met[name] < least} == {}


def test_units_that_fit_to_the_hair_are_given() -> None:
    man = Person(age_years=40, sex=Sex.MALE, ask_first=AskFirst.NO)
    met = 0
    for hundredths in range(1_005, 12_500, 5):
        unit = Decimal(hundredths) / 100
        for units in range(1, min(6, int(125 / unit)) + 1):
            taken = SupplementDose(elemental_mg=float(250 - units * unit))
            plan = Plan(person=man, supplements=(taken,), wish=SupplementWish(unit_mg=float(unit)))
            suggestion = make_report(plan, small_book(), "efsa").suggestion
            # with 350 mg to reach, at least 100 mg stays open beside 250: all that fits is wanted
            assert suggestion, unit
            assert (suggestion.units, exact(suggestion.dose_mg)) == (units, Fraction(units * unit))
            met += 1
    assert met > 4_000


# --- The words of an amount


def as_pattern(entry: str) -> re.Pattern[str]:
    """Return an entry of the catalogue as what a reader may meet of it: a number or a few words for a value."""
    parts = re.split(r"(\{\w+\})", entry)
    return re.compile("".join(_place(part) if part.startswith("{") else re.escape(part) for part in parts))


def _place(placeholder: str) -> str:
    return r"[\d.,]+" if placeholder.endswith("_mg}") or placeholder == "{count}" else r"[^\n]{1,70}?"


AMOUNT_KEYS = (
    "finding.supplement.one", "finding.supplement.other", "finding.supplement_leaves_open", "supplement.salt",
    "supplement.moment_one", "supplement.moment_two", "finding.unit_cannot_be_split", "habit.heading",
    "habit.start_low", "habit.with_meal", "page.helps.take_over",
)  # fmt: skip
TEMPLATES = {language: [as_pattern(text.entries[key]) for key in AMOUNT_KEYS] for language, text in TEXTS.items()}
A_MG = re.compile(r"[0-9] mg\b")
MG_NAMED = re.compile(r"([\d.,]*\d) mg\b")
UNITS_NAMED = re.compile("|".join(words.pattern for words, _ in FORBIDDEN.values()), re.IGNORECASE)


def told_amounts(lines: Sequence[str], language: str) -> list[str]:
    """Return the lines that say how much of a supplement to take."""
    return [line for line in lines if any(words.search(line) for words in TEMPLATES[language])]


def typed(words: str, language: str) -> Decimal:
    """Return a number as it is written in a language."""
    plain = words.translate(str.maketrans(",.", ".,")) if language == "nl" else words
    return Decimal(plain.replace(",", ""))


def shown_room(lines: Sequence[str], text: Text) -> list[str]:
    """Return the lines that say how many mg an upper level leaves."""
    labels = (text("report.room"), text("ledger.room"))
    at_most = as_pattern(text.entries["page.my_day.ul_line"])
    return [
        line
        for line in lines
        if at_most.search(line) or any(A_MG.search(line.split(label, 1)[1]) for label in labels if label in line)
    ]


def known_figures(report: Report) -> set[str]:
    """Return every figure that a report may well show: what is eaten and taken, and what is published."""
    intake, found, text = report.intake, report.assessment, TEXTS["en"]
    values = [
        intake.food_mg, intake.supplement_mg, intake.total_mg, found.target_mg, found.gap_mg, found.ul_mg,
        found.above_ul_mg, report.bounds.low_mg, report.bounds.high_mg, report.bounds.known_margin_mg,
        *(dose.elemental_mg for dose in report.plan.supplements), *(line.magnesium_mg for line in intake.lines),
        *(line.portion_g for line in intake.lines), *(food.magnesium_mg for food in report.helpful_foods),
        *(food.gap_percent for food in report.helpful_foods), *(food.measure.one_g for food in report.helpful_foods),
        *(value.mg for value in (report.reference.ear, *report.reference.by_feeding) if value),
    ]  # fmt: skip
    return {text.number(value) for value in values if value is not None}


def silent_figures(report: Report, told: Due) -> set[str]:
    """Return what must not stand anywhere under a stop: the room, the unit asked for, the dose it would have been."""
    figures = [told.unit]
    if told.ul is not None:
        room = max(Fraction(0), told.ul - told.taken)
        figures += [room, min(room, max(told.gap, Fraction(0))), room // told.unit * told.unit]
    words = {TEXTS["en"].number(float(figure)) for figure in figures if figure >= 1}
    return words - known_figures(report)


def naming(lines: Sequence[str], figures: set[str], text: Text) -> list[str]:
    """Return the lines that name one of these figures in mg."""
    numbers = {text.number(float(words.replace(",", ""))) for words in figures}
    found = re.compile(rf"(?<![\d.,])(?:{'|'.join(map(re.escape, sorted(numbers)))}) mg\b")
    return [line for line in lines if numbers and found.search(line)]


def sample(count: int, seed: int) -> list[tuple[Plan, str, Due]]:
    """Return cases of which half are under a stop and a quarter end in an amount."""
    wanted = {"stop": count // 2, "supplement": count // 4, "other": count - count // 2 - count // 4}
    taken: list[tuple[Plan, str, Due]] = []
    for plan, authority in cases(seed):
        told = due(plan, authority)
        kind = "stop" if told.stopped else "supplement" if told.outcome == "supplement" else "other"
        if wanted[kind]:
            wanted[kind] -= 1
            taken.append((plan, authority, told))
        if not any(wanted.values()):
            return taken
    raise AssertionError("unreachable")


def check_lines(lines: list[str], report: Report, told: Due, language: str, *, times: int = 1) -> None:
    """Fail when lines say an amount that the core does not give, or not so many times the one that it does."""
    text = TEXTS[language]
    if report.ledger.no_room:
        assert shown_room(lines, text) == []
    suggestion = report.suggestion
    if suggestion is None:
        assert told_amounts(lines, language) == []
        if told.stopped:
            assert amounts_in(lines, language) == []
            assert naming(lines, silent_figures(report, told), text) == []
        return
    said = [line for line in lines if any(words.search(line) for words in TEMPLATES[language][:2])]
    assert len(said) == times
    assert all(f" {text.mg(suggestion.dose_mg)} " in one for one in said)
    assert all(f" {text.number(suggestion.unit_mg, 6)} mg " in one for one in said)
    salt = as_pattern(text.entries["supplement.salt"])
    others = [salt.sub("", line) for line in lines if UNITS_NAMED.search(line) or told_amounts([line], language)]
    most_mg = max(as_shown(suggestion.dose_mg), Decimal(str(suggestion.unit_mg)))
    places = [citation.locator for citation in suggestion.citations]
    for line in [line for line in others if not any(place in line for place in places)]:
        # what stays open under the upper level is no amount to take
        if not as_pattern(text.entries["finding.supplement_leaves_open"]).search(line):
            assert [words for words in MG_NAMED.findall(line) if typed(words, language) > most_mg] == []


# --- The views, sampled


def test_three_hundred_through_the_command_line() -> None:
    for plan, authority, told in sample(300, SEED + 1):
        report = make_report(plan, small_book(), authority)
        for language, text in TEXTS.items():
            check_lines(report_lines(report, small_book(), text), report, told, language)
            compared = comparison_lines([report], text)
            assert [*told_amounts(compared, language), *shown_room(compared, text)] == []


def test_forty_through_the_workbook() -> None:
    for place, (plan, authority, told) in enumerate(sample(40, SEED + 2)):
        report = make_report(plan, small_book(), authority)
        language = LANGUAGES[place % 2]
        content = write_workbook(report, small_book(), TEXTS[language])
        formulas, figures = load_workbook(BytesIO(content)), load_workbook(BytesIO(content), data_only=True)
        held = [cell.value for page in figures for row in page.iter_rows() for cell in row if cell.value is not None]
        # it stands on the summary, among the supplements and on the handout
        check_lines([words for words in held if isinstance(words, str)], report, told, language, times=3)
        worked_out = [str(cell.value) for page in formulas for row in page.iter_rows() for cell in row]
        # no formula either that would bring the room back
        assert any("ul_mg-intake_supplement_mg" in words for words in worked_out) is (report.ledger.no_room is None)
        if told.stopped:
            # foods and other authorities have figures of their own, that may happen to be the same
            keys = ("excel.sheet_foods", "excel.sheet_measures", "excel.sheet_reference")
            listed = [TEXTS[language](key) for key in keys]
            about = [page for page in figures if page.title not in listed]
            cells = [cell.value for page in about for row in page.iter_rows() for cell in row]
            numbers = {TEXTS["en"].number(value) for value in cells if isinstance(value, int | float)}
            rates = {TEXTS["en"].number(line.food.mg_per_100g or 0) for line in report.intake.lines}
            # what is open on one day is a figure of its own
            target_mg, taken_mg = report.assessment.target_mg or 0.0, report.intake.supplement_mg
            open_mg = {TEXTS["en"].number(target_mg - mg - taken_mg) for mg in report.intake.by_day_mg}
            assert silent_figures(report, told) & numbers - rates - open_mg == set()


def of_almonds(plan: Plan) -> Plan:
    """Return a plan whose foods the whole handbook has too: almonds hold 270 mg per 100 g in both."""
    items = tuple(PlanItem(food_id="usda-12061", grams=10 + place, day=1) for place in range(len(plan.items)))
    return replace(plan, items=items or FED)


def page_pieces(plan: Plan, language: str) -> dict[str, list[str]]:
    """Return what stands on the pages that speak about this person."""
    app = visit(language, plan)
    return {"my_day": shown(app)} | {page: shown(to(app, page)) for page in ("helps", "compare")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_thirty_through_the_pages(language: str, handbook: Handbook) -> None:
    text, seen = TEXTS[language], Counter[str]()
    authority = "gezondheidsraad"  # with which a page opens
    for drawn, _, _ in sample(15, SEED + 3 + LANGUAGES.index(language)):
        plan = of_almonds(drawn)
        report, told = make_report(plan, handbook, authority), due(plan, authority)
        pages = page_pieces(plan, language)
        seen[told.outcome] += 1
        for pieces in pages.values():
            if report.ledger.no_room:
                assert shown_room(pieces, text) == []
            if report.suggestion is None:
                assert told_amounts(pieces, language) == []
            if told.stopped:
                assert AN_AMOUNT.search("\n".join(pieces)) is None
        if report.suggestion:
            said = [piece for piece in pages["helps"] if any(one.search(piece) for one in TEMPLATES[language][:2])]
            assert len(said) == 1
            assert f" {text.mg(report.suggestion.dose_mg)} " in said[0]
    assert seen["supplement"] >= 1
    assert sum(seen[code] for code in seen if code.startswith("no_amount_")) >= 3


def test_the_search_for_an_amount_can_fail() -> None:
    for plan, authority, _ in sample(12, SEED + 5):
        report = make_report(plan, small_book(), authority)
        if report.suggestion is None or report.ledger.room_mg is None:
            continue
        for language, text in TEXTS.items():
            lines = report_lines(report, small_book(), text)
            assert told_amounts(lines, language)
            assert amounts_in(lines, language)
            assert shown_room(lines, text)
            room = {TEXTS["en"].number(report.ledger.room_mg)}
            assert naming(lines, room, text)


# --- The room under a stop


@pytest.mark.parametrize("taken", [(), TAKEN], ids=["nothing taken", "something taken"])
@pytest.mark.parametrize("person", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("authority", ["gezondheidsraad", "nasem", "mhlw", "who_fao"])
def test_no_room_beside_a_stop(person: Person, authority: str, taken: tuple[SupplementDose, ...]) -> None:
    report = make_report(Plan(person=person, items=FED, supplements=taken), small_book(), authority)
    assert report.ledger.room_mg is None
    assert report.ledger.no_room
    for text in TEXTS.values():
        lines = everywhere(report, text)
        assert shown_room(lines, text) == []
        assert any(text(f"no_room.{report.ledger.no_room}") in line for line in lines)
    if report.ledger.ul_mg is not None:
        # the upper level itself stays, as a published value
        left_mg = report.ledger.ul_mg - sum(dose.elemental_mg for dose in taken)
        assert report.assessment.room_under_ul_mg == pytest.approx(max(0, left_mg))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_room_is_shown_where_nothing_forbids_it(language: str) -> None:
    text, woman = TEXTS[language], Person(age_years=40, sex=Sex.FEMALE, ask_first=AskFirst.NO)
    plan = Plan(person=woman, items=FED, supplements=TAKEN)
    report = make_report(plan, small_book(), "gezondheidsraad")
    assert any(text.mg(169.3) in line for line in shown_room(report_lines(report, small_book(), text), text))
    drinks = make_report(plan, small_book(), "who_fao")
    assert drinks.ledger.room_mg is None
    assert any(text("no_room.counts_drinks") in line for line in report_lines(drinks, small_book(), text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_why_there_is_no_room(language: str) -> None:
    text = TEXTS[language]
    plan = Plan(person=REFUSED["yes"], items=FED, supplements=TAKEN)
    for pieces in page_pieces(plan, language).values():
        assert shown_room(pieces, text) == []
    assert any(text("no_room.ask_first") in piece for piece in pieces_of("helps", plan, language))


def pieces_of(page: str, plan: Plan, language: str) -> list[str]:
    return shown(to(visit(language, plan), page))


# --- Cautions, medicines and the other commands


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_condition_that_is_asked_about_ends_in_no_amount(language: str, handbook: Handbook) -> None:
    asked = [caution for caution in handbook.cautions if caution.asked]
    assert {caution.caution for caution in asked} == {"kidney", "ckd3", "myasthenia", "av_block", "bowel"}
    app = to(visit(language, Plan(person=Person(age_years=40, sex=Sex.FEMALE), items=FED)), "helps")
    question = on_page(app)
    before = TEXTS[language].entries["page.helps.stop_reasons"].partition("{")[0]
    [reasons] = [piece for piece in shown(app) if piece.startswith(before)]
    assert TEXTS[language]("page.helps.stop_question") in question
    for caution in asked:
        named = {"nl": "nierziekte", "en": "kidney disease"}[language]
        words = named if caution.caution in ("kidney", "ckd3") else caution.name(language)
        assert any(words in piece for piece in (TEXTS[language]("page.helps.stop_question"), reasons))
    assert AN_AMOUNT.search(question) is None
    answer(app, "no")
    assert told_amounts(shown(app), language)
    answer(app, "yes")
    assert AN_AMOUNT.search(on_page(app)) is None
    assert told_amounts(shown(app), language) == []


def test_a_condition_that_is_not_asked_about_follows_from_the_person(handbook: Handbook) -> None:
    assert {caution.caution for caution in handbook.cautions if not caution.asked} == {"child", "preg"}
    met = Counter[str]()
    for plan, authority in islice(cases(SEED + 6), 3_000):
        report = make_report(plan, small_book(), authority)
        met["child"] += plan.person.age_years < 4
        assert plan.person.age_years >= 4 or report.suggestion is None
        if plan.person.life_stage is not LifeStage.NONE and report.suggestion:
            met["preg"] += 1
            assert report.finding("ask_midwife")
    assert met["child"] > 100
    assert met["preg"] > 20


@pytest.mark.parametrize("person", [*REFUSED.values(), Person(age_years=40, sex=Sex.FEMALE, ask_first=AskFirst.NO)])
def test_the_clock_never_gives_an_amount(person: Person) -> None:
    random, book = Random(SEED), small_book()
    for _ in range(150):
        chosen = random.sample(book.medicines, random.randint(1, 3))
        day = [Taken(medicine=one, at_minutes=random.randrange(0, DAY, 15)) for one in chosen]
        moments = random.randint(1, 3)
        for language, text in TEXTS.items():
            words = clock_words(day_clock(day, moments=moments), chosen, person, moments, text)
            assert words
            for one in chosen:  # the name of a medicine may hold its own mg
                words = [line.replace(one.name(language), "") for line in words]
            assert [line for line in words if A_MG.search(line) or AN_AMOUNT.search(line)] == []
            assert told_amounts(words, language) == []


COMMANDS = (
    ("compare", "PLAN"), ("suggest", "PLAN"), ("report", "PLAN"), ("medicines",), ("forms",), ("guidance",),
    ("label", "500", "citrate", "--whole", "800"),
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", REFUSED.values(), ids=REFUSED)
def test_no_other_command_gives_an_amount(
    person: Person, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "load_handbook", lambda **_: small_book())
    path = tmp_path / "plan.toml"
    path.write_text(write_plan(Plan(person=person, items=FED, supplements=TAKEN)), encoding="utf-8")
    for name, *rest in COMMANDS:
        assert cli.main([name, *(str(path) if word == "PLAN" else word for word in rest), "--language", language]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) > 3
        # what the article says is told with its verdict, and a label with what one tablet holds: neither is advice
        advice = TEMPLATES[language][:4] if name == "guidance" else TEMPLATES[language]
        assert [line for line in lines if any(words.search(line) for words in advice)] == []
        assert [line for line in lines if AN_AMOUNT.search(line) and name != "label"] == []
        assert shown_room(lines, TEXTS[language]) == []


def test_a_ledger_that_leaves_something_out_would_be_seen() -> None:
    assert all(faults_of(kind) for kind in DoseKind)


def faults_of(kind: DoseKind) -> list[str]:
    """Return the faults when the ledger of a report forgets a kind: the oracle may not be fooled."""
    woman = Person(age_years=40, sex=Sex.FEMALE, ask_first=AskFirst.NO)
    plan = Plan(person=woman, items=FED, supplements=(SupplementDose(elemental_mg=200, kind=kind),))
    forgetful = make_report(Plan(person=woman, items=FED), small_book(), "efsa")
    return faults(forgetful, due(plan, "efsa"))
