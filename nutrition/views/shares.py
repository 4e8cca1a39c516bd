"""What brings the magnesium, in words: by food, by meal and by food group, for a picture and for a table."""

from collections.abc import Sequence
from enum import StrEnum

from nutrition.intake import OTHERS, Share, largest
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.food_rows import group_words

MOST_BARS = 8


class By(StrEnum):
    """What the magnesium is counted by."""

    FOOD = "food"
    MEAL = "meal"
    GROUP = "group"


NamedShare = tuple[str, Share]


def share_words(share: Share, text: Text) -> str:
    """Return the mg of a share in words: no value, at least so much, or so much."""
    if share.known:
        return text.mg(share.magnesium_mg)
    if not share.magnesium_mg:
        return text("page.my_day.no_value")
    return text("page.my_day.meal_at_least", magnesium_mg=share.magnesium_mg)


def named_shares(report: Report, by: By, text: Text, *, most: int | None = None) -> list[NamedShare]:
    """Return the shares with their names; of foods and groups only the largest `most` and the others together."""
    intake = report.intake
    if by is By.MEAL:  # in the order of the day
        return [(text(f"meal.{share.key}"), share) for share in intake.by_meal]
    shares = intake.by_group if by is By.GROUP else intake.by_food
    few = shares if most is None else largest(shares, most)
    if by is By.GROUP:
        return [(_group_name(share, text), share) for share in few]
    return _named_foods(few, report, text)


def _group_name(share: Share, text: Text) -> str:
    if share.key == OTHERS:
        return text("page.my_day.others")
    return group_words(share.key, text) if share.key else text("page.my_day.own_group")


def _named_foods(shares: Sequence[Share], report: Report, text: Text) -> list[NamedShare]:
    """Return foods with their names; an own food that is called as another food says that it is one's own."""
    names = [_food_name(share, report, text) for share in shares]
    return [
        (
            f"{name} ({text('derivation.own')})" if names.count(name) > 1 and share.key.startswith("own-") else name,
            share,
        )
        for name, share in zip(names, shares, strict=True)
    ]


def _food_name(share: Share, report: Report, text: Text) -> str:
    if share.key == OTHERS:
        return text("page.my_day.others")
    return report.intake.food(share.key).name(text.language)


def share_table(report: Report, by: By, text: Text) -> tuple[list[str], list[list[str]]]:
    """Return the same in figures, with every food or group: heads, and rows with the food as a whole last."""
    intake = report.intake
    whole = Share(key="", magnesium_mg=intake.food_mg, known=not intake.at_least)
    named = [*named_shares(report, by, text), (text("report.food"), whole)]
    heads = [text(f"page.my_day.table_{by}"), text("page.my_day.table_mg")]
    return heads, [[name, _figure(share, text)] for name, share in named]


def _figure(share: Share, text: Text) -> str:
    if share.known:
        return text.number(share.magnesium_mg)
    return f"≥ {text.number(share.magnesium_mg)}" if share.magnesium_mg else text("page.my_day.no_value")
