"""The handout: what a client takes home, as values and words, the same on paper from the screen as in the workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nutrition import __version__
from nutrition.handbook import Handbook
from nutrition.intake import OTHERS, largest
from nutrition.report import Report
from nutrition.suggestion import Outcome, Suggestion
from nutrition.text import Text
from nutrition.views.food_first_words import told_suggestions
from nutrition.views.words import suggestion_words, worded

MOST_FOODS, MOST_SUGGESTIONS = 8, 2
ABOVE_UL = frozenset({"ul_exceeded", "ul_medicine"})
LEAST_SHOWN_MG = 0.5  # less is 0 mg on paper


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutFigure:
    """A figure with its label, and what is said beside it; `name` is what the workbook calls it."""

    name: str
    label: str
    mg: float | None
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutFood:
    """One of the client's own foods with what it brings a day; None where it has no value."""

    food_id: str
    label: str
    mg: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """One page: how the intake compares, the client's own foods, what would help, when to see a doctor, the sources.

    `taken` is the part of the intake that is no food, which is 0 mg for most. `others_mg` is what the foods bring that
    are not named. `ask` is what to ask a doctor or pharmacist now: what is taken is above the upper level. No name of a
    person is in it.
    """

    title: str
    compare_title: str
    intake: HandoutFigure
    taken: HandoutFigure
    target: HandoutFigure | None
    gap: HandoutFigure | None
    foods_title: str
    foods: tuple[HandoutFood, ...]
    others: str
    others_mg: float
    helps_title: str
    helps: tuple[str, ...]
    doctor_title: str
    ask: tuple[str, ...]
    doctor: str
    small: tuple[str, ...]

    @property
    def figures(self) -> tuple[HandoutFigure, ...]:
        """The figures as they are read: what is taken besides food only where something is."""
        said = (self.intake, self.taken if self.taken.mg else None, self.target, self.gap)
        return tuple(figure for figure in said if figure)

    @property
    def names_others(self) -> bool:
        """Whether the foods that are not named bring anything that paper shows."""
        return self.others_mg >= LEAST_SHOWN_MG


def make_handout(
    report: Report, handbook: Handbook, suggestions: Sequence[Suggestion], labels: Mapping[str, str], text: Text
) -> Handout:
    """Return the handout of a report; `labels` are the names of its foods by id, no two the same."""
    intake, found, target = report.intake, report.assessment, report.reference.target
    shares = [share for share in largest(intake.by_food, MOST_FOODS) if share.key != OTHERS]
    told = told_suggestions(suggestions, intake.days, text)[:MOST_SUGGESTIONS]
    helps = [" ".join(f"{change.what} ({change.brings})." for change in one.changes) for one in told]
    supplement = suggestion_words(report, handbook, text)
    helps += [" ".join(supplement)] if supplement else []
    ask = [" ".join(said) for one, said in worded(report, handbook, text) if one.code in ABOVE_UL]
    return Handout(
        title=text("excel.handout_title"),
        compare_title=text("excel.handout_compare"),
        intake=HandoutFigure(
            name="intake_total_mg",
            label=text("excel.handout_intake"),
            mg=intake.total_mg,
            said=text("excel.at_least") if intake.at_least else "",
        ),
        taken=HandoutFigure(
            name="intake_supplement_mg",
            label=text("excel.handout_taken" if report.ledger.only_supplements else "excel.handout_added"),
            mg=intake.supplement_mg,
        ),
        target=HandoutFigure(
            name="target_mg",
            label=text("report.target"),
            mg=found.target_mg,
            said=f"{target.published_as} · {target.published_by}",
        )
        if target
        else None,
        gap=HandoutFigure(name="gap_mg", label=text("excel.handout_gap"), mg=found.gap_mg) if target else None,
        foods_title=text("excel.handout_eat"),
        foods=tuple(
            HandoutFood(
                food_id=share.key,
                label=labels[share.key],
                mg=share.magnesium_mg if intake.food(share.key).mg_per_100g is not None else None,
            )
            for share in shares
        ),
        others=text("page.my_day.others"),
        others_mg=intake.food_mg - sum(share.magnesium_mg for share in shares),
        helps_title=text("excel.handout_helps"),
        helps=tuple(helps) or (_why_nothing(suggestions, text),),
        doctor_title=text("page.helps.doctor_title"),
        ask=tuple(ask),
        doctor=text("finding.see_a_doctor"),
        small=(
            text("app.boundary"),
            f"{text('report.sources')}: {'; '.join(source.citation for source, _ in report.sources_used)}",
            text("app.edition", edition=report.edition, version=__version__),
        ),
    )


def _why_nothing(suggestions: Sequence[Suggestion], text: Text) -> str:
    """Return why nothing is suggested: with a gap left open it is not that nothing has to be added."""
    outcome = suggestions[0].outcome
    if outcome is Outcome.TOO_YOUNG:
        return text("excel.handout_young")
    return text("excel.handout_nothing" if outcome is Outcome.NOTHING_OPEN else f"food_first.outcome.{outcome}")
