"""One item of the plan as a row of the workbook."""

from nutrition.intake import IntakeLine
from nutrition.text import Text
from nutrition.views.cells import Cell, Look, Row, quoted, texts
from nutrition.views.origins import place_of_line

NEAR = 0.0005  # mg per 100 g: nearer than this, a value is still the one that was written


def line_row(line: IntakeLine, row: int, text: Text) -> Row:
    """Return the cells of one item; `row` is where it will stand, for its formulas."""
    item, food, measure = line.item, line.food, line.measure
    unknown = text("page.my_day.no_value")
    known = text("excel.filled_in" if food.mg_per_100g is None else f"derivation.{food.derivation}")
    grams = Cell(value=line.portion_g, look=Look.INPUT_MG)
    if measure is not None:
        grams = Cell(value=line.portion_g, look=Look.MG, formula=f"D{row}*F{row}")
    said, told = known, quoted(known)
    if line.partly_known and food.mg_per_100g is not None:
        # it stays "at least" until somebody fills in another value
        said, value = text("excel.at_least"), food.mg_per_100g
        same = f"AND(H{row}>{value - NEAR:.4f},H{row}<{value + NEAR:.4f})"
        told = f"IF({same},{quoted(said)},{quoted(text('excel.filled_in'))})"
    source, locator = place_of_line(line, text)
    return [
        Cell(value=item.day, look=Look.COUNT),
        Cell(value=text(f"meal.{item.meal}")),
        Cell(value=food.name(text.language)),
        Cell(value=item.amount, look=Look.INPUT),
        Cell(value=measure.name(text.language) if measure else ""),
        Cell(value=measure.one_g if measure else None, look=Look.INPUT_VALUE),
        grams,
        Cell(value=food.mg_per_100g, look=Look.INPUT_VALUE),
        Cell(
            value="" if line.magnesium_mg is None else line.magnesium_mg,
            look=Look.MG,
            formula=f'IF(AND(ISNUMBER(G{row}),ISNUMBER(H{row})),G{row}*H{row}/100,"")',
        ),
        Cell(
            value=unknown if line.magnesium_mg is None else said,
            formula=f"IF(ISNUMBER(I{row}),{told},{quoted(unknown)})",
        ),
        *texts([source, locator], Look.QUIET),
        Cell(value=f"{measure.citation.source} {measure.citation.locator}" if measure else "", look=Look.QUIET),
        Cell(value=food.food_id, look=Look.QUIET),
    ]
