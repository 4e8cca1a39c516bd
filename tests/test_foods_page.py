"""Foods: what stands there is what browsing finds, in words; and one click puts exactly that portion in the plan."""

import re

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import (
    ALMONDS,
    THREE,
    WOMAN,
    click,
    complaints,
    day,
    done,
    in_both_languages,
    on_page,
    plan_of,
    to,
    visit,
)

from nutrition import FoodWishes, Handbook, Meal, OwnFood, Person, PlanItem
from nutrition.browsing import FoodFilter, browse
from nutrition.plan_foods import PlanFoods
from nutrition.shelf import Per
from nutrition.text import Text
from nutrition.views.food_rows import count_words, food_row
from nutrition.views.pages._food_list import row_html

FIRST = 12
FISH, GERMAN_WATER = "usda-15174", "ger-gerolsteiner"


def foods_page(language: str, plan=None) -> AppTest:
    return to(visit(language, plan), "foods")


def rows(app: AppTest) -> list[str]:
    """Return the foods on the page by their id, from first to last."""
    return [
        str(button.key).removeprefix("food-add-") for button in app.button if str(button.key).startswith("food-add-")
    ]


def found_in(handbook: Handbook, asked: FoodFilter, per: Per = Per.PORTION) -> list[str]:
    found = browse(PlanFoods(own={}, handbook=handbook), asked, per)
    return [one.food.food_id for one in (*found.ranked, *found.unranked, *found.no_value)]


def tick(app: AppTest, name: str) -> AppTest:
    next(box for box in app.checkbox if str(box.key).startswith(f"foods-{name}-")).set_value(True)
    return done(app.run())


def untick(app: AppTest, name: str) -> AppTest:
    next(box for box in app.checkbox if str(box.key).startswith(f"foods-{name}-")).set_value(False)
    return done(app.run())


def choose(app: AppTest, name: str, value: str) -> AppTest:
    next(box for box in app.selectbox if str(box.key).startswith(f"foods-{name}-")).set_value(value)
    return done(app.run())


def search(app: AppTest, words: str) -> AppTest:
    next(field for field in app.text_input if str(field.key).startswith("foods-words-")).set_value(words)
    return done(app.run())


def sort(app: AppTest, per: Per) -> AppTest:
    next(group for group in app.button_group if str(group.key).startswith("foods-per-")).set_value(per)
    return done(app.run())


@in_both_languages
def test_twelve_foods_first(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    app, text = foods_page(language), texts[language]
    assert rows(app) == found_in(handbook, FoodFilter())[:FIRST]
    found = browse(PlanFoods(own={}, handbook=handbook), FoodFilter(), Per.PORTION)
    assert count_words(found, text) in on_page(app)
    html = "".join(element.value for element in app.get("html"))
    for one in found.ranked[:FIRST]:
        details = PlanFoods(own={}, handbook=handbook)(one.food.food_id)
        assert row_html(food_row(one, details, handbook, text), Per.PORTION, text, level=2) in html
    for place, per in enumerate(Per):
        assert text.number(found.ranked[0].figure(per)) in re.findall(r"<dd>(.*?)</dd>", html)[1 + place]


@in_both_languages
@pytest.mark.parametrize("per", Per)
def test_every_order(per: Per, language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    app = sort(foods_page(language), per)
    assert rows(app) == found_in(handbook, FoodFilter(), per)[:FIRST]
    assert texts[language](f"foods.first.{per}") in on_page(app)


@in_both_languages
def test_more_and_back(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    app, text = foods_page(language), texts[language]
    everything = found_in(handbook, FoodFilter())
    shown: list[str] = rows(app)
    for first, last in ((0, 36), (0, 60), (60, 72), (60, 96)):
        click(app, text("foods.more"))
        shown = rows(app)
        assert shown == everything[first:last]
        assert text("foods.shown", first=first + 1, last=last, count=len(everything)) in on_page(app)
    # other foods begin at the beginning
    sort(app, Per.WEIGHT)
    assert rows(app) == found_in(handbook, FoodFilter(), Per.WEIGHT)[:FIRST]
    sort(app, Per.PORTION)
    for _ in range(3):
        click(app, text("foods.more"))
    click(app, text("foods.from_start"))
    assert rows(app) == everything[:FIRST]
    assert text("foods.from_start") not in on_page(app)


@in_both_languages
def test_every_filter(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    app, nuts = foods_page(language), "Nut and Seed Products"
    choose(app, "group", nuts)
    assert rows(app) == found_in(handbook, FoodFilter(group=nuts))[:FIRST]
    untick(app, "eaten")
    choose(app, "table", "CIQUAL2025")
    assert rows(app) == found_in(handbook, FoodFilter(group=nuts, table="CIQUAL2025", eaten=False))[:FIRST]
    choose(app, "table", "")
    tick(app, "usual")
    assert rows(app) == found_in(handbook, FoodFilter(group=nuts, usual=True, eaten=False))[:FIRST]
    search(app, "amandelen")
    asked = FoodFilter(group=nuts, usual=True, eaten=False, words="amandelen")
    assert rows(app) == found_in(handbook, asked)[:FIRST]
    assert ALMONDS in rows(app)
    # what was chosen is still chosen on coming back
    to(app, "my_day")
    assert rows(to(app, "foods")) == found_in(handbook, asked)[:FIRST]


@in_both_languages
def test_foods_without_a_value_stand_apart(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    app, text = foods_page(language), texts[language]
    untick(app, "eaten")
    search(app, "potatoes")
    choose(app, "group", "Vegetables and Vegetable Products")
    found = browse(
        PlanFoods(own={}, handbook=handbook),
        FoodFilter(eaten=False, words="potatoes", group="Vegetables and Vegetable Products"),
        Per.WEIGHT,
    )
    assert found.no_value
    sort(app, Per.WEIGHT)
    assert text("foods.no_value") not in [header.value for header in app.header]
    while text("foods.more") in [button.label for button in app.button]:
        click(app, text("foods.more"))
    assert text("foods.no_value") in [header.value for header in app.header]
    last = [one.food.food_id for one in found.no_value]
    assert rows(app)[-len(last) :] == last[-len(rows(app)) :]


@in_both_languages
def test_kcal_that_are_unknown_or_hardly_there(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    app, text = foods_page(language), texts[language]
    search(app, "mineraalwater")
    sort(app, Per.KCAL)
    assert [header.value for header in app.header] == [text(f"foods.unranked.{Per.KCAL}")]
    assert text("foods.kcal_hardly") in on_page(app)
    assert text("foods.kcal_unknown") in on_page(app)


@in_both_languages
@pytest.mark.parametrize("food_id", [ALMONDS, "usda-1077", "usda-20036"])
def test_one_click_adds_exactly_that_portion(
    food_id: str, language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    plan, text = day(*THREE, PlanItem(food_id=ALMONDS, grams=1, day=2), days=2), texts[language]
    app = foods_page(language, plan)
    assert text("foods.day", day=1) in on_page(app)
    untick(app, "eaten")
    name = handbook.food(food_id).name(language)
    search(app, name)
    while food_id not in rows(app):
        click(app, text("foods.more"))
    next(group for group in app.button_group if str(group.key).startswith("meal-")).set_value(Meal.DINNER)
    done(app.run())
    [button] = [button for button in app.button if button.key == f"food-add-{food_id}"]
    assert re.sub(r"\\(.)", r"\1", button.label) == text("page.my_day.add_food", name=name)
    button.click()
    done(app.run())
    portion = handbook.portion(food_id)
    added = PlanItem(food_id=food_id, measure=portion.measure, amount=1, day=1, meal=Meal.DINNER)
    assert plan_of(app).items == (*plan.items, added)
    assert len(app.toast) == 1
    assert name in re.sub(r"\\(.)", r"\1", app.toast[0].value)
    click(app, text("page.my_day.undo"))
    assert plan_of(app) == plan


@in_both_languages
def test_a_food_without_a_portion_is_added_as_100_g(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    bare = next(one.food for one in handbook.shelf.foods if one.portion is None and one.has_value)
    app, text = foods_page(language), texts[language]
    untick(app, "eaten")
    search(app, bare.name(language))
    while bare.food_id not in rows(app):
        click(app, text("foods.more"))
    assert text("foods.no_portion") in on_page(app)
    app.button(key=f"food-add-{bare.food_id}").click()
    done(app.run())
    assert plan_of(app).items == (PlanItem(food_id=bare.food_id, grams=100, meal=Meal.BREAKFAST),)


@in_both_languages
def test_only_what_fits_my_wishes(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text = texts[language]
    assert text("foods.fits") not in on_page(foods_page(language))
    wishes = FoodWishes(diet="vegan", avoid=["nuts"], likes=[ALMONDS], energy_kcal=100)
    app = tick(foods_page(language, day(*THREE, food_wishes=wishes)), "fits")
    assert rows(app) == found_in(handbook, FoodFilter(wishes=wishes))[:FIRST]
    assert text("food_first.label") in on_page(app)
    assert text("foods.fits_text") in on_page(app)
    # the wishes on what to eat are told, not how many changes a suggestion may make
    assert text("food_first.wish_energy", energy_kcal=100) not in on_page(app)


@in_both_languages
def test_nothing_found_says_where_to_look(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    app, text = foods_page(language), texts[language]
    search(app, "qqqqzzzz")
    assert rows(app) == []
    assert text("foods.nothing") in on_page(app)
    search(app, "moth beans")
    assert rows(app) == []
    asked = FoodFilter(words="moth beans", eaten=False)
    click(app, text("foods.look_everywhere", count=len(found_in(handbook, asked))))
    assert rows(app) == found_in(handbook, asked)[:FIRST]
    assert [box.value for box in app.checkbox if str(box.key).startswith("foods-eaten-")] == [False]


@in_both_languages
def test_own_foods_are_there_as_typed(language: str, texts: dict[str, Text]) -> None:
    own = OwnFood(food_id="own-1", name="<b>Zzyzx</b> [a](b)", mg_per_100g=500, portion_g=30)
    app = foods_page(language, day(own_foods=(own,)))
    assert rows(app)[0] == "own-1"
    html = "".join(element.value for element in app.get("html"))
    assert "&lt;b&gt;Zzyzx&lt;/b&gt;" in html
    assert "<b>Zzyzx" not in html
    assert texts[language]("derivation.own") in on_page(app)
    app.button(key="food-add-own-1").click()
    done(app.run())
    assert plan_of(app).items == (PlanItem(food_id="own-1", grams=30, meal=Meal.BREAKFAST),)


@in_both_languages
def test_a_plan_that_is_full_says_so(language: str, texts: dict[str, Text], monkeypatch: pytest.MonkeyPatch) -> None:
    app = foods_page(language)
    from nutrition.errors import NutritionError
    from nutrition.views import session

    def refuse(item: PlanItem) -> None:
        raise NutritionError("unknown_food", food_id=item.food_id)

    monkeypatch.setattr(session, "add_item", refuse)
    first = rows(app)[0]
    app.button(key=f"food-add-{first}").click()
    done(app.run())
    assert complaints(app) == [texts[language]("error.unknown_food", food_id=first)]
    assert not app.toast


@in_both_languages
def test_everything_behind_a_value(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text, foods = texts[language], PlanFoods(own={}, handbook=handbook)
    found = browse(foods, FoodFilter(eaten=False), Per.PORTION)
    for one in (*found.ranked, *found.unranked, *found.no_value):
        told = food_row(one, foods(one.food.food_id), handbook, text)
        source = handbook.sources[one.food.citation.source]
        words = "\n".join(words for _, words in told.behind)
        assert one.food.citation.locator in words
        assert source.citation in words
        assert str(source.year) in words
        assert text(f"derivation.{one.food.derivation}") in words
        assert source.credit_in(language) in words
        assert told.place == f"{one.food.citation.source} {one.food.citation.locator}"
        assert one.portion is None or one.portion.citation.locator in words
        assert len(told.figures) == len(Per)
        for per, figure in zip(Per, told.figures, strict=True):
            assert (one.figure(per) is not None) == figure[:1].isdigit()
        assert told.group in text.entries.values()


@in_both_languages
def test_about_says_what_is_true(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    app, text = to(visit(language, day(*THREE, person=Person(age_years=40, sex=WOMAN.sex))), "about"), texts[language]
    there = on_page(app)
    assert handbook.edition in there
    assert text.number(len(handbook.food_by_id), 0) in there
    assert text.number(int(handbook.foods["mg_per_100g"].notna().sum()), 0) in there
    assert text.number(len(handbook.sources), 0) in there
    for caution in handbook.cautions:
        assert caution.name(language) in there
    assert text("page.about.kept") in there
