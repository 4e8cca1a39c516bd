"""A label in words: both readings, what cannot be, and how to tell. The same sentences on page and command line."""

from nutrition.handbook import Handbook
from nutrition.labels import LabelReading, Meaning, Possible, Reading
from nutrition.sources import Source
from nutrition.text import Text


def label_heading(label: LabelReading, text: Text) -> str:
    """Return what stands on the label."""
    key = "heading" if label.whole_mg is None else "heading_whole"
    return text(
        f"label.{key}",
        stated_mg=label.stated_mg,
        plain=label.form.everyday(text.language),
        whole_mg=label.whole_mg,
        count=label.units,
    )


def reading_words(label: LabelReading, reading: Reading, text: Text) -> str:
    """Return one reading in a sentence; one that cannot be says so."""
    plain = label.form.everyday(text.language)
    if reading.possible is Possible.NO:
        return text(f"label.{reading.meaning}_cannot", stated_mg=label.stated_mg, plain=plain)
    if reading.possible is Possible.BUFFERED:
        return text("label.magnesium_mixed", stated_mg=label.stated_mg, plain=plain)
    one_form = len(label.family) == 1
    if reading.meaning is Meaning.MAGNESIUM:
        return text(
            "label.magnesium" if one_form else "label.magnesium_range",
            stated_mg=label.stated_mg,
            plain=plain,
            least_mg=reading.least_salt_mg,
            most_mg=reading.most_salt_mg,
        )
    return text(
        "label.compound" if one_form else "label.compound_range",
        plain=plain,
        least_mg=reading.least_mg,
        most_mg=reading.most_mg,
        least_exact_percent=100 * label.family[-1].elemental_fraction,
        most_exact_percent=100 * label.family[0].elemental_fraction,
    )


def flag_words(label: LabelReading, text: Text) -> str:
    """Return what the weight of the tablet rules out, or the question that is left."""
    plain = label.form.everyday(text.language)
    if label.cannot_be:
        return text("label.cannot_be", stated_mg=label.stated_mg)
    if label.as_magnesium.possible is Possible.NO:
        return text("label.only_compound", most_mg=label.most_mg, plain=plain)
    if label.mixed_with and label.as_magnesium.possible is Possible.BUFFERED:
        mixed = label.mixed_with.everyday(text.language)
        return text("label.only_buffered", most_mg=label.most_mg, plain=plain, mixed=mixed)
    return text("label.ask")


def label_notes(label: LabelReading, handbook: Handbook, text: Text) -> list[str]:
    """Return how a label tells which it is, and what to know about a compound of this name."""
    said = []
    if len(label.family) > 1:
        said.append(text("label.family", plain=label.form.everyday(text.language), count=len(label.family)))
    said.append(text("label.how_to_tell", reference_mg=handbook.label_references["eu"].reference_mg))
    return [*said, *dict.fromkeys(form.note(text.language) for form in label.family if form.buffered_with)]


def label_sentences(label: LabelReading, handbook: Handbook, text: Text) -> list[str]:
    """Return both readings, the flag or the question, and how a label tells which it is."""
    said = [reading_words(label, reading, text) for reading in (label.as_magnesium, label.as_compound)]
    return [*said, flag_words(label, text), *label_notes(label, handbook, text)]


def label_works(label: LabelReading, handbook: Handbook) -> list[tuple[str, Source]]:
    """Return the works behind both readings, each with the place in it."""
    citations = [*(form.citation for form in label.family), handbook.label_references["eu"].citation]
    return [(f"{one.source}, {one.locator}", handbook.sources[one.source]) for one in citations]


def label_lines(label: LabelReading, handbook: Handbook, text: Text) -> list[str]:
    """Return a label as the lines that the command line prints."""
    cited = dict.fromkeys(source.citation for _, source in label_works(label, handbook))
    said = [f"  {sentence}" for sentence in label_sentences(label, handbook, text)]
    return [label_heading(label, text), *said, "", *cited]
