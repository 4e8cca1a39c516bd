"""A report in words, for every view alike: screen, workbook and command line say the same."""

import re
from collections.abc import Sequence

from nutrition.advice import SupplementSuggestion
from nutrition.errors import ImportProblems, NutritionError
from nutrition.findings import Finding
from nutrition.foods import Food
from nutrition.handbook import Handbook
from nutrition.helpful import HelpfulFood
from nutrition.intake import Intake, IntakeLine
from nutrition.measures import Basis, Measure
from nutrition.own_foods import PORTION_G
from nutrition.plan import LifeStage, Person
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.likely import likely_rows
from nutrition.views.reference_words import certainty_rows, room_words, target_words

ADULT_YEARS = 18
MOST_PROBLEMS = 20
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
# where more than supplements counts towards the upper level, the sentence says so
ADDED = {"ul_exceeded": "ul_exceeded_added", "no_amount_ul_reached": "no_amount_ul_reached_added"}
WHOLE_PERCENT = 99.5  # what is written as 100 % is the whole gap


def joined(names: Sequence[str], text: Text) -> str:
    """Return a list in words: "oats, milk and kale"."""
    if len(names) < 2:
        return "".join(names)
    return text("unknown.names_and", names=", ".join(names[:-1]), last=names[-1])


def food_names(foods: Sequence[Food], text: Text) -> str:
    """Return the names of foods as a list in words."""
    return joined([text("unknown.name", name=food.name(text.language)) for food in foods], text)


def sex_words(person: Person, text: Text) -> str:
    """Return woman, man, girl or boy."""
    return text(f"sex.{person.sex}" if person.age_years >= ADULT_YEARS else f"sex_young.{person.sex}")


def person_words(report: Report, text: Text) -> str:
    """Return who the report is about and whose values it uses, in one line."""
    person = report.plan.person
    key = "person_line" if person.life_stage is LifeStage.NONE else "person_line_stage"
    return text(
        f"page.my_day.{key}",
        sex=sex_words(person, text),
        age_years=person.age_years,
        life_stage=text(f"life_stage.{person.life_stage}"),
        authority=report.authority.short(text.language),
    )


def amount_words(line: IntakeLine, text: Text) -> str:
    """Return how much of a food was eaten, as it was entered: a measure or grams."""
    if line.details.per_portion:
        return text("own.portions", count=line.portion_g / PORTION_G)
    if line.measure is None:
        return f"{text.number(line.portion_g)} g"
    return portion_words(line.item.amount or 1, line.measure, text)


def portion_words(amount: float, measure: Measure, text: Text) -> str:
    """Return an amount of a measure: "1 handful", "2 tablespoons" for one of those, "3 × 2 tablespoons" for three."""
    name = measure.name(text.language)
    counted = name[0].isdigit() or name.split()[0] in text("app.counted").split()
    if counted:
        return name if amount == 1 else f"{text.number(amount, 2)} × {name}"
    return f"{text.number(amount, 2)} {name}"


def usual_words(portion: Measure, text: Text) -> str:
    """Return a usual portion with its weight."""
    return with_weight(portion_words(1, portion, text), portion, text)


def measure_words(measure: Measure, text: Text) -> str:
    """Return a measure with its weight, without an amount."""
    return with_weight(measure.name(text.language), measure, text)


def with_weight(name: str, measure: Measure, text: Text) -> str:
    """Return a measure with the weight of one, in the brackets that it may already end in; an estimate says so."""
    key = "weight_about" if measure.basis is Basis.ESTIMATE else "weight"
    weight = text(f"app.{key}", weight_g=measure.one_g)
    if name.endswith(")"):
        return name if weight in name else f"{name[:-1]}, {weight})"
    return f"{name} ({weight})"


def helpful_words(helpful: HelpfulFood, text: Text) -> str:
    """Return a food that helps, its portion and what it adds."""
    return f"{helpful.food.name(text.language)}, {usual_words(helpful.measure, text)}: {adds_words(helpful, text)}"


def adds_words(helpful: HelpfulFood, text: Text) -> str:
    """Return what a food adds, and what part of the gap that is."""
    key = "food_adds" if helpful.gap_percent < WHOLE_PERCENT else "food_adds_all"
    return text(f"page.my_day.{key}", magnesium_mg=helpful.magnesium_mg, gap_percent=helpful.gap_percent)


def total_words(intake: Intake, value_mg: float, text: Text) -> str:
    """Return an amount of an intake, as "at least" when a food in it has no value."""
    return text("report.at_least_mg" if intake.at_least else "report.value_mg", value_mg=value_mg)


def taken_label(report: Report, text: Text) -> str:
    """Return where what is taken besides food comes from: supplements alone, or more than these."""
    return text("report.supplements" if report.ledger.only_supplements else "report.supplements_added")


def summary(report: Report, text: Text) -> list[tuple[str, str]]:
    """Return the numbers of a report as pairs of a label and words, in reading order."""
    intake, assessment = report.intake, report.assessment
    rows = [
        (text("report.person"), person_words(report, text)),
        (text("report.days"), text("report.days_count", count=intake.days)),
        (text("report.intake"), total_words(intake, intake.total_mg, text)),
        *likely_rows(report, text),
        (text("report.food"), total_words(intake, intake.food_mg, text)),
        (taken_label(report, text), text("report.value_mg", value_mg=intake.supplement_mg)),
        (text("report.target"), target_words(report.reference, text)),
    ]
    if assessment.gap_mg is not None and assessment.target_percent is not None:
        uncertain = assessment.at_least and assessment.gap_mg > 0
        gap = text("report.at_most_mg" if uncertain else "report.value_mg", value_mg=assessment.gap_mg)
        percent_key = "report.at_least_percent" if assessment.at_least else "report.value_percent"
        percent = text(percent_key, value_percent=assessment.target_percent)
        rows += [(text("report.gap"), gap), (text("report.percent"), percent)]
    return [*rows, *certainty_rows(report, text), (text("report.room"), room_words(report, text))]


def formula_words(formula: str) -> str:
    """Return a formula as chemists write it.

    >>> formula_words("Mg3(C6H5O7)2.9H2O")
    'Mg₃(C₆H₅O₇)₂·9H₂O'
    """
    lowered = re.sub(r"(?<=[A-Za-z)])[0-9]+", lambda digits: digits.group().translate(SUBSCRIPTS), formula)
    return lowered.replace(".", "·")


def unit_words(units: int, suggestion: SupplementSuggestion, handbook: Handbook, text: Text) -> str:
    """Return "tablet", "tablets" … for so many units of the supplement that is suggested."""
    product = handbook.product(suggestion.form.form)
    return text(f"unit.{product.unit_en if product else 'unit'}", count=units)


def suggestion_words(report: Report, handbook: Handbook, text: Text) -> list[str]:
    """Return the supplement that is suggested, in sentences; an empty list when none is."""
    found = report.suggestion
    if found is None:
        return []
    product, compound = handbook.product(found.form.form), found.form.name(text.language)
    plain = product.plain(text.language) if product else compound
    units = [f"{text.number(n, 0)} {unit_words(n, found, handbook, text)}" for n in found.per_moment]
    moments = text("supplement.moment_one")
    if len(units) > 1:
        moments = text("supplement.moment_two", first=units[0], second=units[1])
    sentences = [
        text(
            "finding.supplement",
            count=found.units,
            unit=unit_words(found.units, found, handbook, text),
            unit_mg=found.unit_mg,
            plain=plain,
            dose_mg=found.dose_mg,
        ),
        text(
            "supplement.salt",
            salt_mg=found.salt_mg,
            compound=compound[0].lower() + compound[1:],
            formula=formula_words(found.form.formula),
        ),
        moments,
        text("supplement.as_eaten"),
    ]
    return [*sentences, text("supplement.unverified")] if product is None or product.unverified else sentences


def worded(report: Report, handbook: Handbook, text: Text) -> list[tuple[Finding, list[str]]]:
    """Return every finding with its sentences, in reading order."""
    return [(found, _sentences(found.code, dict(found.values), report, handbook, text)) for found in report.findings]


def finding_words(report: Report, handbook: Handbook, text: Text) -> list[tuple[str, str]]:
    """Return every sentence of the findings as a pair of its severity and its words, in reading order."""
    return [
        (found.severity.value, sentence)
        for found, sentences in worded(report, handbook, text)
        for sentence in sentences
    ]


def _sentences(code: str, values: dict[str, object], report: Report, handbook: Handbook, text: Text) -> list[str]:
    if code == "supplement":
        return suggestion_words(report, handbook, text)
    if code == "foods_that_help":
        names = food_names([helpful.food for helpful in report.helpful_foods[:3]], text)
        return [text("finding.foods_that_help", names=names)]
    if code == "unknown_foods":
        values["names"] = food_names(report.intake.unknown_foods, text)
    if code.startswith("no_ul_"):
        values["taken"] = text("ledger.taken.supplements" if report.ledger.only_supplements else "ledger.taken.added")
    if "authority" in values:
        values["authority"] = report.authority.short(text.language)
    if code == "target_met" and report.assessment.at_least:
        code = "target_met_at_least"
    if code in ADDED and not report.ledger.only_supplements:
        code = ADDED[code]
    return [text(f"finding.{code}", **values)]


def error_words(error: NutritionError, text: Text) -> list[str]:
    """Return what is wrong, in sentences: one, or for a file one on the whole and one for each problem in it."""
    problems, count = (error.problems, error.count) if isinstance(error, ImportProblems) else ((), 0)
    told = [text.error(error), *(text.error(problem) for problem in problems[:MOST_PROBLEMS])]
    more = count - MOST_PROBLEMS
    return [*told, text("report.more_problems", count=more)] if more > 0 else told
