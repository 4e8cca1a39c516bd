"""What is looked at together: three numbers, what brings the magnesium, and before beside after, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from nutrition.before_after import BeforeAfter
from nutrition.handbook import Handbook
from nutrition.intake import OTHERS, largest
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.shares import share_words
from nutrition.views.words import taken_label, worded

MOST_FOODS = 5
# what stands beside the numbers because without it they would say too much
BESIDE = frozenset(
    "no_reference reference_unchecked reference_by_feeding unknown_foods ul_exceeded ul_medicine".split()
)
LEAST_SHOWN_MG = 0.05  # less is written as 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One large number: what it is, how sure ("at least"), the number in words and its unit.

    Where there is none, `number` is empty and `label` says so.
    """

    label: str
    least: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bringer:
    """A food, or everything taken besides food, with what it brings a day; `is_new` where it was not before."""

    name: str
    brings: str
    is_new: bool = False


def figures(report: Report, text: Text) -> tuple[Figure, ...]:
    """Return intake, target and what is open: the three numbers of My day."""
    intake, target, gap_mg = report.intake, report.reference.target, report.assessment.gap_mg
    label = text("page.consult.intake")
    if intake.days > 1:
        label = text("page.consult.intake_mean", count=intake.days)
    at_least = text("excel.at_least") if intake.at_least else ""
    first = Figure(label=label, least=at_least, number=text.number(intake.total_mg))
    if target is None or gap_mg is None:
        return first, Figure(label=text("page.my_day.intake_no_target"))
    kind = text("page.my_day.target_kind", kind=target.published_as, by=target.published_by)
    at_most = text("excel.at_most") if intake.at_least and gap_mg > 0 else ""
    return (
        first,
        Figure(label=kind[0].upper() + kind[1:], number=text.number(target.mg)),
        Figure(label=text("excel.handout_gap"), least=at_most, number=text.number(gap_mg)),
    )


def bringers(
    report: Report, labels: Mapping[str, str], text: Text, new_foods: frozenset[str] = frozenset()
) -> tuple[Bringer, ...]:
    """Return what brings the magnesium, the largest first, and last what is taken besides food.

    `labels` are the names of the foods by id, no two the same.
    """
    shares = largest(report.intake.by_food, MOST_FOODS)
    found = [
        Bringer(
            name=text("page.my_day.others") if share.key == OTHERS else labels[share.key],
            brings=share_words(share, text),
            is_new=share.key in new_foods,
        )
        for share in shares
    ]
    if report.intake.supplement_mg:
        found.append(Bringer(name=taken_label(report, text), brings=text.mg(report.intake.supplement_mg)))
    return tuple(found)


def beside_words(report: Report, handbook: Handbook, text: Text) -> list[tuple[str, str]]:
    """Return the sentences without which the numbers would say too much, each with its severity."""
    return [
        (found.severity.value, " ".join(said)) for found, said in worded(report, handbook, text) if found.code in BESIDE
    ]


def difference_words(beside: BeforeAfter, text: Text) -> str:
    """Return how much more or less comes in than before, and never more exactly than it is known."""
    more_mg = beside.difference_mg
    if abs(more_mg) < LEAST_SHOWN_MG:
        return text(f"page.consult.same.{beside.known}")
    if more_mg > 0:
        return text(f"page.consult.more.{beside.known}", more_mg=more_mg)
    return text(f"page.consult.less.{beside.known}", less_mg=-more_mg)
