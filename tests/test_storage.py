"""Plans as files: what is written reads back the same, and whatever is wrong is told, all of it, in words."""

import json
import math
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from handbook_fixture import TEXTS, small_book
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import persons

from nutrition import (
    DoseKind,
    ImportProblems,
    Ingredient,
    Meal,
    NutritionError,
    OwnFood,
    Person,
    Plan,
    PlanItem,
    Recipe,
    Sex,
    SupplementDose,
    SupplementWish,
)
from nutrition import make_report as walk
from nutrition.storage import KEYS, read_plan, write_plan
from nutrition.text import Text
from nutrition.views.words import error_words

NASTY = (
    '"',
    "'''",
    "\\",
    "\\u0041",
    "a\nb",
    "\r\n",
    "\t",
    "\x00",
    "\x7f",
    "\u2028",
    "\ufeff",
    "=1+1",
    "[[items]]",
    "# no",
)
names = st.one_of(st.sampled_from(NASTY), st.text(max_size=200))
ids = st.one_of(st.sampled_from(("usda-12061", '" x', "\\")), st.text(min_size=1, max_size=30)).filter(str.strip)
where = {"day": st.integers(1, 366), "meal": st.sampled_from(Meal)}
own_names = st.one_of(
    st.sampled_from(("=1+1", '"', "\\", "[[own_foods]]", "# no", "🍎", "\\u0041")),
    st.text(st.characters(categories=("L", "N", "P", "S")), max_size=100),
)
own_ids = st.lists(st.integers(1, 10**9).map("own-{}".format), unique=True, min_size=6, max_size=6)


@st.composite
def own_things(draw: st.DrawFn) -> tuple[tuple[OwnFood, ...], tuple[Recipe, ...]]:
    """Draw own foods, and recipes of any food, of those own foods and of an earlier recipe."""
    keys = draw(own_ids)
    called = [f"{draw(own_names)} {number}" for number in range(6)]
    foods = [
        OwnFood(
            food_id=key,
            name=name,
            mg_per_100g=draw(st.none() | st.floats(0, 100_000)),
            portion_g=draw(st.none() | st.floats(0.01, 5000)),
            label=draw(st.none() | ids),
            sure=draw(st.booleans()),
        )
        for key, name in zip(keys[:3], called[:3], strict=True)
    ]
    recipes = []
    # three of the heaviest parts, cooked to four times their weight, still make eight portions that can be eaten
    for place in range(3, 6):
        part = st.builds(Ingredient, food_id=ids | st.sampled_from(keys[:place]), grams=st.floats(1, 3300))
        parts = draw(st.lists(part, min_size=1, max_size=3))
        # a portion, an eighth of it, is at most 5,000 g
        cooked_g = min(8 * 5000.0, sum(one.grams for one in parts) * draw(st.floats(0.1, 4)))
        recipe = Recipe(
            food_id=keys[place], name=called[place], ingredients=tuple(parts), cooked_g=cooked_g, portions=8
        )
        recipes.append(recipe)
    return tuple(foods[: draw(st.integers(0, 3))]), tuple(recipes[: draw(st.integers(0, 3))])


stored_things = own_things()
stored_doses = st.builds(
    SupplementDose,
    form=st.one_of(st.just(""), ids),
    elemental_mg=st.floats(0, 5000),
    name=names,
    kind=st.sampled_from(DoseKind),
)
stored = st.builds(
    lambda own, **rest: Plan(own_foods=own[0], recipes=own[1], **rest),
    own=stored_things,
    person=persons(),
    items=st.lists(
        st.one_of(
            st.builds(PlanItem, food_id=ids, grams=st.floats(0.01, 5000), **where),
            st.builds(PlanItem, food_id=ids, measure=ids, amount=st.floats(0.01, 500), **where),
            st.builds(PlanItem, food_id=ids, measure=ids, **where),
        ),
        max_size=4,
    ),
    supplements=st.lists(stored_doses, max_size=2),
    wish=st.builds(SupplementWish, form=ids, unit_mg=st.floats(1, 1000)),
    days=st.sampled_from((None, 366)),
    name=names,
)


@given(plan=stored)
def test_what_is_written_reads_back_the_same(plan: Plan) -> None:
    assert read_plan(write_plan(plan).encode()) == plan


def test_a_byte_order_mark_and_windows_lines_are_no_problem() -> None:
    plan = Plan(person=Person(age_years=40, sex=Sex.FEMALE), items=(PlanItem(food_id="usda-12061", grams=30),))
    assert read_plan(b"\xef\xbb\xbf" + write_plan(plan).replace("\n", "\r\n").encode()) == plan


def test_a_file_of_before_the_kinds_reads_as_it_did() -> None:
    old = PERSON + b'[[supplements]]\nform = "citrate"\nelemental_mg = 150.0\nname = "x"\n'
    [dose] = read_plan(old).supplements
    assert dose == SupplementDose(form="citrate", elemental_mg=150, name="x", kind=DoseKind.SUPPLEMENT)
    assert "kind" not in write_plan(read_plan(old))


def test_a_multivitamin_needs_no_compound() -> None:
    [dose] = read_plan(PERSON + b'[[supplements]]\nkind = "multivitamin"\nelemental_mg = 56\n').supplements
    assert (dose.kind, dose.form, dose.elemental_mg) == (DoseKind.MULTIVITAMIN, "", 56)
    plan = Plan(person=Person(age_years=40, sex=Sex.FEMALE), supplements=(dose,))
    assert "form" not in write_plan(plan).partition("[[supplements]]")[2]
    assert walk(plan, small_book(), "efsa").intake.supplement_mg == 56


def problems_of(content: bytes, texts: Mapping[str, Text]) -> list[NutritionError]:
    """Return what is wrong with a file, after both languages have said it."""
    with pytest.raises(ImportProblems) as caught:
        read_plan(content, file="mijn plan.toml")
    assert caught.value.problems
    for text in texts.values():
        told = error_words(caught.value, text)
        assert "mijn plan.toml" in told[0]
        assert len(told) == 1 + len(caught.value.problems)
        assert all(words.strip() for words in told)
        # codes and values are for us; a visitor gets sentences
        assert [words for words in told if "NutritionError" in words or "PlanError" in words or "_range" in words] == []
    return list(caught.value.problems)


PERSON = b'[person]\nage_years = 40\nsex = "female"\n'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "in_plan"),
        (b"\xff\xfe\x00p", "plan_not_text"),
        (bytes(range(256)), "plan_not_text"),
        (b"PK\x03\x04" + b"\x00" * 100, "plan_not_toml"),
        (b"person = [", "plan_not_toml"),
        (b"{}", "plan_not_toml"),
        (b"x = " + b"[" * 100_000, "plan_line_too_long"),
        (b"x = " + b"[" * 4_000, "plan_not_toml"),
        (b"a." * 50_000 + b"b = 1", "plan_line_too_long"),
        (b"days = 9" + b"9" * 4900 + b"\n" + PERSON, "plan_not_toml"),
        (b"x = " + b"{a=" * 50_000, "plan_line_too_long"),
        (b"a." * 300 + b"b = 1", "unknown_key"),
        (b"#" * 3_000_000, "plan_too_large"),
        (PERSON + b"[person]\n", "plan_not_toml"),
        (PERSON + b"[[item]]\n", "unknown_key"),
        (b"items = 5\n" + PERSON, "in_plan"),
        (b"items = {}\n" + PERSON, "in_plan"),
        (b"items = [5]\n" + PERSON, "in_plan"),
        (b"person = 5\n", "in_plan"),
        (b"person = []\n", "in_plan"),
        (b"wish = 5\n" + PERSON, "in_plan"),
        (b"days = 1979-05-27\n" + PERSON, "day_out_of_range"),
        (b"days = 9" + b"9" * 400 + b"\n" + PERSON, "day_out_of_range"),
        (b"days = 9" + b"9" * 5000 + b"\n" + PERSON, "plan_line_too_long"),
        (b"name = 5\n" + PERSON, "name_too_long"),
        (PERSON + b"[[items]]\n", "in_plan"),
        (PERSON + b'[[items]]\nfood = "x"\n', "in_plan"),
        (PERSON + b'[[items]]\nfood_id = "x"\ngrams = 1\n', "in_plan"),
        (PERSON + b'[[supplements]]\nform = "citrate"\n', "in_plan"),
        (PERSON + b'[[supplements]]\nkind = "pill"\nelemental_mg = 1\n', "in_plan"),
        (PERSON + b"[[supplements]]\nkind = 5\nelemental_mg = 1\n", "in_plan"),
        (PERSON + b'[[supplements]]\nform = " "\nelemental_mg = 1\n', "in_plan"),
        (PERSON + b"[[supplements]]\nform = 5\nelemental_mg = 1\n", "in_plan"),
        (PERSON + b'[[items]]\nfood = "x"\nmeasure = []\n', "in_plan"),
        (PERSON + b"[wish]\nform = []\n", "in_plan"),
        (PERSON + b"[wish]\nunit_mg = inf\n", "in_plan"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_cannot_be_read(content: bytes, code: str | None, texts: dict[str, Text]) -> None:
    codes = [problem.code for problem in problems_of(content, texts)]
    assert code is None or code in codes


def test_a_truncated_file_at_every_length_is_told(texts: dict[str, Text]) -> None:
    content = write_plan(Plan(person=Person(age_years=40, sex=Sex.FEMALE), name="é")).encode()
    for length in range(content.index(b"sex")):
        problems_of(content[:length], texts)


EVERYTHING = b"""
name = 5
days = -1
colour = "red"
[person]
age_years = 150
sex = "female"
[[items]]
food = "usda-12061"
grams = -30
[[items]]
food = "usda-12061"
grams = 30
[[items]]
food = ""
grams = 30
[[supplements]]
form = "citrate"
elemental_mg = 1e9
[wish]
unit_mg = 0
"""


def test_all_problems_at_once(texts: dict[str, Text]) -> None:
    found = problems_of(EVERYTHING, texts)
    inner = [problem.values.get("problem", problem) for problem in found]
    codes = {problem.code for problem in inner if isinstance(problem, NutritionError)}
    assert {"age_out_of_range", "grams_out_of_range", "food_id_missing", "dose_out_of_range"} <= codes
    assert {"unit_out_of_range", "unknown_key"} <= codes
    assert [problem.values["where"] for problem in found if problem.values.get("where", "").startswith("items")] == [
        "items 1",
        "items 3",
    ]


def test_the_name_and_the_days_are_told_with_the_rest(texts: dict[str, Text]) -> None:
    codes = {problem.code for problem in problems_of(EVERYTHING, texts)}
    assert {"day_out_of_range", "name_too_long"} <= codes


def as_toml(value: Any) -> str:
    """Write a value of TOML; JSON's texts are TOML's, but for the one character that JSON leaves as it is."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_toml(str(key))} = {as_toml(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_toml(entry) for entry in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return "nan" if isinstance(value, float) and math.isnan(value) else repr(value)


known_words = st.sampled_from(("female", "male", "pregnant", "yes", "lunch", "usda-12061", "citrate", "cup, whole", ""))
own_words = st.sampled_from(("own-1", "own-2", "own-3", "own-", "usda-12061"))
leaves = st.one_of(
    known_words,
    st.booleans(),
    st.integers(-3, 400),
    st.sampled_from((10**30, 10**400, -(10**400), float("nan"), float("inf"), 1e300)),
    st.floats(),
    st.text(st.characters(codec="utf-8"), max_size=10),
)
section_keys = st.sampled_from(sorted({"x"}.union(*KEYS.values())))
anything = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(section_keys, inner, max_size=4)),
    max_leaves=8,
)


def section(name: str, required: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """Draw a section that is often nearly right, and sometimes anything."""
    optional = {key: st.one_of(leaves, anything) for key in KEYS[name] - set(required)}
    right = st.fixed_dictionaries(required, optional=optional)
    return st.one_of(
        right, st.fixed_dictionaries({key: st.one_of(value, leaves) for key, value in required.items()}), anything
    )


trees = st.fixed_dictionaries(
    {"person": section("person", {"age_years": st.integers(0, 120), "sex": st.sampled_from(("female", "male"))})},
    optional={
        "items": st.lists(section("items", {"food": known_words}), max_size=3) | anything,
        "supplements": st.lists(section("supplements", {"form": known_words, "elemental_mg": leaves}), max_size=2)
        | anything,
        "own_foods": st.lists(section("own_foods", {"food": own_words, "name": known_words}), max_size=3) | anything,
        "recipes": st.lists(
            section(
                "recipes",
                {
                    "food": own_words,
                    "name": known_words,
                    "cooked_g": st.integers(1, 300),
                    "ingredients": st.lists(
                        section("recipes.ingredients", {"food": own_words | known_words, "grams": st.integers(1, 300)}),
                        max_size=2,
                    ),
                },
            ),
            max_size=3,
        )
        | anything,
        "wish": section("wish", {"form": known_words, "unit_mg": leaves}),
        "days": leaves,
        "name": leaves,
        "x": anything,
    },
)


@given(tree=trees)
@example(tree={"person": {"age_years": 40, "sex": "female"}, "wish": {"form": []}})
def test_no_file_gets_past_the_door(tree: dict[str, Any]) -> None:
    content = "\n".join(f"{key} = {as_toml(value)}" for key, value in tree.items()).encode()
    try:
        plan = read_plan(content)
    except ImportProblems as error:
        told = [words for text in TEXTS.values() for words in error_words(error, text)]
        assert "" not in told
        return
    # what is let in can be written, and walks the road or is refused in words
    assert read_plan(write_plan(plan).encode()) == plan
    with suppress(NutritionError):
        walk(plan, small_book(), "efsa")


@given(content=st.binary(max_size=200))
def test_no_bytes_get_past_the_door(content: bytes) -> None:
    with pytest.raises(ImportProblems):
        read_plan(content)
