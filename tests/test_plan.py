"""Values that cannot be are refused where they are made, with a code that both languages can word."""

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from nutrition import LifeStage, Person, Plan, PlanError, PlanItem, Sex, SupplementDose, SupplementWish, make_report
from nutrition.handbook import Handbook
from nutrition.text import Text
from nutrition.views.words import summary

WOMAN = Person(age_years=40, sex=Sex.FEMALE)
NO_NUMBERS = (True, False, math.nan, math.inf, -math.inf, "30", "", None, [30], 10**400, np.nan, np.bool_(True), 3 + 0j)


def item(**values: object) -> PlanItem:
    return PlanItem(**{"food_id": "usda-12061"} | values)  # type: ignore[arg-type]


def woman(**values: object) -> Person:
    return Person(**{"age_years": 40, "sex": Sex.FEMALE} | values)  # type: ignore[arg-type]


def dose(value: object) -> SupplementDose:
    return SupplementDose(form="citrate", elemental_mg=value)  # type: ignore[arg-type]


def wish(value: object) -> SupplementWish:
    return SupplementWish(unit_mg=value)  # type: ignore[arg-type]


def plan(**values: object) -> Plan:
    return Plan(**{"person": WOMAN} | values)  # type: ignore[arg-type]


def short(value: object) -> str:
    """Return a value as the name of a test."""
    return str(value)[:20]


def refused(make: Callable[[], object], code: str, texts: dict[str, Text]) -> None:
    with pytest.raises(PlanError) as caught:
        make()
    assert caught.value.code == code
    for text in texts.values():
        words = text.error(caught.value)
        assert words.endswith(".")
        assert "{" not in words


NUMBERS: dict[str, tuple[Callable[[object], object], tuple[object, ...], tuple[object, ...]]] = {
    "age_out_of_range": (lambda v: woman(age_years=v), (-1e-9, 120.000001, 150, 1e300), (0, 0.5, 120)),
    "grams_out_of_range": (lambda v: item(grams=v), (-30, 0, 0.0099, 5000.1, 1e300), (0.01, 5000)),
    "amount_out_of_range": (lambda v: item(measure="cup", amount=v), (-1, 0, 0.0099, 500.1), (0.01, 500)),
    "day_out_of_range": (lambda v: item(grams=1, day=v), (0, -1, 367, 1.5), (1, 366, 2.0)),
    "dose_out_of_range": (dose, (-0.1, 5000.1), (0, 5000)),
    "unit_out_of_range": (wish, (0, 0.99, 1000.1, -100), (1, 1000)),
}
# None stands for "left out" in these two
LEFT_OUT = {"grams_out_of_range": "grams_or_measure", "amount_out_of_range": None}


@pytest.mark.parametrize(
    ("code", "value"),
    [(code, value) for code, (_, wrong, _) in NUMBERS.items() for value in (*wrong, *NO_NUMBERS)],
    ids=short,
)
def test_numbers_that_cannot_be(code: str, value: object, texts: dict[str, Text]) -> None:
    make = NUMBERS[code][0]
    expected = LEFT_OUT.get(code, code) if value is None else code
    if expected is None:
        make(value)
    else:
        refused(lambda: make(value), expected, texts)


@pytest.mark.parametrize(
    ("code", "value"), [(code, value) for code, (_, _, right) in NUMBERS.items() for value in right]
)
@pytest.mark.parametrize("kind", [lambda v: v, float, np.float64])
def test_the_limits_themselves_are_welcome(code: str, value: float, kind: Callable[[float], float]) -> None:
    assert NUMBERS[code][0](kind(value))


@pytest.mark.parametrize("days", [-1, 367, 1.5, math.nan, math.inf, True, "2", [1]])
def test_days_that_cannot_be(days: object, texts: dict[str, Text]) -> None:
    refused(lambda: plan(days=days), "day_out_of_range", texts)


@pytest.mark.parametrize("days", [False, "", []])
def test_days_that_are_nothing_are_not_left_out(days: object, texts: dict[str, Text]) -> None:
    refused(lambda: plan(days=days), "day_out_of_range", texts)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: woman(sex="x"), "unknown_sex"),
        (lambda: woman(sex=None), "unknown_sex"),
        (lambda: woman(life_stage="zwanger"), "unknown_life_stage"),
        (lambda: woman(ask_first="maybe"), "unknown_answer"),
        (lambda: woman(ask_first=False), "unknown_answer"),
        (lambda: woman(age_years=8.9, life_stage="pregnant"), "life_stage_impossible"),
        (lambda: woman(age_years=60.1, life_stage="lactating"), "life_stage_impossible"),
        (lambda: woman(sex=Sex.MALE, life_stage="pregnant"), "life_stage_impossible"),
        (lambda: item(food_id="", grams=1), "food_id_missing"),
        (lambda: item(food_id=" \n", grams=1), "food_id_missing"),
        (lambda: item(food_id=5, grams=1), "food_id_missing"),
        (lambda: item(food_id=None, grams=1, day="x", meal=3), "food_id_missing"),
        (lambda: item(grams=1, meal="brunch"), "unknown_meal"),
        (item, "grams_or_measure"),
        (lambda: item(amount=2), "grams_or_measure"),
        (lambda: item(grams=1, measure="cup"), "grams_or_measure"),
        (lambda: item(grams=1, amount=2), "grams_or_measure"),
        (lambda: plan(days=2, items=(item(grams=1, day=3),)), "days_too_few"),
        (lambda: plan(name="x" * 201), "name_too_long"),
        (lambda: plan(name=5), "name_too_long"),
        (lambda: SupplementDose(form="citrate", elemental_mg=1, name="x" * 201), "name_too_long"),
    ],
)
def test_what_cannot_be(make: Callable[[], object], code: str, texts: dict[str, Text]) -> None:
    refused(make, code, texts)


@pytest.mark.parametrize(
    "make",
    [
        lambda: item(measure=5),
        lambda: item(measure=["cup"]),
        lambda: item(measure={"cup": 1}),
        lambda: SupplementDose(form=5, elemental_mg=1),  # type: ignore[arg-type]
        lambda: SupplementDose(form=["citrate"], elemental_mg=1),  # type: ignore[arg-type]
        lambda: SupplementWish(form=None),  # type: ignore[arg-type]
        lambda: SupplementWish(form=["citrate"]),  # type: ignore[arg-type]
    ],
)
def test_words_are_words(make: Callable[[], object], texts: dict[str, Text]) -> None:
    with pytest.raises(PlanError) as caught:
        make()
    assert all(text.error(caught.value) for text in texts.values())


def test_the_days_of_a_plan() -> None:
    assert plan().days == 1
    assert plan(items=[item(grams=1, day=5), item(grams=1, day=2)]).days == 5
    assert plan(items=[item(grams=1)], days=7).days == 7
    assert plan(items=[item(grams=1)]).items == (item(grams=1),)


def test_words_become_choices() -> None:
    person = woman(sex="female", life_stage="pregnant")
    assert person == Person(age_years=40, sex=Sex.FEMALE, life_stage=LifeStage.PREGNANT)
    assert isinstance(person.sex, Sex)
    assert item(measure="cup").amount == 1.0


@pytest.mark.parametrize("kind", [np.float64, np.float32, np.int64, np.int8, Fraction])
def test_any_kind_of_number_is_the_same_number(
    kind: Callable[[int], float], small_handbook: Handbook, texts: dict[str, Text]
) -> None:
    def told(make: Callable[[int], float]) -> list[list[tuple[str, str]]]:
        # 35 g of almonds is 94.5 mg: a number that Dutch and English write in different ways
        taken = SupplementDose(form="citrate", elemental_mg=make(50))
        some = Plan(person=woman(age_years=make(40)), items=(item(grams=make(35)),), supplements=(taken,))
        report = make_report(some, small_handbook, "efsa")
        return [summary(report, text) for text in texts.values()]

    assert told(kind) == told(int)
