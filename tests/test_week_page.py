"""My day over more days, in both languages: meals and days copied, steps back and forth, days to begin with."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import (
    ALMONDS,
    CHOCOLATE,
    SPINACH,
    THREE,
    amount_fields,
    amounts,
    click,
    complaints,
    day,
    done,
    in_both_languages,
    on_page,
    plan_of,
    read,
    to,
    visit,
)  # fmt: skip

from nutrition import Handbook, PlanItem, SupplementDose
from nutrition.plan import MOST_DAYS, Meal
from nutrition.text import Text
from nutrition.wishes import Diet, FoodWishes

NUTS_ON_BOTH = (THREE[0], replace(THREE[0], day=2, grams=50))


def menu(app: AppTest, meal: str, text: Text):
    """Return the button in the head of a meal."""
    label = text("page.my_day.copy_meal", meal=text(f"meal.{meal}"))
    return next(button for button in app.menu_button if button.label == label)


def buttons(app: AppTest) -> dict[str, bool]:
    """Return every button that can be clicked, and whether it can."""
    return {button.label: not button.disabled for button in app.button}


def choose_day(app: AppTest, number: int) -> AppTest:
    next(field for field in app.get("button_group") if str(field.key).startswith("day-")).set_value(number)
    return done(app.run())


@in_both_languages
def test_a_meal_is_copied_with_one_click_and_taken_back_with_one(language: str, texts: dict[str, Text]) -> None:
    text, plan = texts[language], day(*THREE, days=2)
    app = visit(language, plan)
    breakfast = text("meal.breakfast")
    assert menu(app, "breakfast", text).options == [
        *(text(f"meal.{meal}") for meal in ("lunch", "dinner", "snack")),
        text("page.my_day.on_day", meal=breakfast, day=2),
        text("page.my_day.on_new_day", meal=breakfast),
    ]
    menu(app, "breakfast", text).click((1, Meal.LUNCH))
    done(app.run())
    assert plan_of(app) == replace(plan, items=(*plan.items, replace(plan.items[0], meal="lunch")))
    assert amounts(app) == ["30", "30", "100", "30"]
    assert [read(toast.value) for toast in app.toast] == [text("page.my_day.copied", place=text("meal.lunch"))]
    click(app, text("page.my_day.undo"))
    assert plan_of(app) == plan

    menu(app, "breakfast", text).click((3, Meal.BREAKFAST))
    done(app.run())
    assert plan_of(app) == replace(plan, items=(*plan.items, replace(plan.items[0], day=3)), days=3)
    click(app, text("page.my_day.undo"))
    assert plan_of(app) == plan


@in_both_languages
def test_a_week_is_made_of_one_day(language: str, texts: dict[str, Text]) -> None:
    text, app = texts[language], visit(language, day(*THREE))
    assert text("page.my_day.days_title") not in on_page(app)
    for number in range(2, 8):
        click(app, text("page.my_day.copy_day"))
        # the copy is in sight, and stands there as it was
        assert amounts(app) == ["30", "100", "30"]
        assert plan_of(app).days == number
    assert [item.day for item in plan_of(app).items] == [number for number in range(1, 8) for _ in THREE]
    assert text("page.my_day.days_title") in on_page(app)
    amount_fields(app)[0].set_value("60")
    done(app.run())
    assert [item.grams for item in plan_of(app).items if item.food_id == ALMONDS] == [30] * 6 + [60]
    choose_day(app, 1)
    assert amounts(app) == ["30", "100", "30"]


@in_both_languages
def test_yesterday_is_repeated_on_an_empty_day(language: str, texts: dict[str, Text]) -> None:
    text, app = texts[language], visit(language, day(*THREE))
    click(app, text("page.my_day.add_day"))
    assert text("page.my_day.day_empty", day=2) in on_page(app)
    click(app, text("page.my_day.repeat_day", day=1))
    assert amounts(app) == ["30", "100", "30"]
    assert text("page.my_day.day_empty", day=2) not in on_page(app)
    click(app, text("page.my_day.undo"))
    assert plan_of(app) == day(*THREE, days=2)
    # a day after an empty one has nothing to repeat
    click(app, text("page.my_day.add_day"))
    assert text("page.my_day.day_empty", day=3) in on_page(app)
    assert text("page.my_day.repeat_day", day=2) not in buttons(app)
    assert text("page.my_day.copy_day") not in buttons(app)


@in_both_languages
def test_what_was_undone_is_done_again(language: str, texts: dict[str, Text]) -> None:
    text, plan = texts[language], day(*THREE)
    app = visit(language, plan)
    undo, redo = text("page.my_day.undo"), text("page.my_day.redo")
    assert buttons(app)[redo] is False
    amount_fields(app)[0].set_value("45")
    done(app.run())
    click(app, text("page.my_day.copy_day"))
    both = plan_of(app)
    click(click(app, undo), undo)
    assert plan_of(app) == plan
    click(app, redo)
    assert amounts(app) == ["45", "100", "30"]
    # another page shows the same two buttons, which know the same
    to(app, "helps")
    assert buttons(app)[redo] is True
    click(app, redo)
    assert plan_of(app) == both
    assert buttons(app)[redo] is False
    click(app, undo)
    to(app, "my_day")
    assert buttons(app)[redo] is True
    # a new change is another way: what was undone is gone
    amount_fields(app)[1].set_value("150")
    done(app.run())
    assert buttons(app)[redo] is False
    click(app, undo)
    assert amounts(app) == ["45", "100", "30"]


@in_both_languages
def test_an_example_replaces_nothing_and_is_undone(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text, vegan = texts[language], texts[language]("example_day.vegan")
    dose = SupplementDose(form="citrate", elemental_mg=100)
    plan = day(supplements=(dose,), food_wishes=FoodWishes(never=(ALMONDS,)))
    app = visit(language, plan)
    click(app, vegan)
    wishes = FoodWishes(diet=Diet.VEGAN, never=(ALMONDS,))
    assert plan_of(app) == replace(plan, items=handbook.example_days[Diet.VEGAN], food_wishes=wishes)
    assert vegan not in buttons(app)
    click(app, text("page.my_day.undo"))
    assert plan_of(app) == plan
    click(app, text("page.my_day.redo"))
    assert plan_of(app).items == handbook.example_days[Diet.VEGAN]
    click(app, text("page.my_day.undo"))
    # who eats no animals stays so, whatever day it begins with
    app = visit(language, day(food_wishes=FoodWishes(diet=Diet.VEGAN)))
    click(app, text("example_day.omnivore"))
    assert plan_of(app).food_wishes.diet is Diet.VEGAN


@in_both_languages
def test_examples_are_offered_on_an_empty_plate_alone(language: str, texts: dict[str, Text]) -> None:
    text = texts[language]
    for plan in (day(THREE[0]), day(days=2), day(replace(THREE[0], day=2))):
        assert text("example_day.omnivore") not in buttons(visit(language, plan))


@in_both_languages
def test_many_days_are_chosen_from_a_list(language: str, texts: dict[str, Text]) -> None:
    text, app = texts[language], visit(language, day(*NUTS_ON_BOTH, days=30))
    chosen = next(field for field in app.selectbox if str(field.key).startswith("day-"))
    assert len(chosen.options) == 30
    assert text("page.my_day.days_stretch", first=1, last=14, count=30) in on_page(app)
    chosen.set_value(30)
    done(app.run())
    assert text("page.my_day.days_stretch", first=29, last=30, count=30) in on_page(app)
    assert text("page.my_day.day_empty", day=30) in on_page(app)


@in_both_languages
def test_a_plan_of_a_year_is_full(language: str, texts: dict[str, Text]) -> None:
    text, plan = texts[language], day(*THREE, days=MOST_DAYS)
    app = visit(language, plan)
    click(app, text("page.my_day.copy_day"))
    assert plan_of(app) == plan
    assert complaints(app) == [text("error.days_too_many", high=MOST_DAYS)]


@pytest.mark.parametrize("food_id", [SPINACH, CHOCOLATE])
def test_a_choice_in_the_picture_brings_the_day_into_sight(food_id: str, texts: dict[str, Text]) -> None:
    """Streamlit's own test runner cannot click on a picture: the browser test does. Here: what is in sight is drawn."""
    app = visit("nl", day(THREE[0], PlanItem(food_id=food_id, grams=70, day=2)))
    app.session_state["chosen-day"] = 2
    app.session_state["day_came_into_sight"] = True
    done(app.run())
    assert amounts(app) == ["70"]
    assert "day_came_into_sight" not in app.session_state
