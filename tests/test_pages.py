"""Every page in both languages, as Streamlit runs it without a browser: what visitors do, and what then is there."""

import ast
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from nutrition import Handbook, OwnFood, Person, Plan, PlanItem, Report, SupplementDose, make_report
from nutrition.storage import write_plan
from nutrition.text import LANGUAGES, Text
from nutrition.views.origins import origin_words
from nutrition.views.pages._numbers import BEHIND_IT, IN_SHORT, ON_CERTAINTY
from nutrition.views.reference_words import target_words
from nutrition.views.shares import share_words
from nutrition.views.words import (
    adds_words,
    finding_words,
    person_words,
    suggestion_words,
    total_words,
    worded,
)
from nutrition.wishes import Diet, FoodWishes

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "nutrition" / "views" / "pages"
AUTHORITY = "gezondheidsraad"
WOMAN = Person(age_years=40, sex="female")
ALMONDS, SPINACH, CHOCOLATE, NO_VALUE = "usda-12061", "usda-11458", "usda-19904", "usda-2074"
# far above what a page takes (0.1 s): only a page that hangs may fail on it
PATIENCE_SECONDS = 60
LONG_ENOUGH = 12
LINK = re.compile(r'<a href="\./([a-z-]*)\?language=([a-z]+)"( aria-current="page")?>([^<]+)</a>')

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


def page_names(listed: str = "PAGES") -> list[str]:
    """Return a list of pages as app.py writes it; importing it would run it."""
    for node in ast.parse((ROOT / "app.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == [listed]:
            return list(ast.literal_eval(node.value))
    raise AssertionError(f"app.py has no list {listed}")


def visit(language: str, plan: Plan | None = None) -> AppTest:
    """Start a visit in a language, with a plan opened from a file if one is given."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_SECONDS)
    app.query_params["language"] = language
    done(app.run())
    if plan is not None:
        open_plan(app, write_plan(plan).encode())
    return app


def done(app: AppTest) -> AppTest:
    """Return the app after a run, which may not have ended in an exception, nor with two fields of one name."""
    assert not [error.value for error in app.exception]
    keys = [element.key for element in app.main if getattr(element, "key", None)]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)
    return app


def unfolded(app: AppTest, fold: str = "own-fold") -> AppTest:
    """Open a fold: what is in it is drawn only then."""
    app.session_state[fold] = True
    return done(app.run())


def open_plan(app: AppTest, content: bytes, name: str = "plan.toml") -> AppTest:
    fold = next(fold for fold in app.expander if "-open-fold-" in fold.proto.id)
    unfolded(app, fold.proto.id.split("-", 2)[2])
    app.file_uploader[0].set_value((name, content, "application/toml"))
    return done(app.run())


def click(app: AppTest, label: str, number: int = 0) -> AppTest:
    """Click a button by the words on it."""
    [button for button in app.button if button.label == label][number].click()
    return done(app.run())


def amounts(app: AppTest) -> list[str]:
    """Return what stands in the amount fields, from the first row to the last."""
    return [field.value for field in amount_fields(app)]


def amount_fields(app: AppTest) -> list:
    return [field for field in app.text_input if str(field.key).startswith("amount-")]


def complaints(app: AppTest) -> list[str]:
    """Return what the page says is wrong with what was typed; advice wears another sign."""
    return [read(warning.value) for warning in app.warning if warning.icon == ":material/edit:"]


def plan_of(app: AppTest) -> Plan:
    return app.session_state["visit"].plan


def read(words: str) -> str:
    """Return what a reader sees of Markdown or HTML."""
    return unescape(re.sub(r"\\(.)", r"\1", re.sub(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", " ", words)))


def shown(app: AppTest) -> list[str]:
    """Return everything that a visitor can read or hear on the page, piece by piece."""
    pieces: list[str] = []
    for element in app.main:
        proto = getattr(element, "proto", None)
        options = list(getattr(element, "options", ()))
        # the value of a choice is a code: what is read are its options
        pieces += options or [getattr(element, "value", "")]
        pieces += [getattr(element, "label", "")]
        pieces += [getattr(proto, name, "") for name in ("help", "placeholder", "alt")]
    return [" ".join(read(piece).split()) for piece in pieces if isinstance(piece, str) and piece]


def on_page(app: AppTest) -> str:
    return "\n".join(shown(app))


def numbers_block(app: AppTest) -> str:
    return next(piece for element in app.get("html") for piece in [element.value] if 'class="mw-number"' in piece)


def report_of(plan: Plan, handbook: Handbook) -> Report:
    return make_report(plan, handbook, AUTHORITY)


def to(app: AppTest, page: str) -> AppTest:
    """Go to a page by the name of its file."""
    app.switch_page(f"nutrition/views/pages/{page}.py")
    return done(app.run())


def answer(app: AppTest, value: str) -> AppTest:
    """Answer the stop question, on What helps."""
    app.radio[0].set_value(value)
    return done(app.run())


def on_supplement(code: str) -> bool:
    """Whether a finding is about a supplement that is or is not suggested: it stands on What helps alone."""
    also = ("unit_cannot_be_split", "ask_midwife", "see_a_doctor")
    also += ("takes_antacid", "takes_laxative", "fortified_not_counted")
    return code.startswith(("no_amount_", "supplement")) or code in also


def assert_shows(app: AppTest, report: Report, handbook: Handbook, text: Text) -> None:
    """My day and What helps say what the report says: its numbers, every row, every finding, the suggestion."""
    there, block = on_page(app), read(numbers_block(app))
    assert plan_of(app) == report.plan
    assert total_words(report.intake, report.intake.total_mg, text) in block
    assert text("page.my_day.intake_of", target_mg=report.reference.target.mg) in block
    assert report.reference.target.published_as in block
    assert target_words(report.reference, text) in there
    assert person_words(report, text) in there
    for line in report.intake.lines:
        value = text("page.my_day.no_value") if line.magnesium_mg is None else text.mg(line.magnesium_mg)
        assert value in there
        assert line.food.name(text.language) in there
    for share in report.intake.by_day_and_meal:
        assert share_words(share.share, text) in there
    for helpful in report.helpful_foods[:3]:
        assert adds_words(helpful, text) in there
    assert_says(app, report, handbook, text)
    to(app, "helps")
    there = on_page(app)
    assert total_words(report.intake, report.intake.total_mg, text) in read(numbers_block(app))
    for helpful in report.helpful_foods:
        assert adds_words(helpful, text) in there or text.number(helpful.magnesium_mg) in there
        assert helpful.food.name(text.language) in there
    to(app, "my_day")


def assert_says(app: AppTest, report: Report, handbook: Handbook, text: Text) -> None:
    """Every finding stands on the page where it belongs: those on a supplement on What helps alone.

    What a certainty rests on stands on What it means, with the sentence that My day has too, or has in short.
    """
    more = BEHIND_IT | IN_SHORT
    my_day, means, helps = on_page(app), on_page(to(app, "meaning")), on_page(to(app, "helps"))
    to(app, "my_day")
    if below := report.finding("below_ai"):
        assert text("page.my_day.below_ai", kind=below.values["kind"]) in my_day
    for found, sentences in worded(report, handbook, text):
        if found.code != "foods_that_help":  # stands there as buttons and a table
            for sentence in sentences:
                words = " ".join(sentence.split())
                assert words in (helps if on_supplement(found.code) else means if found.code in more else my_day)
                assert words in means or found.code not in ON_CERTAINTY
                assert words not in my_day or found.code not in more
                assert not on_supplement(found.code) or words not in my_day


def day(*items: PlanItem, person: Person = WOMAN, **more: object) -> Plan:
    return Plan(person=person, items=items, **more)


THREE = (
    PlanItem(food_id=ALMONDS, grams=30, meal="breakfast"),
    PlanItem(food_id=SPINACH, grams=100, meal="dinner"),
    PlanItem(food_id=CHOCOLATE, grams=30),
)


def test_the_list_of_pages_is_the_list_of_files() -> None:
    files = {path.stem for path in PAGES.glob("*.py") if not path.stem.startswith("_")}
    assert sorted(page_names()) == sorted(files)
    assert len(set(page_names())) == len(page_names())


@in_both_languages
@pytest.mark.parametrize("name", page_names())
def test_every_page_runs(name: str, language: str, texts: dict[str, Text]) -> None:
    app = visit(language).switch_page(f"nutrition/views/pages/{name}.py")
    done(app.run())
    heading = f"page.{name}.heading"  # where the link in the head is too short to be one
    text = texts[language]
    assert [title.value for title in app.title] == [text(heading if heading in text else f"page.{name}.title")]
    assert texts[language]("app.boundary") in on_page(app)
    [head] = [element.value for element in app.get("html") if "<nav" in element.value]
    links = LINK.findall(head)
    apart = page_names("APART")
    in_head = [one for one in page_names() if one not in apart]
    assert f'lang="{language}"' in head
    assert [title for _, _, _, title in links] == [text(f"page.{one}.title") for one in in_head]
    assert [way for way, *_ in links] == ["" if one == "my_day" else one for one in in_head]
    assert {there for _, there, _, _ in links} == {language}
    assert [title for _, _, here, title in links if here] == ([] if name in apart else [text(f"page.{name}.title")])


@in_both_languages
def test_a_first_visitor_sees_an_empty_plate(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    app, text = visit(language), texts[language]
    assert plan_of(app) == day()
    assert text("page.my_day.empty_title") in on_page(app)
    assert text.mg(0) in read(numbers_block(app))
    assert not amount_fields(app)


@in_both_languages
@pytest.mark.parametrize("diet", [Diet.OMNIVORE, Diet.VEGETARIAN, Diet.VEGAN])
def test_an_example_day_says_what_its_report_says(
    diet: Diet, language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    app, text = visit(language), texts[language]
    assert text("page.my_day.examples") in on_page(app)
    click(app, text(f"example_day.{diet}"))
    plan = day(*handbook.example_days[diet], food_wishes=FoodWishes(diet=diet))
    assert_shows(app, report_of(plan, handbook), handbook, text)
    assert text("page.my_day.empty_title") not in on_page(app)
    assert text("page.my_day.examples") not in on_page(app)


@in_both_languages
def test_the_published_day_says_what_its_report_says(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    plan, text = day(*THREE, person=replace(WOMAN, ask_first="no")), texts[language]
    app = visit(language, plan)
    assert_shows(app, report_of(plan, handbook), handbook, text)
    expected = {"nl": ("236,4 mg", "63,6 mg"), "en": ("236.4 mg", "63.6 mg")}[language]
    for number in expected:
        assert number in on_page(app)


@in_both_languages
def test_a_food_without_a_value_makes_it_at_least(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    plan, text = day(*THREE, PlanItem(food_id=NO_VALUE, grams=200, meal="dinner")), texts[language]
    app = visit(language, plan)
    assert_shows(app, report_of(plan, handbook), handbook, text)
    assert text("report.at_least_mg", value_mg=236.4) in read(numbers_block(app))
    assert handbook.food(NO_VALUE).name(language) in on_page(app)
    bounds = report_of(plan, handbook).bounds
    likely = {"nl": "waarschijnlijk tussen {} en {} mg", "en": "likely between {} and {} mg"}[language]
    assert likely.format(text.number(bounds.low_mg), text.number(bounds.high_mg)) in read(numbers_block(app))
    assert text("report.margin", margin_mg=bounds.known_margin_mg) in on_page(to(app, "meaning"))


@in_both_languages
def test_several_days_and_supplements(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    """The same food twice in a meal and on two days, and the same supplement twice: no fields of one name."""
    doses = (SupplementDose(form="citrate", elemental_mg=300), SupplementDose(form="citrate", elemental_mg=300))
    plan = day(*THREE, *THREE, replace(THREE[0], day=2), days=2, supplements=doses)
    app, text = visit(language, plan), texts[language]
    report = report_of(plan, handbook)
    assert total_words(report.intake, report.intake.total_mg, text) in read(numbers_block(app))
    assert len(amount_fields(app)) == 6
    assert_says(app, report, handbook, text)
    assert text("page.my_day.supplements_line", supplement_mg=600) in on_page(app)
    click(app, text("page.my_day.remove_day"))
    assert plan_of(app).days == 1
    assert len(amount_fields(app)) == 1
    click(app, text("page.my_day.undo"))
    assert plan_of(app) == plan


@in_both_languages
def test_no_amount_before_the_question_is_answered(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text = texts[language]
    app = to(visit(language, day(*THREE)), "helps")
    answers = {answer: replace(day(*THREE), person=replace(WOMAN, ask_first=answer)) for answer in ("no", "yes")}
    suggested = suggestion_words(report_of(answers["no"], handbook), handbook, text)
    assert app.radio[0].value is None
    assert not any(words in on_page(app) for words in suggested)

    answer(app, "no")
    assert plan_of(app) == answers["no"]
    assert all(words in on_page(app) for words in suggested)
    assert_shows(to(app, "my_day"), report_of(answers["no"], handbook), handbook, text)

    answer(to(app, "helps"), "yes")
    assert plan_of(app) == answers["yes"]
    assert not any(words in on_page(app) for words in suggested)
    assert text("finding.no_amount_ask_first") in on_page(app)
    wish = report_of(answers["no"], handbook).plan.wish
    assert text.mg(wish.unit_mg) not in on_page(app)


@in_both_languages
@pytest.mark.parametrize("typed", ["abc", "-5", "1e9", "1.250", "0", "7,2,5", "<b>7</b>", "", "99999999"])
def test_what_is_no_amount_changes_nothing(
    typed: str, language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    text, plan = texts[language], day(*THREE)
    app = visit(language, plan)
    before = numbers_block(app)
    amount_fields(app)[1].set_value(typed)
    done(app.run())
    assert plan_of(app) == plan
    assert numbers_block(app) == before
    assert amounts(app) == ["30", typed, "30"]
    assert len(complaints(app)) == 1
    if typed == "1.250":
        assert text("error.two_readings", value=typed, whole="1250", fraction="1.25") == complaints(app)[0]

    amount_fields(app)[1].set_value("7,25")
    done(app.run())
    assert plan_of(app).items[1].grams == 7.25
    assert plan_of(app).items[0] == plan.items[0]
    assert not complaints(app)


@in_both_languages
@pytest.mark.parametrize("typed", ["7,25", "7.25", " 7,25 ", "7,250"])
def test_seven_and_a_quarter(typed: str, language: str, texts: dict[str, Text]) -> None:
    app = visit(language, day(*THREE))
    amount_fields(app)[0].set_value(typed)
    done(app.run())
    if typed == "7,250":  # may be seven thousand to an English eye
        assert len(complaints(app)) == 1
        assert plan_of(app) == day(*THREE)
    else:
        assert plan_of(app).items[0].grams == 7.25
        assert not complaints(app)


@in_both_languages
def test_every_number_has_its_source_in_the_fold(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text, plan = texts[language], day(*THREE)
    app = visit(language, plan)
    assert text("page.my_day.sources_text") not in on_page(app)
    there, report = unescape(on_page(unfolded(app, "sources-fold"))), report_of(plan, handbook)
    for line in report.intake.lines:
        assert line.food.name(language) in there
        assert origin_words(line, text) in there
    for source, places in report.sources_used:
        assert f"{source.key}: {source.citation}" in there
        assert "; ".join(places) in there


@in_both_languages
@pytest.mark.parametrize("typed", ["150", "-1", "veertig"])
def test_an_age_that_cannot_be(typed: str, language: str) -> None:
    app = visit(language, day(*THREE))
    next(field for field in app.text_input if str(field.key).startswith("age-")).set_value(typed)
    done(app.run())
    assert plan_of(app) == day(*THREE)
    assert len(complaints(app)) == 1


@in_both_languages
def test_undo_goes_back_a_step_at_a_time(language: str, texts: dict[str, Text]) -> None:
    text, plan = texts[language], day(*THREE)
    app = visit(language, plan)
    amount_fields(app)[0].set_value("45")
    done(app.run())
    app.button(key=str(amount_fields(app)[1].key).replace("amount", "remove").split("--")[0]).click()
    done(app.run())
    assert [item.food_id for item in plan_of(app).items] == [ALMONDS, CHOCOLATE]
    click(app, text("page.my_day.undo"))
    assert [item.grams for item in plan_of(app).items] == [45, 100, 30]
    assert amounts(app) == ["45", "100", "30"]
    click(app, text("page.my_day.undo"))
    assert plan_of(app) == plan
    assert amounts(app) == ["30", "100", "30"]
    click(app, text("page.my_day.undo"))
    assert plan_of(app) == day()


@in_both_languages
def test_a_cleared_day_comes_back(language: str, texts: dict[str, Text]) -> None:
    text, plan = texts[language], day(*THREE)
    app = visit(language, plan)
    click(app, text("page.my_day.clear_yes"))
    assert plan_of(app) == day()
    click(app, text("page.my_day.undo"))
    assert plan_of(app) == plan


@in_both_languages
def test_a_broken_file_leaves_the_plan(language: str, texts: dict[str, Text]) -> None:
    text, plan = texts[language], day(*THREE)
    app = visit(language, plan)
    broken = b'[person]\nage_years = 150\nsex = "female"\n[[items]]\nfood = "usda-12061"\ngrams = -1\n'
    open_plan(app, broken, "broken.toml")
    assert plan_of(app) == plan
    assert text("error.import_problems", file="broken.toml", count=2) in on_page(app)
    unknown = write_plan(day(PlanItem(food_id="usda-0", grams=1))).encode()
    open_plan(app, unknown, "unknown.toml")
    assert plan_of(app) == plan
    assert text("error.unknown_food", food_id="usda-0") in on_page(app)


@in_both_languages
def test_an_opened_file_can_be_undone(language: str, texts: dict[str, Text]) -> None:
    plan = day(*THREE)
    app = visit(language, plan)
    other = day(PlanItem(food_id=ALMONDS, grams=45), person=replace(WOMAN, age_years=71))
    open_plan(app, write_plan(other).encode())
    assert plan_of(app) == plan
    click(app, texts[language]("opening.accept"))
    assert plan_of(app) == other
    click(app, texts[language]("page.my_day.undo"))
    assert plan_of(app) == plan


@in_both_languages
def test_search_shows_what_it_finds_and_adds_it(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text = texts[language]
    app = visit(language)
    app.text_input(key="words").set_value({"nl": "amandelen", "en": "almonds"}[language])
    done(app.run())
    app.button(key=f"choose-{ALMONDS}").click()
    done(app.run())
    assert [item.food_id for item in plan_of(app).items] == [ALMONDS]
    assert app.text_input(key="words").value == ""
    assert_shows(app, report_of(plan_of(app), handbook), handbook, text)


@in_both_languages
@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "**xqz** [qzx](zqx)", "$xqz$ :red[qzx] \\ `zqx`", "x" * 5000]
)
def test_what_is_searched_is_shown_as_typed(words: str, language: str, texts: dict[str, Text]) -> None:
    app = visit(language)
    app.text_input(key="words").set_value(words)
    done(app.run())
    assert len(app.info) == 1
    said = re.sub(r"\\(.)", r"\1", app.info[0].value)
    assert said == texts[language]("page.my_day.no_results", words=words[:100])
    # what Markdown would take for more than text stands behind a backslash
    assert not re.search(r"(?<!\\)[<>*`\[\]$]", re.sub(r"\\\\", "", app.info[0].value))


@in_both_languages
def test_switching_language_keeps_everything(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    other = next(one for one in LANGUAGES if one != language)
    plan = day(
        PlanItem(food_id=ALMONDS, grams=7.25, meal="breakfast"),
        PlanItem(food_id=ALMONDS, measure="handful (23 almonds)", amount=1.5, meal="dinner"),
        person=replace(WOMAN, ask_first="no", age_years=30.5),
    )
    app = visit(language, plan)
    assert_shows(app, report_of(plan, handbook), handbook, texts[language])
    for to in (other, language, other):
        app.button_group(key="language").set_value(to)
        done(app.run())
        assert app.query_params["language"] == to
        assert amounts(app) == [texts[to].number(7.25, 2), texts[to].number(1.5)]
        assert_shows(app, report_of(plan, handbook), handbook, texts[to])


@in_both_languages
def test_a_typed_mistake_does_not_outlive_a_language(language: str, texts: dict[str, Text]) -> None:
    """In the other language the field shows the plan again, so the sentence about what was typed may not stay alone."""
    other = next(one for one in LANGUAGES if one != language)
    app = visit(language, day(*THREE))
    amount_fields(app)[0].set_value("abc")
    done(app.run())
    app.button_group(key="language").set_value(other)
    done(app.run())
    assert plan_of(app) == day(*THREE)
    assert (amounts(app)[0] == "abc") == bool(complaints(app))


# --- Own foods and recipes


def field(app: AppTest, name: str):
    """Return a field of the fold by the beginning of its key."""
    return next(one for one in app.text_input if str(one.key).startswith(f"{name}-"))


def fill(app: AppTest, **typed: str) -> None:
    """Type into fields, named by their keys with a low line for a dash."""
    for name, words in typed.items():
        field(app, name.replace("_", "-")).set_value(words)


def search_for(app: AppTest, words: str) -> list[str]:
    """Search, and return the names that were found, the first first."""
    app.text_input(key="words").set_value(words)
    done(app.run())
    return [read(one.label) for one in app.button if str(one.key).startswith("choose-")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_food_known_by_the_portion_is_counted_in_portions(language: str, texts: dict[str, Text]) -> None:
    soup = OwnFood(food_id="own-1", name="Soep", mg_per_100g=20, given_by="Cronometer", per_portion=True)
    app = visit(language, day(PlanItem(food_id="own-1", grams=150), own_foods=(soup,)))
    (field,) = amount_fields(app)
    assert field.value == texts[language].number(1.5)
    assert texts[language]("own.portion_measure") in {option for box in app.selectbox for option in box.options}
    field.set_value("2")
    assert plan_of(done(app.run())).items[0].grams == 200


@in_both_languages
def test_an_own_food_from_a_label(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    """15 % of 375 mg per portion of 40 g is 56.25 mg; it is found first, counted, removed again, and undone."""
    app, text = unfolded(visit(language)), texts[language]
    assert foreign_words(shown(app), text, texts["nl" if language == "en" else "en"]) == []
    next(one for one in app.selectbox if str(one.key).startswith("own-basis-")).set_value("eu")
    done(app.run())
    fill(app, own_name="=amandelpasta **x**", own_value="15", own_portion="40")
    click(app, text("page.my_day.own_save"))
    assert complaints(app) == []
    assert plan_of(app).own_foods == (
        OwnFood(food_id="own-1", name="=amandelpasta **x**", mg_per_100g=140.625, portion_g=40, label="eu"),
    )
    assert [field(app, name).value for name in ("own-name", "own-value", "own-portion")] == ["", "", ""]
    [first, *_] = search_for(app, "amandel")
    assert first == f"**=amandelpasta **x**** · 40 g: {text.number(56.25)}\u00a0mg"
    app.button(key="choose-own-1").click()
    done(app.run())
    assert_shows(app, report_of(plan_of(app), handbook), handbook, text)
    assert text("derivation.own") in on_page(unfolded(app, "sources-fold"))
    assert text.mg(56.25) in read(numbers_block(app))

    unfolded(app).button(key="own-remove-own-1").click()
    done(app.run())
    assert complaints(app) == [text("error.own_in_plan", name="=amandelpasta **x**", count=1)]
    click(app, text("page.my_day.clear_yes"))
    unfolded(app).button(key="own-remove-own-1").click()
    done(app.run())
    assert plan_of(app) == day()
    assert complaints(app) == []
    click(app, text("page.my_day.undo"))
    assert len(plan_of(app).own_foods) == 1


@in_both_languages
def test_what_is_wrong_with_an_own_food_stands_beside_it_and_nothing_is_lost(
    language: str, texts: dict[str, Text]
) -> None:
    app, text = unfolded(visit(language)), texts[language]
    fill(app, own_value="veel", own_portion="1.250")
    click(app, text("page.my_day.own_save"))
    assert len(complaints(app)) == 3
    assert plan_of(app) == day()
    assert [field(app, name).value for name in ("own-value", "own-portion")] == ["veel", "1.250"]
    other = next(one for one in LANGUAGES if one != language)
    app.button_group(key="language").set_value(other)
    done(app.run())
    assert [field(app, name).value for name in ("own-value", "own-portion")] == ["veel", "1.250"]
    assert complaints(app) == []

    fill(app, own_name="Muesli", own_value="", own_portion="")
    click(app, texts[other]("page.my_day.own_save"))
    assert plan_of(app).own_foods == (OwnFood(food_id="own-1", name="Muesli"),)
    fill(app, own_name="muesli", own_value="5")
    click(app, texts[other]("page.my_day.own_save"))
    assert complaints(app) == [texts[other]("error.own_name_twice", name="muesli")]


@in_both_languages
@pytest.mark.parametrize("typed", ["0,27", "27000"])
def test_a_slip_is_a_question(typed: str, language: str, texts: dict[str, Text]) -> None:
    app, text = unfolded(visit(language)), texts[language]
    fill(app, own_name="Poeder", own_value=typed)
    click(app, text("page.my_day.own_save"))
    assert plan_of(app) == day()
    assert len(complaints(app)) == 1
    assert complaints(app)[0].endswith("?")
    assert field(app, "own-value").value == typed
    # correcting a field takes the sentence away and leaves the fold open
    fill(app, own_value="5")
    done(app.run())
    assert complaints(app) == []
    assert next(fold for fold in app.expander if fold.label == text("page.my_day.own_title")).proto.expanded
    fill(app, own_value=typed)
    click(app, text("page.my_day.own_save"))
    # a yes is a yes to what was asked, not to what was typed since
    fill(app, own_value="28000")
    click(app, text("page.my_day.own_sure"))
    assert plan_of(app) == day()
    click(app, text("page.my_day.own_sure"))
    [own] = plan_of(app).own_foods
    assert (own.mg_per_100g, own.sure) == (28000, True)


@in_both_languages
def test_an_american_label_says_that_it_was_not_checked(language: str, texts: dict[str, Text]) -> None:
    app, text = unfolded(visit(language)), texts[language]
    assert text("own.unverified") not in on_page(app)
    next(one for one in app.selectbox if str(one.key).startswith("own-basis-")).set_value("us")
    done(app.run())
    assert text("own.unverified") in on_page(app)
    fill(app, own_name="Bar", own_value="10")
    click(app, text("page.my_day.own_save"))
    assert complaints(app) == [text("error.own_portion_missing")]


@in_both_languages
def test_a_meal_becomes_a_recipe(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    dinner = (
        PlanItem(food_id=SPINACH, grams=300, meal="dinner"),
        PlanItem(food_id=ALMONDS, grams=50, meal="dinner"),
        PlanItem(food_id=NO_VALUE, grams=50, meal="dinner"),
    )
    app, text = unfolded(visit(language, day(*dinner))), texts[language]
    fill(app, recipe_name="Spinaziepan", recipe_cooked="0", recipe_portions="2")
    click(app, text("page.my_day.recipe_save"))
    assert len(complaints(app)) == 1
    fill(app, recipe_cooked="5000")
    click(app, text("page.my_day.recipe_save"))
    assert complaints(app) == [text("error.cooked_absurd", name="Spinaziepan", raw_g=400, cooked_g=5000)]
    assert plan_of(app) == day(*dinner)
    fill(app, recipe_cooked="320")
    click(app, text("page.my_day.recipe_save"))
    assert complaints(app) == []
    [recipe] = plan_of(app).recipes
    assert (recipe.cooked_g, recipe.portions, len(recipe.ingredients)) == (320, 2, 3)
    click(app, text("page.my_day.clear_yes"))
    [found] = search_for(app, "spinaziepan")
    # half of 300 g spinach (261 mg) and 50 g almonds (135 mg)
    assert text("page.my_day.meal_at_least", magnesium_mg=198) in found.replace("\u00a0", " ")
    app.button(key="choose-own-1").click()
    done(app.run())
    report = report_of(plan_of(app), handbook)
    assert report.intake.food_mg == pytest.approx(198)
    assert text("report.at_least_mg", value_mg=198) in read(numbers_block(app))
    assert handbook.food(NO_VALUE).name(language) in on_page(unfolded(app, "sources-fold"))
    assert text("derivation.recipe") in on_page(app)


@in_both_languages
def test_own_foods_of_one_visit_are_not_those_of_another(language: str, texts: dict[str, Text]) -> None:
    app = visit(language, replace(day(), own_foods=(OwnFood(food_id="own-1", name="Zzyzx", mg_per_100g=10),)))
    assert search_for(app, "zzyz") == ["**Zzyzx** · 100 g: 10\u00a0mg"]
    assert search_for(visit(language), "zzyz") == []


def segments(text: Text) -> set[str]:
    """Return the pieces of a catalogue between its placeholders that are long enough to be a language."""
    pieces = (piece.strip() for entry in text.entries.values() for piece in re.split(r"\{[^}]*\}", entry))
    return {piece for piece in pieces if len(piece) >= LONG_ENOUGH and " " in piece}


def foreign_words(pieces: Iterable[str], text: Text, other: Text) -> list[str]:
    """Return what a page in one language says in the words of the other."""
    pieces = list(pieces)
    own, theirs = set(text.entries.values()), set(other.entries.values())
    there = "\n".join(pieces)
    whole = [piece for piece in pieces if piece in theirs - own]
    return whole + [piece for piece in sorted(segments(other) - segments(text)) if piece in there]


def answered(app: AppTest, text: Text) -> None:
    click(app, text("example_day.omnivore"))
    answer(to(app, "helps"), "no")
    click(app, text("page.helps.taken_add"))


def mistaken(app: AppTest, text: Text) -> None:
    answered(app, text)
    to(app, "my_day")
    amount_fields(app)[0].set_value("abc")
    done(app.run())
    open_plan(app, b"days = 0", "broken.toml")
    app.text_input(key="words").set_value("qqqq")
    done(app.run())


def many_days(app: AppTest, text: Text) -> None:
    answered(app, text)
    click(to(app, "my_day"), text("page.my_day.add_day"))
    answer(to(app, "helps"), "yes")


def on_sources(app: AppTest, text: Text) -> None:
    to(app, "sources")


def on_compare(app: AppTest, text: Text) -> None:
    answered(app, text)
    to(app, "compare")


def on_meaning(app: AppTest, text: Text) -> None:
    answered(app, text)
    to(app, "meaning")


def on_method(app: AppTest, text: Text) -> None:
    answered(app, text)
    to(app, "method")


def on_foods(app: AppTest, text: Text) -> None:
    to(app, "foods")


def on_about(app: AppTest, text: Text) -> None:
    to(app, "about")


@in_both_languages
@pytest.mark.parametrize(
    "walk",
    [
        *(lambda app, text: None, answered, mistaken, many_days, on_meaning),
        *(on_sources, on_compare, on_method, on_foods, on_about),
    ],
)
def test_a_page_speaks_one_language(walk: Callable, language: str, texts: dict[str, Text]) -> None:
    app, text = visit(language), texts[language]
    other = next(one for one in LANGUAGES if one != language)
    walk(app, text)
    assert not foreign_words(shown(app), text, texts[other])
    app.button_group(key="language").set_value(other)
    done(app.run())
    assert not foreign_words(shown(app), texts[other], text)


def test_foreign_words_are_noticed(texts: dict[str, Text]) -> None:
    nl, en = texts["nl"], texts["en"]
    assert foreign_words([en("page.my_day.undo")], nl, en)
    assert foreign_words([f"Let op. {en('finding.gap', gap_mg=1, target_mg=2, kind='AI')}"], nl, en)
    assert not foreign_words([nl("finding.gap", gap_mg=1, target_mg=2, kind="AI"), "AI", "Magnesiumwijzer"], nl, en)


@in_both_languages
def test_one_visit_sees_nothing_of_another(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    first, text = visit(language), texts[language]
    answered(first, text)
    second = visit(language)
    assert plan_of(second) == day()
    sentences = finding_words(report_of(plan_of(first), handbook), handbook, text)
    seen = on_page(second) + on_page(to(second, "helps"))
    assert all(" ".join(words.split()) not in seen for severity, words in sentences if severity != "info")
