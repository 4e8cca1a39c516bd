"""The consultation: what may be said of before and after, the large numbers, and one handout for page and workbook."""

from dataclasses import replace

import pytest
from handbook_fixture import TEXTS, small_book
from hypothesis import given
from hypothesis import strategies as st
from strategies import FOOD_IDS, plans, weighed_items

from nutrition import Handbook, OwnFood, Person, Plan, PlanItem, Sex, SupplementDose, make_report
from nutrition.before_after import BeforeAfter, Known, before_after
from nutrition.food_first import suggest_plans
from nutrition.text import LANGUAGES, Text
from nutrition.views.book_foods import book_foods
from nutrition.views.cells import Look
from nutrition.views.consultation import bringers, difference_words, figures
from nutrition.views.handout import MOST_FOODS, MOST_SUGGESTIONS, Handout, make_handout
from nutrition.views.pages._handout import sheet
from nutrition.views.sheets import sheets
from nutrition.wishes import Diet

AUTHORITY = "gezondheidsraad"
WOMAN = Person(age_years=40, sex=Sex.FEMALE, ask_first="no")
ALMONDS, SPINACH, UNKNOWN, OTHER_UNKNOWN = "usda-12061", "usda-11458", "usda-99001", "usda-99002"

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)
# foods without a value are in most of these plans
some_items = st.lists(
    st.one_of(weighed_items((UNKNOWN, OTHER_UNKNOWN)), weighed_items(FOOD_IDS)), max_size=5
)  # fmt: skip


def plan_of(*items: PlanItem, **more: object) -> Plan:
    return Plan(person=WOMAN, items=items, **more)


def eaten(food_id: str, grams: float, day: int = 1) -> PlanItem:
    return PlanItem(food_id=food_id, grams=grams, day=day)


def beside(before: Plan, after: Plan) -> BeforeAfter:
    book = small_book()
    return before_after(make_report(before, book, AUTHORITY), make_report(after, book, AUTHORITY))


# --- What may be said of the difference


@given(plan=plans())
def test_nothing_changed_is_no_difference(plan: Plan) -> None:
    both = beside(plan, plan)
    assert (both.difference_mg, both.known, both.new_foods) == (0, Known.WHOLLY, frozenset())


@given(before=some_items, after=some_items, true_mg=st.tuples(st.floats(0, 900), st.floats(0, 900)))
def test_the_difference_holds_whatever_the_unknown_foods_hold(
    before: list[PlanItem], after: list[PlanItem], true_mg: tuple[float, float]
) -> None:
    """Had the foods without a value been measured, the difference would be what was said, at least it, or at most."""
    first, second = plan_of(*before), plan_of(*after)
    values = dict(zip((UNKNOWN, OTHER_UNKNOWN), true_mg, strict=True))

    def hidden_mg(plan: Plan) -> float:
        return sum((item.grams or 0) * values.get(item.food_id, 0) / 100 for item in plan.items) / plan.days

    both = beside(first, second)
    said_mg = both.after.intake.total_mg - both.before.intake.total_mg
    assert both.difference_mg == said_mg
    true = said_mg + hidden_mg(second) - hidden_mg(first)
    if both.known is Known.WHOLLY:
        assert true == pytest.approx(said_mg, abs=1e-3)
    elif both.known is Known.AT_LEAST:
        assert true >= said_mg - 1e-3
    elif both.known is Known.AT_MOST:
        assert true <= said_mg + 1e-3
    other_way = beside(second, first)
    turned = {Known.AT_LEAST: Known.AT_MOST, Known.AT_MOST: Known.AT_LEAST}
    assert other_way.difference_mg == -both.difference_mg
    assert other_way.known is turned.get(both.known, both.known)


KNOWN = {
    Known.WHOLLY: ((UNKNOWN, 50), (UNKNOWN, 50)),
    Known.AT_LEAST: ((UNKNOWN, 50), (UNKNOWN, 60)),
    Known.AT_MOST: ((UNKNOWN, 50), (UNKNOWN, 40)),
    Known.IN_PART: ((UNKNOWN, 50), (OTHER_UNKNOWN, 50)),
}


@pytest.mark.parametrize("known", Known)
def test_how_far_the_difference_is_known(known: Known) -> None:
    before, after = (plan_of(eaten(*unknown), eaten(ALMONDS, 30)) for unknown in KNOWN[known])
    assert beside(before, after).known is known


def test_the_mean_of_more_days_is_what_counts() -> None:
    """The same food on each of two days is as much a day as on one."""
    both = beside(
        plan_of(eaten(ALMONDS, 30), eaten(UNKNOWN, 50)),
        plan_of(*(eaten(food, grams, day) for day in (1, 2) for food, grams in ((ALMONDS, 30), (UNKNOWN, 50)))),
    )
    assert (both.difference_mg, both.known) == (0, Known.WHOLLY)


def test_a_new_food_is_one_that_was_not_there() -> None:
    both = beside(plan_of(eaten(ALMONDS, 30)), plan_of(eaten(ALMONDS, 60), eaten(SPINACH, 10)))
    assert both.new_foods == {SPINACH}


@pytest.mark.parametrize(
    ("grams", "known", "english", "dutch"),
    [
        (60, Known.WHOLLY, "81 mg more than at the starting point", "81 mg meer dan bij het beginpunt"),
        (60, Known.AT_LEAST, "At least 81 mg more than", "Minstens 81 mg meer dan"),
        (60, Known.AT_MOST, "At most 81 mg more than", "Hooguit 81 mg meer dan"),
        (20, Known.WHOLLY, "27 mg less than", "27 mg minder dan"),
        (20, Known.AT_LEAST, "At most 27 mg less than", "Hooguit 27 mg minder dan"),
        (20, Known.AT_MOST, "At least 27 mg less than", "Minstens 27 mg minder dan"),
        (20, Known.IN_PART, "As far as is known 27 mg less", "Voor zover bekend 27 mg minder"),
        (30, Known.WHOLLY, "As much as at", "Evenveel als bij"),
        (30, Known.AT_LEAST, "At least as much as", "Minstens evenveel als"),
        (30.01, Known.WHOLLY, "As much as at", "Evenveel als bij"),
    ],
)
def test_the_difference_in_words(grams: float, known: Known, english: str, dutch: str, texts: dict[str, Text]) -> None:
    before, after = (
        plan_of(eaten(*unknown), eaten(ALMONDS, weight))
        for unknown, weight in zip(KNOWN[known], (30, grams), strict=True)
    )
    both = beside(before, after)
    assert difference_words(both, texts["en"]).startswith(english)
    assert difference_words(both, texts["nl"]).startswith(dutch)


# --- The large numbers


@given(plan=plans(), authority=st.sampled_from(("gezondheidsraad", "nasem")))
def test_the_large_numbers_are_those_of_the_report(plan: Plan, authority: str) -> None:
    book = small_book()
    report = make_report(plan, book, authority)
    for text in TEXTS.values():
        shown = figures(report, text)
        assert shown[0].number == text.number(report.intake.total_mg)
        assert (text("excel.at_least") == shown[0].least) == report.intake.at_least
        if report.reference.target is None:
            assert [one.number for one in shown[1:]] == [""]
        else:
            assert shown[1].number == text.number(report.reference.target.mg)
            assert report.reference.target.published_by in shown[1].label
            assert shown[2].number == text.number(report.assessment.gap_mg)
            assert bool(shown[2].least) == (report.intake.at_least and bool(report.assessment.gap_mg))
        labels = {food_id: food.label for food_id, food in book_foods(plan, book, text).items()}
        rows = bringers(report, labels, text)
        taken = [row for row in rows if row.brings == text.mg(report.intake.supplement_mg)]
        assert bool(report.intake.supplement_mg) <= bool(taken)


# --- One handout


def handout_of(plan: Plan, handbook: Handbook, text: Text, authority: str = AUTHORITY) -> Handout:
    report = make_report(plan, handbook, authority)
    labels = {food_id: food.label for food_id, food in book_foods(plan, handbook, text).items()}
    return make_handout(report, handbook, suggest_plans(plan, handbook, authority), labels, text)


OWN = OwnFood(food_id="own-1", name="<script>alert(1)</script>", mg_per_100g=90)
DOSE = SupplementDose(form="citrate", elemental_mg=300, name="Pil van Jansen")


def handed(handbook: Handbook) -> dict[str, Plan]:
    everything = handbook.example_days[Diet.OMNIVORE]
    return {
        "day": plan_of(*everything, name="Mevrouw Jansen"),
        "own": plan_of(*everything[:3], eaten("own-1", 100), own_foods=(OWN,), name="Mevrouw Jansen"),
        "above": plan_of(*everything, supplements=(DOSE,), name="Mevrouw Jansen"),
        "unknown": plan_of(*everything, eaten("usda-2074", 30, day=2), name="Mevrouw Jansen"),
        "baby": replace(plan_of(*everything[:1]), person=Person(age_years=0.3, sex=Sex.FEMALE)),
        "toddler": replace(plan_of(*everything[:1]), person=Person(age_years=2, sex=Sex.FEMALE)),
    }


@in_both_languages
@pytest.mark.parametrize("name", ["day", "own", "above", "unknown", "baby", "toddler"])
def test_page_and_workbook_hand_out_the_same(
    name: str, language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    plan, text = handed(handbook)[name], texts[language]
    made = handout_of(plan, handbook, text)
    [paper] = [
        one
        for one in sheets(make_report(plan, handbook, AUTHORITY), handbook, text)
        if one.title == text("excel.sheet_handout")
    ]
    cells = [cell for row in paper.rows for cell in row if cell.value not in ("", None)]
    on_paper = [cell.value for cell in cells]
    for figure in made.figures:
        assert on_paper[on_paper.index(figure.label) + 1] == figure.mg
    for food in made.foods:
        mg = text("page.my_day.no_value") if food.mg is None else food.mg
        assert on_paper[on_paper.index(food.label) + 1] == mg
    said = [*made.helps, *made.ask, made.doctor, *made.small]
    assert [value for value in on_paper if value in said] == said
    looks = [cell.look for cell in cells if cell.look is Look.HAND_MG]
    assert len(looks) == len(made.figures) + len(made.foods) + made.names_others
    # and what the page makes of it holds every word of it, and no name
    html = sheet(made, text)
    assert "Jansen" not in html
    assert "<script" not in html
    assert ("&lt;script&gt;alert(1)&lt;/script&gt;" in html) == (name == "own")


@in_both_languages
def test_the_handout_never_says_that_all_is_well_when_it_is_not(
    language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    text, all_is_well = texts[language], texts[language]("excel.handout_nothing")
    made = {name: handout_of(plan, handbook, text) for name, plan in handed(handbook).items()}
    assert [name for name, one in made.items() if all_is_well in one.helps] == ["above"]
    # what is taken is above the upper level: that is said where one reads when to ask
    [ask] = made["above"].ask
    assert text.mg(50) in ask
    assert all(one.ask == () for name, one in made.items() if name != "above")
    assert made["toddler"].helps == (text("excel.handout_young"),)
    assert made["baby"].target is None
    assert len(made["day"].foods) == MOST_FOODS


@pytest.mark.parametrize("diet", [Diet.OMNIVORE, Diet.VEGETARIAN, Diet.VEGAN])
def test_two_suggestions_are_the_first_two_of_three(diet: Diet, handbook: Handbook) -> None:
    """The page asks for three and the workbook for two: what they show first is the same."""
    plan = plan_of(*handbook.example_days[diet][:6])
    three = suggest_plans(plan, handbook, AUTHORITY)
    assert len(three) > MOST_SUGGESTIONS
    assert three[:MOST_SUGGESTIONS] == suggest_plans(plan, handbook, AUTHORITY, most=MOST_SUGGESTIONS)
