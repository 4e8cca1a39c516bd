"""Own foods and recipes: a fold to make them in, and to take them away again."""

import streamlit as st

from nutrition.own_foods import LOOKS_LIKE_A_SLIP, OwnFood, from_label
from nutrition.plan_foods import PlanFood, next_own_id, with_own, without_own
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.pages._fields import complaint, done, field, finish, given, is_name, is_number, typed
from nutrition.views.pages._html import plain
from nutrition.views.pages._news import if_new
from nutrition.views.pages._own_recipe import RECIPE_FIELDS, recipe

MG, PORTION, HUNDRED = "mg", "portion", "100g"
OWN, FOLD = "own", "own-fold"
FOOD_FIELDS = ("own-name", "own-value", "own-portion")


def is_open() -> bool:
    """Return whether the fold is open, in which a recipe says what it is made of."""
    return bool(st.session_state.get(FOLD))


def fold(report: Report) -> None:
    """Draw the fold: what is there, a form for a food, a form for a recipe."""
    text = session.text()
    # what is typed and not yet kept holds the fold open: it may not close on who is correcting a field
    fields = (*FOOD_FIELDS, *RECIPE_FIELDS)
    busy = any(session.problem(one) for one in (*fields, "own-list")) or any(session.remembered(f, "") for f in fields)
    if busy:
        st.session_state[FOLD] = True
    # no callback: while we hold open what the browser calls closed, it would be called at every click, in its place
    with st.expander(
        text("page.my_day.own_title"), icon=":material/edit_note:", key=FOLD, on_change="rerun"
    ) as unfolded:
        if not unfolded.open:
            return  # ten fields that nobody sees would be drawn at every click
        own = session.foods().own
        for food_id, one in own.items():
            with st.container(horizontal=True, vertical_alignment="center", key=f"own-{food_id}"):
                name = one.food.name(text.language)
                st.markdown(f"**{plain(name)}** · {plain(_per_100g(one, text))}", width="stretch")
                st.button(
                    plain(text("page.my_day.remove", name=name)),
                    icon=":material/close:",
                    key=f"own-remove-{food_id}",
                    on_click=_remove,
                    args=(food_id,),
                    type="tertiary",
                )
        complaint("own-list", text)
        _food(text)
        recipe(report, text)


def _per_100g(one: PlanFood, text: Text) -> str:
    mg = one.food.mg_per_100g
    if mg is None:
        return text("page.my_day.no_value")
    return text("own.at_least_per_100g" if one.unknown else "own.per_100g", value_mg=mg)


def _remove(food_id: str) -> None:
    session.attempt("own-list", lambda: session.put_plan(without_own(session.visit().plan, food_id)))


def _food(text: Text) -> None:
    labels = session.handbook().label_references
    st.header(text("page.my_day.own_food"), anchor=False)
    field("own-name", text("page.my_day.own_name"), text)
    basis_key, per_key = session.key("own-basis"), session.key("own-per")
    st.selectbox(
        text("page.my_day.own_basis"),
        [MG, *labels],
        index=[MG, *labels].index(session.remembered("own-basis", MG)),
        format_func=lambda one: text("page.my_day.own_basis_mg") if one == MG else _label_words(one, text),
        key=basis_key,
        on_change=if_new(basis_key, typed),
        args=("own-basis", basis_key),
        width=300,
    )
    basis = st.session_state[basis_key]
    if basis == MG:
        field("own-value", text("page.my_day.own_mg"), text, text("page.my_day.own_mg_tip"))
    else:
        if labels[basis].unverified:
            st.caption(text("own.unverified"))
        st.segmented_control(
            text("page.my_day.own_per"),
            (PORTION, HUNDRED),
            default=session.remembered("own-per", PORTION),
            required=True,
            format_func=lambda one: text(f"page.my_day.own_per_{one}"),
            key=per_key,
            on_change=if_new(per_key, typed),
            args=("own-per", per_key),
        )
        field("own-value", text("page.my_day.own_percent"), text)
    wrong = session.problem("own-value")
    if wrong and wrong.code in LOOKS_LIKE_A_SLIP:
        st.button(text("page.my_day.own_sure"), key="own-sure", on_click=_save, args=(_stands(),))
    field("own-portion", text("page.my_day.own_portion"), text)
    st.button(text("page.my_day.own_save"), icon=":material/add:", key="own-save", on_click=_save)


def _label_words(label: str, text: Text) -> str:
    reference = session.handbook().label_references[label]
    return text("own.of_label", reference_mg=reference.reference_mg, name=reference.name(text.language))


def _stands() -> tuple[str, ...]:
    return (*(given(one) for one in FOOD_FIELDS), given("own-basis") or MG, given("own-per") or PORTION)


def _save(asked: tuple[str, ...] = ()) -> None:
    """Keep the food that was typed; `asked` is what stood in the fields when the visitor said to be sure of it."""
    name, value, portion, basis, per = here = _stands()
    found: dict[str, float] = {}
    fine = [
        is_name("own-name", name),
        is_number("own-value", value, found, needed=basis != MG),
        is_number("own-portion", portion, found),
    ]

    def make() -> None:
        plan = session.visit().plan
        food_id, portion_g, sure = next_own_id(plan), found.get("own-portion"), asked == here
        if basis == MG:
            mg = found.get("own-value")
            own = OwnFood(food_id=food_id, name=name, mg_per_100g=mg, portion_g=portion_g, sure=sure)
        else:
            own = from_label(
                food_id=food_id,
                name=name,
                percent=found["own-value"],
                reference=session.handbook().label_references[basis],
                per_g=100.0 if per == HUNDRED else portion_g,
                portion_g=portion_g,
                sure=sure,
            )
        session.put_plan(with_own(plan, own))

    if all(fine) and done(make, name="own-name", otherwise="own-value"):
        finish(name, FOOD_FIELDS)
