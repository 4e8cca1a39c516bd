"""The handout below the consultation: the page that the workbook has too, and the button that prints it alone."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from nutrition.report import Report
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.handout import Handout, make_handout
from nutrition.views.pages._food_plans import suggested

# Streamlit takes out what a button would do by itself. What is longer than a page is printed as small as one takes, as
# in the workbook: it is laid out as wide as the paper, out of sight, to see how long it is.
PRINT = """<script>
document.querySelector('.mw-print').onclick = () => window.print();
window.onbeforeprint = () => {
  const page = document.querySelector('.mw-handout');
  if (!page) return;
  const copy = page.cloneNode(true), mm = 96 / 25.4;
  copy.style.cssText = 'position: absolute; left: -9999px; max-width: none';
  document.body.append(copy);
  let fit = 1.02;
  do {
    fit -= 0.02;
    copy.style.width = 178 / fit + 'mm';
  } while (fit > 0.5 && copy.offsetHeight * fit > 264 * mm);
  copy.remove();
  page.style.setProperty('--fit', fit);
};
</script>"""


def handout(report: Report, labels: Mapping[str, str]) -> None:
    """Draw the handout with its heading and its button; `labels` are the names of the foods by id."""
    text = session.text()
    with st.container(key="handout"):
        with st.container(horizontal=True, vertical_alignment="center", key="handout-head"):
            st.header(text("excel.sheet_handout"), anchor=False, width="content")
            button = f'<button type="button" class="mw-print">{escape(text("page.consult.print"))}</button>'
            st.html(button, width="content")
        st.html(PRINT, unsafe_allow_javascript=True)
        st.html(sheet(make_handout(report, session.handbook(), suggested(report), labels, text), text))


def sheet(made: Handout, text: Text) -> str:
    """Return the handout as HTML; what somebody typed stands there as typed."""

    def mg(value: float | None) -> str:
        # whole mg, as in the workbook
        return escape(text("page.my_day.no_value") if value is None else f"{text.number(value, 0)} mg")

    def row(label: str, value: float | None, said: str = "") -> str:
        return f'<tr><th scope="row">{escape(label)}</th><td class="n">{mg(value)}</td><td>{escape(said)}</td></tr>'

    def section(title: str, content: str) -> str:
        return f"<h4>{escape(title)}</h4>{content}"

    compared = "".join(row(figure.label, figure.mg, figure.said) for figure in made.figures)
    foods = "".join(row(food.label, food.mg) for food in made.foods)
    foods += row(made.others, made.others_mg) if made.names_others else ""
    helps = "".join(f"<p>{escape(words)}</p>" for words in made.helps)
    doctor = "".join(f"<p>{escape(words)}</p>" for words in (*made.ask, made.doctor))
    small = "".join(f"<small>{escape(words)}</small>" for words in made.small)
    return (
        f'<section class="mw-handout"><h3>{escape(made.title)}</h3>'
        + section(made.compare_title, f"<table><tbody>{compared}</tbody></table>")
        + (section(made.foods_title, f"<table><tbody>{foods}</tbody></table>") if foods else "")
        + section(made.helps_title, helps)
        + section(made.doctor_title, doctor)
        + f"<footer>{small}</footer></section>"
    )
