"""A chosen file before it becomes the plan: what was read and what is asked; nothing changes until it is accepted."""

from dataclasses import replace

import streamlit as st

from nutrition.errors import NutritionError
from nutrition.plan import Plan
from nutrition.report import Report, make_report
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.draft_words import note_words
from nutrition.views.opening import Opening, Question, has_nothing_to_ask, is_empty, read_opening, rows_of
from nutrition.views.opening_words import beside_words, choices, name_words, open_words, read_words, stays_words
from nutrition.views.pages._html import label, plain, table, typed
from nutrition.views.pages._news import if_new
from nutrition.views.pages._parts import from_the_start, in_sight, more
from nutrition.views.pages._said import say
from nutrition.views.words import error_words

PLACE = "open"
NAMES, FAULTS = "opening-names-shown", "opening-faults-shown"
FITS_IN_A_FIELD = 48  # characters, also on a phone


def waiting() -> Opening | None:
    """Return the file that waits to be accepted, if there is one."""
    found: Opening | None = st.session_state.get("opening")
    return found


def opened_line() -> None:
    """Draw which file has just been opened, with one click back; gone as soon as anything else changes."""
    text, (file, after) = session.text(), st.session_state.get("opened", ("", None))
    if after is None or after is not session.visit() or not session.steps().past:
        return
    st.markdown(typed(text("opening.done", file=file)))
    st.button(text("opening.back"), key="opening-back", icon=":material/undo:", on_click=session.undo)


def choose(content: bytes, file: str) -> None:
    """Read a file that was chosen: it waits to be accepted, unless there is nothing to ask and nothing to lose."""
    text, handbook, now = session.text(), session.handbook(), session.visit()

    def read() -> None:
        opening = read_opening(content, handbook, file=file, language=text.language)
        if opening.given:
            make_report(opening.given, handbook, now.authority)  # what cannot be reported on is told now
        notes = note_words(opening.draft, text) if opening.draft else []
        if is_empty(now.plan) and has_nothing_to_ask(opening, notes):
            _lay(opening, opening.plan(now.plan))
        else:
            from_the_start(NAMES, FAULTS)
            st.session_state.opening = opening

    session.attempt(PLACE, read)


def panel(report: Report) -> None:
    """Draw the file that waits: what was read, every question, every problem, and the two ways on."""
    text, opening = session.text(), waiting()
    if opening is None:
        return
    faults = opening.faults(report.plan.person)
    with st.container(border=True, key="opening"):
        st.subheader(typed(opening.file), anchor=False)
        st.markdown(plain(text("opening.nothing_yet")))
        told = read_words(opening, text)
        if opening.draft:
            told.append(stays_words(report, text))
        st.markdown("\n".join(f"- {typed(words)}" for words in told))
        _whose(opening, text)
        _questions(opening, text)
        _faults(opening, faults, text)
        _ways_on(opening, faults, report, text)


def _whose(opening: Opening, text: Text) -> None:
    if not opening.people:
        return
    key = session.key("opening-whose")
    st.selectbox(
        text("opening.whose"),
        opening.people,
        index=None if opening.who is None else opening.people.index(opening.who),
        placeholder=text("opening.choose_person"),
        key=key,
        on_change=if_new(key, _chose_person),
        args=(key,),
    )


def _chose_person(key: str) -> None:
    _put(who=st.session_state[key])


def _questions(opening: Opening, text: Text) -> None:
    questions = opening.questions
    if not questions:
        return
    st.markdown(f"**{plain(text('opening.questions', count=len(questions)))}**")
    st.caption(plain(text("opening.not_among")))
    unanswered = opening.unanswered
    same = {one.key: food.food_id for one in unanswered if (food := one.same_name)}
    if len(same) > 1:
        st.button(
            text("opening.agree", count=len(same)),
            key="opening-agree",
            icon=":material/done_all:",
            on_click=_answer_all,
            args=(same,),
        )
    with st.container(key="opening-names"):
        for question in questions[: in_sight(NAMES)]:
            _question(question, opening, text)
    more(NAMES, len(questions))
    if len(unanswered) > 1:
        leave = dict.fromkeys((one.key for one in unanswered), "")
        st.button(
            text("opening.leave_rest", count=len(leave)),
            key="opening-leave-rest",
            icon=":material/playlist_remove:",
            on_click=_answer_all,
            args=(leave,),
            type="tertiary",
        )


def _question(question: Question, opening: Opening, text: Text) -> None:
    offered = choices(question, text)
    said = opening.answers.get(question.key)
    # the first row tells the fields of different people apart
    key = f"{session.key(f'opening-name-{question.rows[0].row}')}-{_drawn()}"
    st.selectbox(
        label(name_words(question, text)),
        list(offered),
        index=None if said is None else list(offered).index(said),
        format_func=offered.__getitem__,
        placeholder=text("opening.choose_food"),
        key=key,
        on_change=if_new(key, _answered),
        args=(question.key, key),
    )
    if said and len(offered[said]) > FITS_IN_A_FIELD:
        st.caption(plain(offered[said]))


def _answered(name: str, key: str) -> None:
    opening = waiting()
    if opening:
        st.session_state.opening = opening.answered({name: st.session_state[key]})


def _answer_all(answers: dict[str, str]) -> None:
    opening = waiting()
    if opening:
        st.session_state.opening = opening.answered(answers)
        # the fields are drawn anew, with the answers in them
        st.session_state["opening-drawn"] = _drawn() + 1


def _faults(opening: Opening, faults: tuple[NutritionError, ...], text: Text) -> None:
    rows = rows_of(faults)
    if not rows:
        return
    st.markdown(f"**{plain(text('draft.problems', count=len(rows)))}**")
    st.markdown("\n".join(f"- {typed(text.error(fault))}" for fault in faults[: in_sight(FAULTS)]))
    more(FAULTS, len(faults))
    # another set of rows is another question
    key = f"{session.key('opening-without')}-{hash(rows)}"
    st.checkbox(
        text("opening.without", count=len(rows)),
        value=rows <= opening.without,
        key=key,
        on_change=if_new(key, _went_without),
        args=(key, rows),
    )


def _went_without(key: str, rows: frozenset[int]) -> None:
    _put(without=rows if st.session_state[key] else frozenset())


def _ways_on(opening: Opening, faults: tuple[NutritionError, ...], report: Report, text: Text) -> None:
    still = open_words(opening, len(rows_of(faults) - opening.without), text)
    wrong, new = session.problem(PLACE), None
    if not still:
        try:
            new = make_report(opening.plan(report.plan), session.handbook(), session.visit().authority)
        except NutritionError as error:
            wrong = error
    if new:
        st.html(table(*beside_words(report, new, text)))
        if not new.plan.items and opening.draft:
            still = [text("opening.nothing_left")]
    if wrong:
        st.warning("  \n".join(typed(words) for words in error_words(wrong, text)), icon=":material/edit:")
    for words in still:
        st.caption(plain(words))
    with st.container(horizontal=True):
        st.button(
            text("opening.accept"),
            key="opening-accept",
            icon=":material/check:",
            on_click=_accept,
            args=(new.plan if new else None,),
            disabled=bool(still) or new is None,
        )
        st.button(text("opening.leave"), key="opening-leave", on_click=_leave, type="tertiary")


def _accept(plan: Plan | None) -> None:
    opening = waiting()
    if opening and plan and session.attempt(PLACE, lambda: _lay(opening, plan)):
        _leave()


def _lay(opening: Opening, plan: Plan) -> None:
    text = session.text()
    session.open_plan(plan)
    st.session_state.opened = (opening.file, session.visit())
    say(typed(text("page.my_day.opened", file=opening.file)))


def _leave() -> None:
    st.session_state.opening = None
    session.tell(PLACE, None)


def _put(**changes: object) -> None:
    opening = waiting()
    if opening:
        st.session_state.opening = replace(opening, **changes)  # type: ignore[arg-type]


def _drawn() -> int:
    return int(st.session_state.get("opening-drawn", 0))
