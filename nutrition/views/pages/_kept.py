"""What is kept between visits: read when a visit begins, written when something changed, erased when asked."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from secrets import randbelow

import streamlit as st

from nutrition.errors import NutritionError
from nutrition.plan import Plan
from nutrition.report import make_report
from nutrition.storage import read_plan, write_plan
from nutrition.views import session
from nutrition.views.pages._html import typed
from nutrition.views.steps import Steps
from nutrition.views.visit_cookie import token_in, visit_store
from nutrition.views.words import error_words
from nutrition.visits import DAYS_KEPT, FORGOTTEN, STEPS_KEPT, KeptPlan, KeptVisit, VisitStore

PLACE = "kept"
PAUSE_SECONDS = 30  # after a store failed; nobody waits for it at every click
FILE = "magnesiumwijzer.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How a session stands to the store.

    `agreed` is what was on the table when both were last the same, `revision` how often that was changed. `begun` is
    false as long as nobody could look whether something is kept: nothing is written over what was never seen.
    """

    store: VisitStore
    token: str
    agreed: object
    revision: int = 0
    begun: bool = False
    set_aside: tuple[KeptPlan, ...] = ()
    wrong: NutritionError | None = None
    again_at: int = 0


def sync() -> None:
    """Bring the session and the store together; the first thing that every run of the app does.

    Of two tabs the last change wins, unless it was made to a plan that the other had changed meanwhile: then the newer
    plan comes to this tab, and what stood here is one step back. A tab that merely shows an older plan writes nothing.
    """
    if st.session_state.get("forgotten"):
        # the page is fetched anew, and with it another number
        st.html("<script>location.reload()</script>", unsafe_allow_javascript=True)
        return
    if "keeping" not in st.session_state:
        _start()
    now: Keeping | None = st.session_state.keeping
    if now is None or (now.wrong and _moment() < now.again_at):
        return
    try:
        now = now if now.begun else _begin(now)
        if now and now.agreed != _on_table():
            _write(now)
        elif now:
            _look(now)
    except NutritionError as error:
        known: Keeping = st.session_state.keeping
        if known.wrong is None:
            st.toast(typed(session.text().error(error)), duration="long")
        st.session_state.keeping = replace(known, wrong=error, again_at=_moment() + PAUSE_SECONDS)
    else:
        agreed: Keeping | None = st.session_state.get("keeping")
        if agreed and agreed.wrong:
            st.session_state.keeping = replace(agreed, wrong=None)


def _start() -> None:
    store, token = visit_store(), token_in(st.context.cookies)
    # fields of a page that outlived the server are not ours either
    st.session_state.generation = randbelow(10**9)
    st.session_state.keeping = Keeping(store=store, token=token, agreed=_on_table()) if store and token else None


def _begin(now: Keeping) -> Keeping | None:
    kept = now.store.find(now.token, _moment())
    if kept is not None and kept.revision == FORGOTTEN:
        st.session_state.keeping = None  # the next page comes with another number
    elif kept is None:
        st.session_state.keeping = replace(now, begun=True, wrong=None)
    elif now.agreed == _on_table():
        _lay(now, kept)
    else:  # something was made while the store could not be read: neither takes the place of the other
        raise NutritionError("store_unusable")
    begun: Keeping | None = st.session_state.keeping
    return begun


def _write(now: Keeping) -> None:
    agreed = _on_table()
    past = tuple(_as_kept(then) for then in session.steps().past[-STEPS_KEPT:])
    visit = KeptVisit(
        now=_as_kept(session.visit()),
        past=past,
        language=session.text().language,
        set_aside=now.set_aside,
        revision=now.revision,
    )
    revision = now.store.keep(now.token, visit, _moment())
    if revision is not None:
        st.session_state.keeping = replace(now, agreed=agreed, revision=revision, wrong=None)
        return
    here = session.visit()
    if _newer(now):
        st.session_state.steps = session.steps().changed(here)
        st.toast(session.text()("kept.newer_instead"), duration="long")


def _look(now: Keeping) -> None:
    stored = now.store.revision(now.token)
    if (stored > now.revision or stored == FORGOTTEN) and _newer(now):
        st.toast(session.text()("kept.newer"))


def _newer(now: Keeping) -> bool:
    kept = now.store.find(now.token, _moment())
    if kept is None:
        return False
    if kept.revision == FORGOTTEN:
        _empty()
        return False
    _lay(now, kept)
    return True


def _lay(now: Keeping, kept: KeptVisit) -> None:
    """Lay on the table what is kept; what the handbook cannot read any more is set aside, and never lost."""
    found, set_aside = _made(kept.now), kept.set_aside
    if found is None:
        set_aside = (kept.now, *set_aside)
    else:
        st.session_state.steps = Steps(past=tuple(then for step in kept.past if (then := _made(step))))
        st.session_state.visit = found
        session.redraw()
    st.session_state.update(kept_language=kept.language, problems={}, before=None)
    st.session_state.keeping = replace(
        now, agreed=_on_table(), revision=kept.revision, begun=True, set_aside=set_aside, wrong=None
    )


def _made(kept: KeptPlan) -> session.Visit | None:
    try:
        plan = _plan(kept)
    except NutritionError:
        return None
    return session.Visit(plan=plan, authority=kept.authority, rows=tuple(next(session.row_names()) for _ in plan.items))


def _plan(kept: KeptPlan) -> Plan:
    plan = read_plan(kept.plan.encode(), file=FILE)
    make_report(plan, session.handbook(), kept.authority)
    return plan


def _as_kept(visit: session.Visit) -> KeptPlan:
    return KeptPlan(plan=write_plan(visit.plan), authority=visit.authority, edition=session.handbook().edition)


def _on_table() -> object:
    now = session.visit()
    return now.plan, now.authority, session.text().language


def _moment() -> int:
    return int(datetime.now(tz=UTC).timestamp())


def _empty() -> None:
    st.session_state.clear()
    st.session_state.forgotten = True


def set_aside() -> None:
    """Draw the plan of an earlier visit that the handbook cannot read, with what can be done with it."""
    now: Keeping | None = st.session_state.get("keeping")
    if now is None or not now.set_aside:
        return
    text, kept = session.text(), now.set_aside[0]
    with st.container(key="set-aside", border=True):
        st.markdown(text("kept.set_aside"))
        told = [text("kept.set_aside_edition", edition=kept.edition)]
        try:
            _plan(kept)
        except NutritionError as error:
            told = [*error_words(error, text), *told]
        st.caption("  \n".join(typed(words) for words in told))
        with st.container(horizontal=True):
            st.download_button(
                text("page.my_day.download_plan"),
                data=kept.plan,
                file_name=FILE,
                mime="application/toml",
                icon=":material/save:",
                on_click="ignore",
                key="save-set-aside",
            )
            st.button(text("kept.set_aside_again"), icon=":material/refresh:", on_click=_again, type="tertiary")
            with st.popover(text("kept.set_aside_drop"), icon=":material/delete:", type="tertiary"):
                st.write(text("kept.set_aside_drop_question"))
                st.button(text("kept.set_aside_drop_yes"), on_click=_drop)


def _again() -> None:
    now: Keeping = st.session_state.keeping
    if session.attempt("set-aside", lambda: session.open_plan(_plan(now.set_aside[0]))):
        _drop()


def _drop() -> None:
    now: Keeping = st.session_state.keeping
    # nothing agrees with what is kept until the next write
    st.session_state.keeping = replace(now, set_aside=now.set_aside[1:], agreed=None)


def line() -> None:
    """Draw where the plan is kept and for how long, and the button that erases it."""
    text = session.text()
    now: Keeping | None = st.session_state.get("keeping")
    with st.container(horizontal=True, vertical_alignment="center", key="kept"):
        if now is None:
            st.caption(text("kept.only_here"), width="content")
        elif now.wrong:
            st.caption(typed(text.error(now.wrong)), width="content")
        else:
            st.caption(text("kept.line", days=DAYS_KEPT), width="content")
            with st.popover(text("kept.forget"), icon=":material/delete_forever:", type="tertiary"):
                st.write(text("kept.forget_question"))
                st.button(text("kept.forget_yes"), on_click=_forget, key="forget-me")
    wrong = session.problem(PLACE)
    if wrong:
        st.warning("  \n".join(typed(words) for words in error_words(wrong, text)), icon=":material/edit:")


def _forget() -> None:
    now: Keeping = st.session_state.keeping
    if session.attempt(PLACE, lambda: now.store.forget(now.token, _moment())):
        _empty()
