"""A file opened on My day: what was read is shown, what is in doubt is asked, and nothing changes before a yes."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest
from test_drafts import CRONOMETER, text_of
from test_pages import (
    ALMONDS,
    CHOCOLATE,
    SPINACH,
    THREE,
    WOMAN,
    click,
    complaints,
    day,
    done,
    foreign_words,
    in_both_languages,
    on_page,
    open_plan,
    plan_of,
    read,
    report_of,
    to,
    visit,
)

from nutrition import Handbook, NutritionError, Person, Plan, PlanItem, SupplementDose
from nutrition.draft_foods import name_key
from nutrition.storage import write_plan
from nutrition.text import LANGUAGES, Text
from nutrition.views.excel import write_workbook
from nutrition.views.opening import Opening, has_nothing_to_ask, read_opening, rows_of
from nutrition.views.opening_words import MOST_ROWS_NAMED, choices, name_words
from nutrition.views.pages._html import label as as_label
from nutrition.views.pages._parts import AT_A_TIME
from nutrition.views.words import total_words
from nutrition.wishes import Allergen, FoodWishes

NOW = day(PlanItem(food_id=ALMONDS, grams=10))
HOSTILE = "**spinazie** <b>gekookt</b>"
MESSY = text_of(
    [
        ("Persoon", "Dag", "Maaltijd", "Voedingsmiddel", "Gram"),
        ("Anna", "ma", "ontbijt", ALMONDS, "30"),
        ("Anna", "ma", "ontbijt", "melk", "200"),
        ("Anna", "ma", "tweede ontbijt", "brood", "70"),
        ("Anna", "di", "lunch", "Brood", "35"),
        ("Anna", "di", "lunch", "brood", "veel"),
        ("Anna", "di", "diner", HOSTILE, "150"),
        ("Anna", "di", "diner", "qqzxw", "100"),
        ("Bram", "ma", "lunch", "kaas", "30"),
        ("Bram", "ma", "lunch", "brood", "105"),
    ]
)
AT_FAULT = frozenset({6, 8})


def names(app: AppTest) -> list:
    """Return the boxes in which a food is chosen for a name."""
    return [box for box in app.selectbox if str(box.key).startswith("opening-name-")]


def whose(app: AppTest):
    return next(box for box in app.selectbox if str(box.key).startswith("opening-whose-"))


def without(app: AppTest):
    return next(box for box in app.checkbox if str(box.key).startswith("opening-without-"))


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def accept(app: AppTest):
    return next(button for button in app.button if button.key == "opening-accept")


def opening_of(app: AppTest) -> Opening:
    return app.session_state["opening"]


def choose(app: AppTest, field, value: object) -> AppTest:
    field.set_value(value)
    return done(app.run())


def first_choice(app: AppTest) -> dict[str, str]:
    """Answer every name in sight with the first food that is offered; return the answers."""
    chosen = {question.key: question.candidates[0].food_id for question in opening_of(app).questions}
    for number, food_id in enumerate(chosen.values()):
        choose(app, names(app)[number], food_id)
    return chosen


@in_both_languages
def test_a_messy_table_becomes_a_plan_when_everything_is_answered(
    language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    text, app = texts[language], visit(language, NOW)
    open_plan(app, MESSY, "week.csv")
    there = on_page(app)
    assert plan_of(app) == NOW
    assert opening_of(app).draft is not None
    for problem in opening_of(app).draft.problems:
        assert text.error(problem) in there
    for words in ("draft.from.table", "opening.nothing_yet", "opening.whose_open"):
        assert text(words) in there
    assert text("draft.other_meals", names="tweede ontbijt") in there
    assert text("draft.problems", count=2) in there
    assert accept(app).disabled
    assert (names(app), whose(app).value, without(app).value) == ([], None, False)

    choose(app, whose(app), "Anna")
    # once for each name, whatever its capitals; and nothing is chosen for anybody
    assert [question.name for question in opening_of(app).questions] == ["melk", "brood", HOSTILE]
    assert [box.value for box in names(app)] == [None] * 3
    assert text("opening.names_open", count=3) in on_page(app)
    chosen = first_choice(app)
    assert text("opening.rows_open", count=2) in on_page(app)
    assert accept(app).disabled
    assert plan_of(app) == NOW

    choose(app, without(app), True)
    draft = opening_of(app).draft
    said = {row.row: chosen[name_key(row.name)] for row in draft.doubtful if row.person == "Anna"}
    expected = draft.plan(WOMAN, said, "Anna")
    report = report_of(expected, handbook)
    assert total_words(report.intake, report.intake.food_mg, text) in on_page(app)
    assert plan_of(app) == NOW
    click(app, text("opening.accept"))
    assert plan_of(app) == expected
    assert [item.grams for item in expected.items] == [30, 200, 70, 35, 150]
    assert app.session_state["opening"] is None
    click(app, text("opening.back"))
    assert plan_of(app) == NOW
    assert text("opening.back") not in labels(app)


@in_both_languages
def test_leaving_it_changes_nothing(language: str, texts: dict[str, Text]) -> None:
    text, app = texts[language], visit(language, NOW)
    open_plan(app, MESSY, "week.csv")
    choose(app, whose(app), "Bram")
    first_choice(app)
    click(app, text("opening.leave"))
    assert plan_of(app) == NOW
    assert not names(app)
    assert len(app.session_state["steps"].past) == 1
    # and the same file can be chosen again, with nothing answered
    open_plan(app, MESSY, "week.csv")
    assert (whose(app).value, names(app)) == (None, [])


def test_answers_survive_another_language_another_page_and_another_change(texts: dict[str, Text]) -> None:
    app = visit("nl", NOW)
    open_plan(app, MESSY, "week.csv")
    choose(app, whose(app), "Anna")
    milk, bread, _ = opening_of(app).questions
    choose(app, names(app)[1], bread.candidates[2].food_id)
    choose(app, names(app)[0], "")
    choose(app, without(app), True)
    app.button_group(key="language").set_value("en")
    done(app.run())
    for change in (lambda: to(to(app, "sources"), "my_day"), lambda: click(app, texts["en"]("page.my_day.add_day"))):
        change()
        assert [box.value for box in names(app)] == ["", bread.candidates[2].food_id, None]
        assert (whose(app).value, without(app).value) == ("Anna", True)
        assert texts["en"]("opening.names_open", count=1) in on_page(app)
    # of another person only what is not answered yet is asked
    choose(app, whose(app), "Bram")
    assert [box.value for box in names(app)] == [None, bread.candidates[2].food_id]
    # an answer can be changed
    choose(app, names(app)[1], "")
    assert opening_of(app).answers == {milk.key: "", bread.key: ""}


@in_both_languages
def test_text_from_a_file_is_only_text(language: str, texts: dict[str, Text]) -> None:
    app = visit(language)
    open_plan(app, MESSY, "*week* <i>.csv")
    choose(app, whose(app), "Anna")
    [label] = [box.label for box in names(app) if "gekookt" in box.label]
    assert "**" not in label
    assert "<b>" not in label
    assert label.startswith(r"\*\*spinazie\*\* \<b\>gekookt\</b\>")
    [title] = [one.value for one in app.subheader if ".csv" in read(one.value)]
    assert "*week*" not in title
    assert "<i>" not in title


@in_both_languages
@pytest.mark.parametrize("kind", ["plan", "workbook"])
def test_a_saved_plan_is_shown_beside_the_present_one(
    kind: str, language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    text = texts[language]
    dose = SupplementDose(form="citrate", elemental_mg=100)
    other = day(*THREE, person=Person(age_years=71, sex="male"), name="Piet", supplements=(dose,))
    content = write_plan(other).encode()
    if kind == "workbook":
        content = write_workbook(report_of(other, handbook), handbook, text)
    app = visit(language, NOW)
    open_plan(app, content, "menu.toml" if kind == "plan" else "menu.xlsx")
    there = on_page(app)
    assert plan_of(app) == NOW
    assert text(f"draft.from.{kind}") in there
    for words in ("Piet", "71", text.mg(236.4), text.mg(27), text.mg(100)):
        assert words in there
    assert text("opening.stays", person="") not in there
    click(app, text("opening.accept"))
    assert plan_of(app) == other
    click(app, text("opening.back"))
    assert plan_of(app) == NOW


@in_both_languages
def test_a_clean_file_opens_at_once_where_nothing_can_be_lost(
    language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    text = texts[language]
    table = text_of([("food", "grams"), (ALMONDS, 30), (SPINACH, 100)])
    for content, name in (
        (write_plan(day(*THREE)).encode(), "menu.toml"),
        (write_workbook(report_of(day(*THREE), handbook), handbook, text), "menu.xlsx"),
        (table, "menu.csv"),
    ):
        app = visit(language)
        open_plan(app, content, name)
        assert len(plan_of(app).items) == (2 if name == "menu.csv" else 3)
        assert text("opening.done", file=name) in on_page(app)
        # with something on the page the same file waits
        before = plan_of(app)
        open_plan(app, table, name.replace(".toml", ".csv").replace(".xlsx", ".csv"))
        assert plan_of(app) == before
        assert not accept(app).disabled
        click(app, text("opening.leave"))
        click(app, text("opening.back"))
        assert plan_of(app) == day()


@pytest.mark.parametrize(
    "plan",
    [
        day(supplements=(SupplementDose(form="citrate", elemental_mg=100),)),
        replace(day(), food_wishes=FoodWishes(avoid=(Allergen.NUTS,))),
    ],
)
def test_what_a_table_does_not_say_stays(plan: Plan, texts: dict[str, Text]) -> None:
    """Somebody's allergy and supplements are not gone because a table of foods does not name them."""
    app = visit("nl", plan)
    open_plan(app, text_of([("voedingsmiddel", "gram"), (ALMONDS, 30)]), "menu.csv")
    assert plan_of(app) == plan
    assert texts["nl"]("opening.stays", person="vrouw, 40 jaar") in on_page(app)
    click(app, texts["nl"]("opening.accept"))
    assert plan_of(app) == replace(plan, items=(PlanItem(food_id=ALMONDS, grams=30),))


@in_both_languages
def test_a_program_without_magnesium_is_matched_where_one_agrees(
    language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    text, app = texts[language], visit(language)
    exact = [handbook.food(food_id).name("en") for food_id in (SPINACH, CHOCOLATE)]
    rows = [("Date", "Meal", "Food", "Amount", "Unit", "Calories")]
    rows += [("2026-01-05", "Lunch", name, "50", "g", "1") for name in (*exact, "brood")]
    open_plan(app, text_of(rows), "mfp.csv")
    there = on_page(app)
    assert text("draft.from.myfitnesspal") in there
    assert text("draft.no_magnesium", name="MyFitnessPal") in there
    assert [box.value for box in names(app)] == [None] * 3
    assert plan_of(app) == day()
    click(app, text("opening.agree", count=2))
    assert [box.value for box in names(app)] == [SPINACH, CHOCOLATE, None]
    assert accept(app).disabled
    choose(app, names(app)[2], "")
    click(app, text("opening.accept"))
    assert [item.food_id for item in plan_of(app).items] == [SPINACH, CHOCOLATE]


@in_both_languages
def test_a_program_keeps_its_own_values_and_says_so(language: str, texts: dict[str, Text]) -> None:
    text, app = texts[language], visit(language)
    row = dict.fromkeys(CRONOMETER, "") | {"Day": "2026-01-05", "Food Name": "Oats", "Amount": "40.00 g"}
    row |= {"Magnesium (mg)": "55.20"}
    open_plan(app, text_of([CRONOMETER, [row[head] for head in CRONOMETER]]), "servings.csv")
    assert text("draft.own_values", count=1, name="Cronometer") in on_page(app)
    assert not names(app)
    assert plan_of(app) == day()
    click(app, text("opening.accept"))
    [own] = plan_of(app).own_foods
    assert (own.given_by, own.mg_per_100g) == ("Cronometer", pytest.approx(138))


@in_both_languages
def test_a_long_list_is_shown_in_parts(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text, app = texts[language], visit(language)
    count = 2 * AT_A_TIME + 5
    rows = [("food", "grams"), *((f"brood {number}", "x" if number % 2 else 10) for number in range(2 * count))]
    open_plan(app, text_of(rows), "lang.csv")
    problems = [text.error(one) for one in opening_of(app).draft.problems]
    assert (len(problems), len(opening_of(app).questions)) == (count, count)
    choose(app, names(app)[0], "")
    choose(app, names(app)[3], "")
    for times in (1, 2, 3):
        there = on_page(app)
        assert len(names(app)) == min(times * AT_A_TIME, count)
        assert sum(words in there for words in problems) == min(times * AT_A_TIME, count)
        if times < 3:
            more = text("opening.more", count=min(AT_A_TIME, count - times * AT_A_TIME), total=count)
            click(app, more)
            click(app, more)  # of the rows that cannot be used
    assert not [label for label in labels(app) if label == more]
    assert [box.value for box in names(app)][:5] == ["", None, None, "", None]
    click(app, text("opening.leave_rest", count=count - 2))
    choose(app, without(app), True)
    assert text("opening.nothing_left") in on_page(app)
    assert accept(app).disabled


@in_both_languages
def test_a_food_without_the_measure_of_its_row_is_told(
    language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    text, app = texts[language], visit(language)
    rows = [("food", "grams", "amount", "measure"), (ALMONDS, 20, "", ""), ("kaas", "", 2, "plak")]
    open_plan(app, text_of(rows), "maat.csv")
    [question] = opening_of(app).questions
    sliced = {food.food_id: "plak" in {one.measure_nl for one in handbook.measures[food.food_id].values()}
              for food in question.candidates}  # fmt: skip
    with_slices, without_slices = (
        next(food_id for food_id, has in sliced.items() if has is way) for way in (True, False)
    )
    choose(app, names(app)[0], without_slices)
    faults = opening_of(app).faults(WOMAN)
    assert [fault.code for fault in faults] == ["draft_measure"]
    assert text.error(faults[0]) in on_page(app)
    assert accept(app).disabled
    choose(app, without(app), True)
    assert not accept(app).disabled
    assert [item.food_id for item in opening_of(app).plan(day()).items] == [ALMONDS]
    # the yes was to going on without a row at fault: with a food that has the measure the row counts
    choose(app, names(app)[0], with_slices)
    click(app, text("opening.accept"))
    assert [item.food_id for item in plan_of(app).items] == [ALMONDS, with_slices]


@in_both_languages
@pytest.mark.parametrize(
    ("content", "name"),
    [(b"days = 0", "kapot.toml"), (b"", "leeg.csv"), (b"a,b\n1,2\n", "x.csv"), (b"food,grams\nqqzxw,1\n", "niets.csv")],
)
def test_a_file_of_which_nothing_can_be_used_is_refused(
    content: bytes, name: str, language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    app = visit(language, NOW)
    open_plan(app, content, name)
    with pytest.raises(NutritionError) as caught:
        read_opening(content, handbook, file=name, language=language)
    assert texts[language].error(caught.value) in complaints(app)[0]
    assert plan_of(app) == NOW
    assert "opening" not in app.session_state
    assert not [label for label in labels(app) if label == texts[language]("opening.accept")]


def test_too_many_days_are_told_before_anything_is_opened(texts: dict[str, Text]) -> None:
    app = visit("nl", NOW)
    rows = [("dag", "voedingsmiddel", "gram"), *((number, ALMONDS, 10) for number in range(1, 400))]
    open_plan(app, text_of(rows), "jaren.csv")
    assert complaints(app) == [texts["nl"]("error.draft_days", count=399, high=366)]
    assert accept(app).disabled
    assert plan_of(app) == NOW


@in_both_languages
def test_the_panel_speaks_one_language(language: str, texts: dict[str, Text]) -> None:
    text = texts[language]
    other = next(one for one in LANGUAGES if one != language)
    app = visit(language, NOW)
    open_plan(app, MESSY, "week.csv")
    choose(app, whose(app), "Anna")
    first_choice(app)
    choose(app, without(app), True)
    from_file = {"tweede ontbijt", "brood", "melk"}

    def foreign(here: Text, there: Text) -> list[str]:
        seen = [piece for element in app.main for piece in [getattr(element, "label", "")] if isinstance(piece, str)]
        seen += [read(one.value) for kind in (app.markdown, app.caption) for one in kind]
        return foreign_words([piece for piece in seen if not any(word in piece for word in from_file)], here, there)

    assert not foreign(text, texts[other])
    app.button_group(key="language").set_value(other)
    done(app.run())
    assert not foreign(texts[other], text)


# --- without a page


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("melk (halfvol, 1.5%)", "melk (halfvol, 1.5%)"), ("brood - bruin", "brood - bruin"), ("- x", "\\- x"),
        ("1. brood", "1\\. brood"), ("2) x", "2\\) x"), ("1.5 l", "1.5 l"), ("[a](b)", "\\[a\\](b)"), ("\\", "\\\\"),
        ("www.x.nl", "www\u2060.x.nl"), ("http://x", "http\u2060\\://x"),
        ("a@b.nl", "a@\u2060b.nl"), (":red[x]", "\\:red\\[x\\]"),
    ],
)  # fmt: skip
def test_a_label_is_heard_as_it_is_read(words: str, expected: str) -> None:
    assert as_label(words) == expected


def test_a_name_says_in_which_rows_it_stands(handbook: Handbook, texts: dict[str, Text]) -> None:
    rows = [("food", "grams"), *[("brood", 10)] * (MOST_ROWS_NAMED + 1)]
    opening = read_opening(text_of(rows), handbook, file="x.csv", language="nl")
    [question] = opening.questions
    assert name_words(question, texts["nl"]) == "brood · rij 2, 3, 4, …"
    assert list(choices(question, texts["nl"]).values())[-1] == texts["nl"]("draft.leave_out", count=4)
    assert question.same_name is None


def test_rows_with_two_faults_count_once(handbook: Handbook) -> None:
    rows = [("day", "food", "grams"), (1, ALMONDS, 10), ("", "", 10)]
    opening = read_opening(text_of(rows), handbook, file="x.csv", language="nl")
    faults = opening.faults(WOMAN)
    assert len(faults) == 2
    assert rows_of(faults) == {3}


def test_what_is_worth_knowing_is_shown_before_a_file_opens(handbook: Handbook) -> None:
    opening = read_opening(text_of([("food", "grams"), (ALMONDS, 10)]), handbook, file="x.csv", language="nl")
    assert has_nothing_to_ask(opening, [])
    assert not has_nothing_to_ask(opening, ["something"])


def test_rows_that_are_left_out_name_no_other_row(handbook: Handbook) -> None:
    opening = read_opening(MESSY, handbook, file="x.csv", language="nl")
    anna = replace(opening, who="Anna", without=AT_FAULT)
    with pytest.raises(NutritionError):
        anna.plan(NOW)
    left_out = anna.answered({question.key: "" for question in anna.questions})
    assert [item.food_id for item in left_out.plan(NOW).items] == [ALMONDS]
    assert rows_of(left_out.faults(WOMAN)) == AT_FAULT
