"""Random persons and plans for the properties, with a liking for the ages where a value changes."""

import handbook_fixture
from hypothesis import strategies as st

from nutrition.plan import (
    AskFirst,
    DoseKind,
    LifeStage,
    Meal,
    Person,
    Plan,
    PlanItem,
    Sex,
    SupplementDose,
    SupplementWish,
)
from nutrition.wishes import EVERYTHING, Allergen, Diet, FoodWishes

AUTHORITIES = ("gezondheidsraad", "efsa", "hgr", "dach", "nnr", "coma", "nasem", "nhmrc", "mhlw", "who_fao")
EDGES = (
    *(
        0.0,
        0.3333,
        0.5,
        0.5833,
        1.0,
        2.0,
        3.0,
        4.0,
        6.0,
        7.0,
        9.0,
        10.0,
        11.0,
        13.0,
        14.0,
        15.0,
        18.0,
        19.0,
        25.0,
        30.0,
    ),
    *(31.0, 50.0, 51.0, 60.0, 65.0, 71.0, 120.0),
)
FOOD_IDS = tuple(food_id for food_id, *_ in handbook_fixture.FOODS)
FORMS = ("bisglycinate", "citrate", "oxide", "taurate", "malate", "lactate")
UNITS_MG = (1.0, 48.0, 50.0, 80.0, 100.0, 125.0, 187.5, 250.0, 300.0, 1000.0)

authorities = st.sampled_from(AUTHORITIES)
ages = st.one_of(
    st.sampled_from([*EDGES, *(edge - 1e-6 for edge in EDGES[1:])]),
    st.floats(0, 120),
    st.integers(0, 120),
)


@st.composite
def persons(draw: st.DrawFn, answers: tuple[AskFirst, ...] = tuple(AskFirst), youngest_years: float = 0) -> Person:
    """Draw a person who can be."""
    age_years, sex = draw(ages.filter(lambda years: years >= youngest_years)), draw(st.sampled_from(Sex))
    stages = tuple(LifeStage) if sex is Sex.FEMALE and 9 <= age_years <= 60 else (LifeStage.NONE,)
    return Person(
        age_years=age_years,
        sex=sex,
        life_stage=draw(st.sampled_from(stages)),
        ask_first=draw(st.sampled_from(answers)),
    )


def weighed_items(food_ids: tuple[str, ...] = FOOD_IDS) -> st.SearchStrategy[PlanItem]:
    """Draw items in grams of foods that are in the table."""
    return st.builds(
        PlanItem,
        food_id=st.sampled_from(food_ids),
        grams=st.one_of(st.integers(1, 300), st.floats(0.01, 500)),
        day=st.integers(1, 4),
        meal=st.sampled_from(Meal),
    )


measured_items = st.builds(
    PlanItem,
    food_id=st.just("usda-12061"),
    measure=st.sampled_from(("portion", "cup, whole", "kernel")),
    amount=st.one_of(st.none(), st.floats(0.1, 30)),
    day=st.integers(1, 4),
    meal=st.sampled_from(Meal),
)
doses = st.builds(
    SupplementDose,
    form=st.sampled_from(("", *FORMS)),
    kind=st.sampled_from(DoseKind),
    elemental_mg=st.one_of(
        st.sampled_from((0.0, 0.04, 65.0, 110.0, 150.0, 249.96, 250.0, 350.0)),
        st.integers(0, 40_000).map(lambda hundredths: hundredths / 100),
        st.floats(0, 400),
    ),
)
wishes = st.builds(
    SupplementWish,
    form=st.sampled_from(FORMS),
    unit_mg=st.one_of(st.sampled_from(UNITS_MG), st.floats(1, 1000)),
)


food_wishes = st.builds(
    FoodWishes,
    diet=st.sampled_from(Diet),
    avoid=st.sets(st.sampled_from(Allergen), max_size=4).map(tuple),
    likes=st.lists(st.sampled_from(FOOD_IDS), max_size=3).map(tuple),
    never=st.lists(st.sampled_from(FOOD_IDS), max_size=3).map(tuple),
    energy_kcal=st.one_of(st.none(), st.integers(0, 3000), st.floats(0, 3000)),
    most_changes=st.integers(1, 10),
    one_portion=st.booleans(),
    swaps=st.booleans(),
)


@st.composite
def plans(draw: st.DrawFn, people: st.SearchStrategy[Person] | None = None) -> Plan:
    """Draw a plan over one or more days, with or without supplements."""
    items = draw(st.lists(st.one_of(weighed_items(), measured_items), max_size=6))
    last = max((item.day for item in items), default=1)
    return Plan(
        person=draw(persons() if people is None else people),
        items=tuple(items),
        supplements=tuple(draw(st.lists(doses, max_size=2))),
        wish=draw(wishes),
        food_wishes=draw(st.one_of(st.just(EVERYTHING), food_wishes)),
        days=draw(st.sampled_from((None, last, last + 1))),
    )
