"""Foods: all of them, through a filter, ordered by what a portion, 100 g or 100 kcal brings."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from nutrition.browsing import OWN, FoodFilter, FoundFoods, browse, narrows
from nutrition.shelf import Per
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.food_first_words import label_words, wish_words
from nutrition.views.food_rows import count_words, group_words
from nutrition.views.pages import _food_list
from nutrition.views.pages._fields import complaint, kept
from nutrition.views.pages._html import plain
from nutrition.views.pages._search import LONGEST, add_to, day_in_sight
from nutrition.views.pages._steps import steps
from nutrition.views.pages._ways import HELPS, MY_DAY, way
from nutrition.views.publishers import cited_words
from nutrition.wishes import EVERYTHING, FoodWishes

FIRST, MORE, MOST = 12, 24, 60


@st.fragment
def browser() -> None:
    """Draw the filter and what it lets through; whatever changes in it draws only this part anew."""
    text = session.text()
    _food_list.say_what_was_added(text)
    asked = _asked(text)
    with st.container(key="foods-order", horizontal=True, vertical_alignment="bottom"):
        per = Per(_choice("per", text("foods.sort"), Per.PORTION, list(Per), _per_words(text), as_buttons=True))
        add_to(text)
    if session.visit().plan.days > 1:
        st.caption(text("foods.day", day=day_in_sight()))
    found = browse(session.foods(), asked, per)
    if not len(found):
        _nothing(asked, per, text)
        return
    st.markdown(plain(count_words(found, text)))
    complaint(_food_list.ADDING, text)
    first, count = _window((asked, per))
    part = found.part(first, count)
    with st.container(key="foods", gap=None):
        _food_list.food_list(part, text)
    _further(found, (asked, per), text)
    for cited in cited_words([one.food for one in (*part.ranked, *part.unranked)], session.handbook(), text):
        st.caption(plain(cited))


def _asked(text: Text) -> FoodFilter:
    shelf, wishes = session.handbook().shelf, _wishes()
    with st.container(horizontal=True, vertical_alignment="bottom", key="foods-filter"):
        words = st.text_input(
            text("page.my_day.search_label"),
            value=session.remembered("foods-words", ""),
            type="search",
            live="200ms",
            placeholder=text("page.my_day.search_placeholder"),
            autocomplete="off",
            **kept("foods-words"),
        )
        groups = sorted((one for one in shelf.groups if one), key=lambda one: group_words(one, text).casefold())
        group = _choice("group", text("foods.group"), "", ["", *groups], lambda one: _group(one, text))
    eaten = _tick("eaten", text("foods.eaten"), True)
    with st.expander(text("foods.more_filters"), icon=":material/tune:"):
        tables = ["", *shelf.tables, *([OWN] if session.foods().own else [])]
        table = _choice("table", text("foods.table"), "", tables, lambda one: _table(one, text))
        usual = _tick("usual", text("foods.usual"), False)
        fits = narrows(wishes) and _tick("fits", text("foods.fits"), False)
        if narrows(wishes):
            st.caption(plain(f"{wish_words(wishes, session.handbook(), text)} {text('foods.fits_text')}"))
        else:
            way(HELPS, text("foods.no_wishes"))
    if fits:
        for said in (wish_words(wishes, session.handbook(), text), label_words(wishes, text)):
            if said:
                st.caption(plain(said))
    return FoodFilter(
        words=(words or "")[:LONGEST],
        group=group,
        table=table,
        eaten=eaten,
        usual=usual,
        wishes=wishes if fits else EVERYTHING,
    )


def _wishes() -> FoodWishes:
    """Return those of the wishes that say whether somebody eats a food at all."""
    wishes = session.visit().plan.food_wishes
    return FoodWishes(diet=wishes.diet, avoid=wishes.avoid, never=wishes.never)


def _per_words(text: Text) -> Callable[[Per], str]:
    return lambda per: text(f"foods.per.{per}")


def _choice(name, label, first, options, words, *, as_buttons: bool = False):
    chosen = session.remembered(f"foods-{name}", first)
    known = chosen if chosen in options else options[0]  # a table of one's own may be gone
    more = {"format_func": words, **kept(f"foods-{name}")}
    if as_buttons:
        return st.segmented_control(label, options, default=known, required=True, **more)
    return st.selectbox(label, options, index=options.index(known), width=280, **more)


def _tick(name: str, label: str, first: bool) -> bool:
    return st.checkbox(label, value=session.remembered(f"foods-{name}", first), **kept(f"foods-{name}"))


def _group(group: str, text: Text) -> str:
    return group_words(group, text) if group else text("foods.all_groups")


def _table(table: str, text: Text) -> str:
    if table in ("", OWN):
        return text("derivation.own" if table else "foods.all_tables")
    return table


def _window(asked: tuple[FoodFilter, Per]) -> tuple[int, int]:
    """Return from which food on, and how many; other foods begin at the beginning."""
    before, first, count = session.remembered("foods-window", (asked, 0, FIRST))
    return (first, count) if before == asked else (0, FIRST)


def _further(found: FoundFoods, asked: tuple[FoodFilter, Per], text: Text) -> None:
    first, count = _window(asked)
    last = min(first + count, len(found))
    with st.container(horizontal=True, vertical_alignment="center", key="foods-further"):
        if last < len(found):
            st.button(text("foods.more"), icon=":material/expand_more:", on_click=_more, args=(asked,))
        if first:
            st.button(text("foods.from_start"), on_click=_go, args=(asked, 0, FIRST), type="tertiary")
        st.caption(text("foods.shown", first=first + 1, last=last, count=len(found)), width="content")
        steps()
    way(MY_DAY, text("foods.to_my_day"))


def _more(asked: tuple[FoodFilter, Per]) -> None:
    first, count = _window(asked)
    _go(asked, *((first, count + MORE) if count + MORE <= MOST else (first + count, FIRST)))


def _go(asked: tuple[FoodFilter, Per], first: int, count: int) -> None:
    st.session_state["chosen-foods-window"] = (asked, first, count)


def _nothing(asked: FoodFilter, per: Per, text: Text) -> None:
    st.info(plain(text("foods.nothing")))
    everywhere = len(browse(session.foods(), replace(asked, eaten=False), per)) if asked.eaten else 0
    if everywhere:
        st.button(text("foods.look_everywhere", count=everywhere), on_click=_everywhere)


def _everywhere() -> None:
    st.session_state["chosen-foods-eaten"] = False
    session.redraw()


st.title(session.text()("page.foods.heading"), anchor=False)
st.markdown(plain(session.text()("page.foods.intro")))
browser()
