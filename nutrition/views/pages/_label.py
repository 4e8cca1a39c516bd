"""The label guard: what is printed on a label read both ways, and one click to count what it comes to."""

from collections.abc import Callable, Mapping
from html import escape
from typing import TypeVar

import streamlit as st

from nutrition.errors import NutritionError
from nutrition.labels import LabelReading, Meaning, Possible, Reading, dose_from_label, read_label
from nutrition.plan import SupplementDose
from nutrition.text import Text, read_number
from nutrition.views import session
from nutrition.views.label_words import flag_words, label_heading, label_notes, label_works, reading_words
from nutrition.views.pages._fields import kept
from nutrition.views.pages._html import plain
from nutrition.views.pages._news import if_new
from nutrition.views.pages._said import say
from nutrition.views.pages._statements import works_fold
from nutrition.views.pages._taken import add_dose

T = TypeVar("T")
FIELDS = ("stated", "units", "whole", "daily")
ABOUT = {"label_out_of_range": "stated", "label_whole_out_of_range": "whole"}
ONE = "1"


def label_guard() -> None:
    """Draw the fold in which a label is worked out; nothing has to be added."""
    text = session.text()
    typed = any(session.remembered(f"label-{name}", "") for name in FIELDS)
    with st.expander(text("page.helps.label_title"), expanded=typed):
        st.caption(plain(text("page.helps.label_text")))
        with st.container(key="label", gap="small"):
            places = _fields(text)
            label = _read(places, text)
            if label is not None:
                _readings(label, text)
                _choice(label, places, text)
                for words in label_notes(label, session.handbook(), text):
                    st.caption(plain(words))
                st.html(works_fold(label_works(label, session.handbook()), text))


def _fields(text: Text) -> dict[str, st.delta_generator.DeltaGenerator]:
    """Draw the fields, and return the places below which to say what is wrong with each."""
    first, second = st.columns(2), st.columns(2)
    places = dict(zip(("stated", "form", "units", "daily"), (*first, *second), strict=True))
    places["whole"] = st.columns(2)[0]
    for name, place in places.items():
        with place:
            if name == "form":
                _compound(text)
                continue
            key = session.key(f"label-{name}")
            st.text_input(
                text(f"page.helps.label_{name}"),
                value=session.remembered(f"label-{name}", ""),
                key=key,
                placeholder=ONE if name in ("units", "daily") else None,
                on_change=if_new(key, _typed),
                args=(name, key),
            )
    return places


def _compound(text: Text) -> None:
    """Draw the everyday names: a label seldom says more than that."""
    families = {form.family: form.everyday(text.language) for form in session.handbook().forms.values()}
    options = sorted(families, key=families.__getitem__)
    chosen, key = session.remembered("label-form", ""), session.key("label-form")
    st.selectbox(
        text("page.helps.label_form"),
        options,
        index=options.index(chosen) if chosen in families else None,
        placeholder=text("page.helps.label_form_tip"),
        format_func=families.__getitem__,
        key=key,
        on_change=if_new(key, _typed),
        args=("form", key),
    )


def _typed(name: str, key: str) -> None:
    """Keep what was typed; which meaning was chosen was said of the label as it stood before."""
    session.remember(f"label-{name}", key)
    st.session_state.pop("chosen-label-meaning", None)


def _words(name: str, otherwise: str = "") -> str:
    return str(session.remembered(f"label-{name}", "") or "").strip() or otherwise


def _told(make: Callable[[], T], place: st.delta_generator.DeltaGenerator, text: Text) -> T | None:
    """Make something; when it cannot be, say at a place why."""
    try:
        return make()
    except NutritionError as error:
        place.warning(plain(text.error(error)), icon=":material/edit:")
        return None


def _read(places: Mapping[str, st.delta_generator.DeltaGenerator], text: Text) -> LabelReading | None:
    """Return the label that was typed; None while it is not whole, or when something in it cannot be."""
    words = {"stated": _words("stated"), "units": _words("units", ONE), "whole": _words("whole")}
    typed = {name: said for name, said in words.items() if said}
    read = {name: _told(lambda said=said: read_number(said), places[name], text) for name, said in typed.items()}  # type: ignore[misc]
    numbers = {name: number for name, number in read.items() if number is not None}
    if not _words("form") or "stated" not in numbers or len(numbers) < len(typed):
        return None
    form = session.handbook().form(_words("form"))
    try:
        return read_label(
            numbers["stated"],
            form,
            forms=session.handbook().forms,
            whole_mg=numbers.get("whole"),
            units=numbers["units"],
        )
    except NutritionError as error:
        places[ABOUT.get(error.code, "units")].warning(plain(text.error(error)), icon=":material/edit:")
        return None


def _readings(label: LabelReading, text: Text) -> None:
    """Draw both readings beside each other, then what the weight rules out, or the question that is left."""

    def card(reading: Reading) -> str:
        cannot = reading.possible is Possible.NO
        if cannot:
            big = text("label.cannot")
        elif text.number(reading.least_mg) == text.number(reading.most_mg):
            big = text("report.value_mg", value_mg=reading.most_mg)
        else:
            big = text("label.mg_range", least_mg=reading.least_mg, most_mg=reading.most_mg)
        head = escape(text(f"label.meaning.{reading.meaning}"))
        said = escape(reading_words(label, reading, text))
        return f"<div{' class=no' if cannot else ''}><small>{head}</small><b>{escape(big)}</b><p>{said}</p></div>"

    st.markdown(f"**{plain(label_heading(label, text))}**")
    st.html(f'<div class="mw-readings">{card(label.as_magnesium)}{card(label.as_compound)}</div>')
    flag = plain(flag_words(label, text))
    readings = (label.as_magnesium, label.as_compound)
    if all(reading.possible is Possible.YES for reading in readings):
        st.markdown(flag)
    else:
        st.warning(flag, icon=":material/info:")


def _choice(label: LabelReading, places: Mapping[str, st.delta_generator.DeltaGenerator], text: Text) -> None:
    """Draw what the label can mean, in mg a day, and the click that adds it."""
    if label.cannot_be:
        return
    daily = _told(lambda: read_number(_words("daily", ONE)), places["daily"], text)
    if daily is None:
        return
    possible = [one.meaning for one in (label.as_magnesium, label.as_compound) if one.possible is not Possible.NO]
    doses = _told(
        lambda: {meaning: dose_from_label(label, meaning, units_per_day=daily) for meaning in possible},
        places["daily"],
        text,
    )
    if doses is None:
        return
    told = {
        meaning: text("label.a_day", meaning=text(f"label.meaning.{meaning}"), value_mg=dose.elemental_mg)
        for meaning, dose in doses.items()
    }
    chosen = label.certain or session.remembered("label-meaning", None)
    if label.certain:
        st.markdown(plain(told[label.certain]))
    else:
        # Streamlit remembers a choice by the words it shows: other numbers are another field
        key = session.key(f"label-meaning-{'-'.join(told.values())}")
        st.radio(
            text("page.helps.label_meaning"),
            possible,
            index=possible.index(chosen) if chosen in possible else None,
            format_func=told.__getitem__,
            **kept("label-meaning", key),
        )
    if len(label.family) > 1 and Meaning.COMPOUND in doses:
        st.caption(plain(text("label.counts_most")))
    st.button(
        text("page.helps.label_add"),
        icon=":material/add:",
        key="label-add",
        on_click=_add,
        args=(doses.get(chosen) if chosen else None,),
        disabled=chosen not in doses,
    )


def _add(dose: SupplementDose | None) -> None:
    if dose is None:
        return
    add_dose(dose)
    for name in (*FIELDS, "form", "meaning"):
        st.session_state.pop(f"chosen-label-{name}", None)
    say(plain(session.text()("page.helps.taken_over", dose_mg=dose.elemental_mg)))
