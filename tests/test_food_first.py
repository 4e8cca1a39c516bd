"""Food first: what the solver finds beside every possible choice, beside the wishes, and beside the report."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import AUTHORITIES, persons

from nutrition.attributes import FoodAttributes, KnownBy, Offered
from nutrition.changes import LEAST_MG, MOST_ADDED_G, ONE_PORTION_KINDS, Change, Near, possible_changes
from nutrition.food_first import close_gap_with_food, fewest_changes, most_magnesium, suggest_plans
from nutrition.handbook import Handbook, load_handbook
from nutrition.intake import daily_intake
from nutrition.plan import AskFirst, LifeStage, Meal, Person, Plan, PlanItem, Sex
from nutrition.report import make_report
from nutrition.suggestion import Outcome, Suggestion
from nutrition.wishes import EVERYTHING, Allergen, Diet, FoodWishes

SMALL_CASES = 300
WOMAN = Person(age_years=40, sex=Sex.FEMALE, ask_first=AskFirst.NO)
WHITE_BREAD, ALMONDS, SPINACH = "usda-18069", "usda-12061", "usda-11458"
Score = tuple[int, int, float]


@cache
def book() -> Handbook:
    """Return the whole handbook. Properties call this: as an argument it would fill the screen when one fails."""
    return load_handbook()


def day(*foods: tuple[str, float], person: Person = WOMAN, **more: object) -> Plan:
    """Return a plan of foods in grams, all at lunch."""
    items = tuple(PlanItem(food_id=food_id, grams=grams, meal=Meal.LUNCH) for food_id, grams in foods)
    return Plan(person=person, items=items, **more)  # type: ignore[arg-type]


def allowed(chosen: Sequence[Change], wishes: FoodWishes) -> bool:
    """Say whether a choice keeps to what every choice must keep to. Written apart from the solver's rows."""
    places = [change.replaced.food_id if change.replaced else f"+{change.kind}" for change in chosen]
    energy = sum(change.energy_kcal for change in chosen)
    within = wishes.energy_kcal is None or energy <= wishes.energy_kcal + 1e-6
    return len(set(places)) == len(places) <= wishes.most_changes and within


def every_choice(changes: Sequence[Change], wishes: FoodWishes) -> Iterator[tuple[Change, ...]]:
    """Yield every allowed choice, by trying them all."""
    for count in range(wishes.most_changes + 1):
        yield from (chosen for chosen in combinations(changes, count) if allowed(chosen, wishes))


def mg_of(chosen: Sequence[Change]) -> float:
    """Return what a choice adds."""
    return sum(change.magnesium_mg for change in chosen)


def score(chosen: Sequence[Change]) -> Score:
    """Return what a choice is judged by: fewest, nearest, least energy."""
    energy = sum(change.energy_kcal for change in chosen)
    return len(chosen), sum(change.distance for change in chosen), round(energy, 4)


def some_changes(rng: random.Random) -> list[Change]:
    """Return changes with at most twelve foods, as they could come from a plan, with many that are nearly alike."""
    foods = rng.sample(list(book().most_eaten), rng.randint(3, 12))
    changes = []
    for food in foods:
        kind = rng.choice("abcd")
        swap = rng.random() < 0.3
        mg, kcal = rng.choice([5, 20, 40, rng.uniform(5, 90)]), rng.choice([0, 50, rng.uniform(0, 200)])
        distance = rng.randint(0, 6)
        common = {"food": food, "kind": kind, "near": Near.ELSEWHERE}
        if swap:
            old = rng.choice(book().most_eaten[:2])
            less = rng.uniform(-100, 100)
            changes.append(Change(**common, distance=distance, magnesium_mg=mg, energy_kcal=less, replaced=old))
        else:
            changes += [
                Change(**common, distance=distance, magnesium_mg=mg * h / 2, energy_kcal=kcal * h / 2, amount=h / 2)
                for h in (1, 2)
            ]
    return changes


@pytest.mark.parametrize("seed", range(SMALL_CASES))
def test_the_solver_finds_what_trying_everything_finds(seed: int) -> None:
    rng = random.Random(seed)
    changes = some_changes(rng)
    wishes = FoodWishes(most_changes=rng.randint(1, 3), energy_kcal=rng.choice([None, 0, 60, 250]))
    need_mg = rng.uniform(5, 160)
    choices = list(every_choice(changes, wishes))
    closing = [chosen for chosen in choices if mg_of(chosen) >= need_mg]
    found = fewest_changes(changes, need_mg, wishes, time_limit_s=60)
    assert found.proven
    assert allowed(found.changes, wishes)
    if closing:
        assert mg_of(found.changes) >= need_mg - 1e-6
        assert score(found.changes) == pytest.approx(min(map(score, closing)), abs=1e-3)
    else:
        assert found.changes == ()
    most_mg = max(map(mg_of, choices))
    most = most_magnesium(changes, wishes, time_limit_s=60)
    assert most.proven
    assert allowed(most.changes, wishes)
    assert mg_of(most.changes) == pytest.approx(most_mg, abs=1e-4)
    reaching = [chosen for chosen in choices if mg_of(chosen) >= most_mg - 1e-6]
    assert score(most.changes) == pytest.approx(min(map(score, reaching)), abs=1e-3)


def test_the_small_cases_are_of_every_sort() -> None:
    sorts = set()
    for seed in range(SMALL_CASES):
        rng = random.Random(seed)
        changes = some_changes(rng)
        wishes = FoodWishes(most_changes=rng.randint(1, 3), energy_kcal=rng.choice([None, 0, 60, 250]))
        need_mg = rng.uniform(5, 160)
        closing = [chosen for chosen in every_choice(changes, wishes) if mg_of(chosen) >= need_mg]
        fewest = min(map(len, closing), default=0)
        sorts.add((fewest, any(change.replaced for chosen in closing for change in chosen)))
    assert {fewest for fewest, _ in sorts} == {0, 1, 2, 3}
    assert {swapped for fewest, swapped in sorts if fewest} == {True, False}


KINDS = ("bread", "nuts", "milk")


def little_book(rng: random.Random) -> Handbook:
    """Return the handbook with at most eight foods to propose, whose attributes are drawn."""
    pool = [food for food in book().most_eaten if book().portion(food.food_id)]
    foods = rng.sample(pool, rng.randint(3, 8))
    about = {
        food.food_id: FoodAttributes(
            food_id=food.food_id,
            kind=rng.choice(KINDS),
            meal=rng.choice(list(Meal)),
            offered=Offered.YES,
            diet=rng.choice([*Diet, None]),
            holds=frozenset(),
            free_of=frozenset(allergen for allergen in Allergen if rng.random() < 0.8),
            basis=KnownBy.REVIEWED,
        )
        for food in foods
    }
    return replace(book(), most_eaten=tuple(foods), attributes=about)


@pytest.mark.parametrize("seed", range(60))
def test_from_plan_to_plan_nothing_better_was_missed(seed: int) -> None:
    rng = random.Random(1000 + seed)
    little = little_book(rng)
    eaten = [(food.food_id, rng.uniform(20, 200)) for food in rng.sample(list(little.most_eaten), 2)]
    wishes = FoodWishes(
        diet=rng.choice(list(Diet)),
        avoid=tuple(rng.sample(list(Allergen), rng.randint(0, 2))),
        most_changes=rng.randint(1, 2),
        one_portion=rng.random() < 0.5,
        swaps=rng.random() < 0.7,
        energy_kcal=rng.choice([None, 150]),
    )
    plan = day(*eaten, days=rng.choice([1, 2]))
    found = close_gap_with_food(plan, little, "gezondheidsraad", wishes)
    gap_mg = make_report(plan, book(), "gezondheidsraad").assessment.gap_mg
    assert found.gap_mg == gap_mg
    best = max(by_hand(plan, little, wishes))
    if gap_mg is not None and gap_mg > 0.05:
        left_mg = max(0.0, gap_mg - best)
        assert found.gap_left_mg == pytest.approx(left_mg, abs=1e-3) or (found.gap_left_mg or 0) <= left_mg == 0
        assert (found.outcome is Outcome.CLOSED) == (best >= gap_mg - 1e-6)


def by_hand(plan: Plan, little: Handbook, wishes: FoodWishes) -> Iterator[float]:
    """Yield what every allowed choice adds in mg a day, worked out from the tables alone."""
    foods = {food.food_id: food for food in little.most_eaten}
    free = []
    for food_id, food in foods.items():
        about = little.attributes[food_id]
        strict = list(Diet)
        diet_fits = wishes.diet == "omnivore" or (
            about.diet is not None and strict.index(about.diet) >= strict.index(wishes.diet)
        )
        if diet_fits and all(a in about.free_of for a in wishes.avoid) and food.mg_per_100g is not None:
            free.append(food)
    moves = []
    for food in free:
        portion = little.portion(food.food_id)
        assert portion
        assert food.kcal_per_100g is not None
        kind = little.attributes[food.food_id].kind
        one = wishes.one_portion or food.food_group in ("Sweets", "Snacks") or kind in ONE_PORTION_KINDS
        for halves in range(1, 3 if one else 5):
            grams = portion.one_g * halves / 2
            if grams > max(portion.one_g, MOST_ADDED_G):
                continue
            moves.append(
                (
                    f"+{little.attributes[food.food_id].kind}",
                    grams * food.mg_per_100g / 100,
                    grams * food.kcal_per_100g / 100,
                )
            )
        for item in plan.items if wishes.swaps else ():
            old = foods[item.food_id]
            same = little.attributes[old.food_id].kind == little.attributes[food.food_id].kind
            if same and old != food and old.mg_per_100g is not None and old.kcal_per_100g is not None:
                per_100g = item.grams / plan.days / 100
                moves.append(
                    (
                        old.food_id,
                        per_100g * (food.mg_per_100g - old.mg_per_100g),
                        per_100g * (food.kcal_per_100g - old.kcal_per_100g),
                    )
                )
    worth = [move for move in moves if move[1] >= LEAST_MG]
    for count in range(wishes.most_changes + 1):
        for chosen in combinations(worth, count):
            places = [place for place, *_ in chosen]
            energy = sum(kcal for *_, kcal in chosen)
            if len(set(places)) == count and (wishes.energy_kcal is None or energy <= wishes.energy_kcal + 1e-6):
                yield sum(mg for _, mg, _ in chosen)


def eaten_foods() -> st.SearchStrategy[tuple[tuple[str, float], ...]]:
    """Draw what somebody eats: common foods in grams."""
    common = [food.food_id for food in book().most_eaten]
    return st.lists(st.tuples(st.sampled_from(common), st.floats(5, 300)), max_size=8).map(tuple)


@st.composite
def food_wishes(draw: st.DrawFn) -> FoodWishes:
    """Draw wishes of every sort."""
    common = [food.food_id for food in book().most_eaten]
    return FoodWishes(
        diet=draw(st.sampled_from(Diet)),
        avoid=tuple(draw(st.sets(st.sampled_from(Allergen), max_size=3))),
        likes=tuple(draw(st.lists(st.sampled_from(common), max_size=3))),
        never=tuple(draw(st.lists(st.sampled_from(common), max_size=20))),
        energy_kcal=draw(st.one_of(st.none(), st.integers(0, 600))),
        most_changes=draw(st.integers(1, 5)),
        one_portion=draw(st.booleans()),
        swaps=draw(st.booleans()),
    )


@settings(max_examples=60, deadline=None)
@given(
    eaten=eaten_foods(),
    wishes=food_wishes(),
    person=persons(),
    authority=st.sampled_from(AUTHORITIES),
    days=st.integers(1, 3),
)
def test_every_suggestion_keeps_to_the_wishes_and_to_what_it_says(
    eaten: tuple[tuple[str, float], ...], wishes: FoodWishes, person: Person, authority: str, days: int
) -> None:
    plan = day(*eaten, person=person, days=days)
    before = make_report(plan, book(), authority)
    for found in suggest_plans(plan, book(), authority, wishes):
        keeps_to(wishes, found, person)
        after = make_report(found.plan, book(), authority)
        assert found.gap_left_mg == after.assessment.gap_mg
        assert after.intake.food_mg - before.intake.food_mg == pytest.approx(found.added_mg, abs=1e-6)
        if found.outcome is Outcome.CLOSED:
            assert after.assessment.gap_mg is not None
            assert after.assessment.gap_mg < 0.05
        elif found.outcome is not Outcome.BEST_REACHABLE:
            assert found.plan == plan


def keeps_to(wishes: FoodWishes, found: Suggestion, person: Person) -> None:
    """Check every change against every wish, from the attributes alone."""
    assert len(found.changes) <= wishes.most_changes
    common = {food.food_id for food in book().most_eaten}
    for change in found.changes:
        about = book().attributes[change.food.food_id]
        assert change.food.food_id in common
        assert change.food.food_id not in wishes.never
        assert not about.holds & set(wishes.avoid)
        assert set(wishes.avoid) <= about.free_of
        assert wishes.diet is Diet.OMNIVORE or about.diet is not None
        if wishes.diet is Diet.VEGAN:
            assert about.diet is Diet.VEGAN
        if wishes.diet is Diet.VEGETARIAN:
            assert about.diet in (Diet.VEGAN, Diet.VEGETARIAN)
        if wishes.diet is Diet.PESCETARIAN:
            assert about.diet is not Diet.OMNIVORE
        assert about.offered is not Offered.NO
        if person.life_stage is LifeStage.PREGNANT:
            assert about.offered is Offered.YES
        assert change.magnesium_mg >= LEAST_MG
        if change.replaced:
            assert wishes.swaps
            assert change.replaced.food_id not in wishes.likes
            assert book().attributes[change.replaced.food_id].kind == about.kind
        else:
            sweet = change.food.food_group in ("Sweets", "Snacks")
            one = wishes.one_portion or sweet or change.kind in ONE_PORTION_KINDS or person.age_years < 14
            assert change.amount in ((0.5, 1) if one else (0.5, 1, 1.5, 2))
            assert change.measure
            assert change.amount <= 1 or change.amount * change.measure.one_g <= MOST_ADDED_G
            if person.age_years < 9 and change.kind in ("nuts", "seeds"):
                assert change.amount == 0.5
    if wishes.energy_kcal is not None:
        assert found.added_kcal <= wishes.energy_kcal + 1e-6
    assert found.added_kcal == pytest.approx(sum(change.energy_kcal for change in found.changes))


def test_nothing_but_the_changes_differs() -> None:
    plan = day((WHITE_BREAD, 70), ("usda-9040", 120), days=3)
    for found in suggest_plans(plan, book(), "gezondheidsraad"):
        assert replace(found.plan, items=plan.items) == plan
        swapped = {change.replaced.food_id for change in found.changes if change.replaced}
        kept = [item for item in plan.items if item.food_id not in swapped]
        assert [item for item in found.plan.items if item in kept] == kept
        added = [change for change in found.changes if not change.replaced]
        assert len(found.plan.items) == len(plan.items) + 3 * len(added)


def changes_of(plan: Plan, **wishes: object) -> tuple[Change, ...]:
    """Return every change that a plan may get."""
    return possible_changes(plan, daily_intake(plan, book()), book(), FoodWishes(**wishes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("poorer", "richer"),
    [
        ("usda-20029", "bls-c119232"),  # couscous: 8 and 30.2 mg
        ("usda-16126", "bls-h861000"),  # tofu
        ("usda-12166", "bls-q901000"),  # tahini: 95 and 357 mg
        ("bls-h742132", "usda-16033"),  # kidney beans, by their name alone
        ("ciqual-20336", "usda-11464"),  # spinach, fresh and frozen: 30 and 82 mg
        ("usda-12037", "usda-12036"),  # sunflower seeds, roasted and not
    ],
)
def test_the_same_food_in_another_table_is_no_change(poorer: str, richer: str) -> None:
    instead = {change.food.food_id for change in changes_of(day((poorer, 400))) if change.replaced}
    assert instead
    assert richer not in instead


def test_wholemeal_of_one_name_takes_the_place_of_white() -> None:
    swaps = {(c.replaced.food_id, c.food.food_id) for c in changes_of(day(("usda-18364", 300))) if c.replaced}
    assert ("usda-18364", "usda-28295") in swaps


def test_a_child_gets_no_portions_of_adults() -> None:
    for years, most, handful in ((4, 1, 0.5), (8.9, 1, 0.5), (9, 1, 1), (13.9, 1, 1), (14, 2, 1)):
        added = changes_of(day(person=Person(age_years=years, sex=Sex.MALE)))
        assert max(change.amount for change in added) == most
        assert max(change.amount for change in added if change.kind == "nuts") == handful


def test_no_second_plate_is_added() -> None:
    for change in changes_of(day()):
        assert change.measure
        assert change.amount * change.measure.one_g <= max(MOST_ADDED_G, change.measure.one_g)


def test_a_drink_of_plants_without_calcium_takes_no_milks_place() -> None:
    instead = {change.food.food_id for change in changes_of(day(("usda-1174", 750))) if change.replaced}
    assert instead == {"usda-16139"}, "only the one with calcium and vitamins"


def test_three_plans_have_no_food_in_common() -> None:
    found = suggest_plans(day((WHITE_BREAD, 70)), book(), "gezondheidsraad")
    assert [one.outcome for one in found] == [Outcome.CLOSED] * 3
    foods = [change.food.food_id for one in found for change in one.changes]
    kinds = [{change.kind for change in one.changes} for one in found]
    assert len(set(foods)) == len(foods)
    assert len(set.union(*kinds)) == sum(map(len, kinds))
    assert [len(one.changes) for one in found] == sorted(len(one.changes) for one in found)


def test_white_bread_becomes_wholemeal_where_that_is_enough() -> None:
    almost = day((WHITE_BREAD, 140), ("usda-12061", 80))
    gap_mg = make_report(almost, book(), "gezondheidsraad").assessment.gap_mg
    found = close_gap_with_food(almost, book(), "gezondheidsraad", FoodWishes(energy_kcal=0))
    assert gap_mg is not None
    assert gap_mg > 0
    assert gap_mg < 60
    assert [change.replaced.food_id for change in found.changes if change.replaced] == [WHITE_BREAD]
    assert found.outcome is Outcome.CLOSED
    assert found.plan.items[0].grams == 140


def test_what_is_liked_comes_first_and_what_is_never_wanted_never() -> None:
    plan = day(("usda-9040", 120), (SPINACH, 200), ("usda-12061", 10))
    liked = close_gap_with_food(plan, book(), "gezondheidsraad", FoodWishes(likes=("usda-12087",)))
    assert [change.food.food_id for change in liked.changes] == ["usda-12087"]
    assert liked.changes[0].near is Near.LIKED
    both = FoodWishes(likes=("usda-12087",), never=("usda-12087",))
    assert "usda-12087" not in [
        c.food.food_id for c in close_gap_with_food(plan, book(), "gezondheidsraad", both).changes
    ]


def test_wishes_of_the_plan_hold_until_others_are_given() -> None:
    plan = day(("usda-9040", 120), food_wishes=FoodWishes(never=(SPINACH,), diet=Diet.VEGAN))
    assert suggest_plans(plan, book(), "efsa") == suggest_plans(plan, book(), "efsa", plan.food_wishes)
    assert suggest_plans(plan, book(), "efsa", EVERYTHING) != suggest_plans(plan, book(), "efsa")


def test_what_cannot_be_closed_comes_as_near_as_it_can_and_says_what_blocks_it() -> None:
    wishes = FoodWishes(most_changes=1, one_portion=True, diet=Diet.VEGAN)
    plan = day(("usda-9040", 30))
    (found,) = suggest_plans(plan, book(), "gezondheidsraad", wishes)
    assert found.outcome is Outcome.BEST_REACHABLE
    assert found.proven
    assert found.gap_left_mg is not None
    assert found.gap_left_mg > 0.05
    assert "most_changes" in found.blocked_by
    for name in found.blocked_by:
        lifted = replace(wishes, **{name: getattr(EVERYTHING, name) if name != "most_changes" else 10})
        assert close_gap_with_food(plan, book(), "gezondheidsraad", lifted).outcome is Outcome.CLOSED
    for name in {"diet", "one_portion"} - set(found.blocked_by):
        lifted = replace(wishes, **{name: getattr(EVERYTHING, name)})
        assert close_gap_with_food(plan, book(), "gezondheidsraad", lifted).outcome is Outcome.BEST_REACHABLE


def test_nothing_helps_who_wants_no_change_in_energy_and_eats_nothing() -> None:
    (found,) = suggest_plans(day(), book(), "gezondheidsraad", FoodWishes(energy_kcal=0))
    assert found.outcome is Outcome.NOTHING_HELPS
    assert found.changes == ()
    assert found.blocked_by == ("energy_kcal",)


@pytest.mark.parametrize(
    ("person", "authority", "outcome"),
    [
        (Person(age_years=3, sex=Sex.MALE), "efsa", Outcome.TOO_YOUNG),
        (Person(age_years=0.1, sex=Sex.MALE), "efsa", Outcome.NO_TARGET),
        (WOMAN, "gezondheidsraad", Outcome.CLOSED),
    ],
)
def test_for_whom_there_is_no_plan(person: Person, authority: str, outcome: Outcome) -> None:
    found = close_gap_with_food(day(("usda-9040", 30), person=person), book(), authority)
    assert found.outcome is outcome
    if outcome is not Outcome.CLOSED:
        assert found.changes == ()


def test_nothing_open_nothing_changed() -> None:
    plan = day(("usda-12014", 100))
    found = close_gap_with_food(plan, book(), "gezondheidsraad")
    assert (found.outcome, found.plan, found.gap_left_mg) == (Outcome.NOTHING_OPEN, plan, 0)


def test_out_of_time_is_said() -> None:
    plan = day((WHITE_BREAD, 70), (SPINACH, 20))
    found = close_gap_with_food(plan, book(), "gezondheidsraad", time_limit_s=0)
    assert not found.proven
    assert found.outcome in (Outcome.OUT_OF_TIME, Outcome.CLOSED)


def test_a_choice_found_in_time_but_not_proven_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import highspy

    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda self: highspy.HighsModelStatus.kTimeLimit)
    found = close_gap_with_food(day((WHITE_BREAD, 70)), book(), "gezondheidsraad")
    assert found.outcome is Outcome.CLOSED
    assert found.changes
    assert not found.proven


def test_the_same_question_gets_the_same_answer() -> None:
    plan = day((WHITE_BREAD, 70), ("usda-1077", 200))
    assert suggest_plans(plan, book(), "nasem") == suggest_plans(plan, book(), "nasem")


def test_only_what_people_eat_is_ever_possible() -> None:
    plan = day((WHITE_BREAD, 70))
    changes = possible_changes(plan, daily_intake(plan, book()), book(), EVERYTHING)
    groups = {change.food.food_group for change in changes}
    assert len(book().most_eaten) == 800
    assert len({change.food.food_id for change in changes}) > 200
    assert not groups & {"Spices and Herbs", "Fats and Oils", "Baby Foods", "Fast Foods", "Restaurant Foods"}
    assert len({food.food_id for food in book().most_eaten}) == 800


def test_spinach_by_the_half_portion() -> None:
    plan = day((WHITE_BREAD, 400), (ALMONDS, 60))
    # two portions are a second plate of 306 g
    amounts = {
        change.amount
        for change in possible_changes(plan, daily_intake(plan, book()), book(), EVERYTHING)
        if change.food.food_id == SPINACH and not change.replaced
    }
    assert amounts == {0.5, 1.0, 1.5}
