"""A group's report in words: the page and the command line say the same sentences."""

from collections.abc import Iterator, Sequence

from nutrition.adequacy import REQUIREMENT_CV
from nutrition.plan import LifeStage, Sex
from nutrition.population import FEW_PEOPLE, GroupReport, NoPrevalence, Stratum
from nutrition.text import Text
from nutrition.usual_intake import LEAST_REPEATS, Prevalence
from nutrition.views.publishers import source_lines
from nutrition.views.reference_words import ear_words, target_words
from nutrition.views.words import ADULT_YEARS, food_names, joined

MOST_NAMED = 8
ASSUMED = ("assume_days", "assume_requirement", "assume_method", "assume_limits", "assume_supplements")


def who_words(stratum: Stratum, text: Text) -> str:
    """Return the people of a stratum: "Women, 31 to 51 years"."""
    grown = stratum.from_years >= ADULT_YEARS
    young = stratum.to_years is not None and stratum.to_years <= ADULT_YEARS
    names = ("girls", "women", "girls_and_women") if stratum.sex is Sex.FEMALE else ("boys", "men", "boys_and_men")
    who = text(f"who.{names[0 if young else 1 if grown else 2]}")
    if stratum.life_stage is not LifeStage.NONE:
        who = f"{who} ({text(f'life_stage.{stratum.life_stage}')})"
    if stratum.to_years is None:
        return text("population.band_open", who=who, from_years=stratum.from_years)
    return text("population.band", who=who, from_years=stratum.from_years, to_years=stratum.to_years)


def named_rows(people: Sequence[tuple[str, int]], text: Text) -> str:
    """Return people with the row of the file where they stand, the first few of many."""
    rows = [text("population.row_of", person=who, row=text.number(row, 0)) for who, row in people]
    more = len(rows) - MOST_NAMED
    return ", ".join([*rows[:MOST_NAMED], text("population.and_more", count=more)]) if more > 0 else joined(rows, text)


def size_words(report: GroupReport, text: Text) -> list[str]:
    """Return how many people and days there are, and who could not be counted in full."""
    found = [f"{text('population.people', count=report.people)}, {text('population.days', count=report.person_days)}."]
    if report.one_day:
        single = text("population.one_day", count=len(report.one_day), names=named_rows(report.one_day, text))
        found.append(f"{single} {text('population.one_day_drawn')}" if report.prevalence else single)
    if report.not_placed:
        found.append(text("population.not_placed", count=report.not_placed))
    if report.unweighted:
        names = named_rows(report.unweighted, text)
        found.append(text("population.unweighted", count=len(report.unweighted), names=names))
    if report.zero_days:
        found.append(text("population.zero_days", count=report.zero_days))
    diaries = report.diaries
    if diaries.unused:
        found.append(text("population.unused", names=", ".join(diaries.unused)))
    if diaries.problem_count:
        rows_out, days_out = text.number(diaries.rows_left_out, 0), text.number(diaries.days_left_out, 0)
        found.append(text("population.left_out", rows=rows_out, days=days_out))
    if report.weighted:
        found.append(text("population.weighted"))
    if report.at_least:
        names = food_names(report.unknown_foods[:MOST_NAMED], text)
        known_percent = 100 * (diaries.known_share or 0.0)
        count = report.incomplete_days
        found.append(text("population.at_least", count=count, names=names, coverage_percent=known_percent))
    return found


def share_words(found: Prevalence, key: str, text: Text) -> str:
    """Return a share with its limits."""
    return text(
        f"population.{key}",
        share_exact_percent=100 * found.share,
        low_exact_percent=100 * found.low,
        high_exact_percent=100 * found.high,
    )


def result_words(report: GroupReport, text: Text) -> list[str]:
    """Return the share of the whole group, how else it could be read, and about whom it is; or why there is none."""
    if report.prevalence is None:
        whys = [no_share_words(one, one.no_prevalence, report, text) for one in report.strata if one.no_prevalence]
        return [text("population.no_share"), *dict.fromkeys(whys)]
    found = [share_words(report.prevalence, "share_at_most" if report.at_least else "share", text)]
    if report.judged_people < report.people:
        judged, people = text.number(report.judged_people, 0), text.number(report.people, 0)
        found.append(text("population.judged", judged=judged, people=people))
    if report.by_cut_point:
        found.append(share_words(report.by_cut_point, "cut_point", text))
    own, one = report.prevalence.own_mean_share, report.prevalence.one_day_share
    found.append(text("population.unadjusted", own_exact_percent=100 * own, one_exact_percent=100 * one))
    return found


def stratum_words(stratum: Stratum, report: GroupReport, text: Text) -> list[str]:
    """Return what there is to say about the people of one stratum."""
    people, days = text("population.people", count=stratum.people), text("population.days", count=stratum.person_days)
    found = [f"{people}, {days}."]
    mean = {"mean_mg": stratum.mean_mg, "se_mg": stratum.mean_se_mg, "median_mg": stratum.median_mg}
    if stratum.mean_se_mg is None:
        found.append(text("population.mean_of_one", **mean))
    else:
        found.append(text("population.mean_at_least" if report.at_least else "population.mean", **mean))
    if stratum.within_sd_mg is not None and stratum.between_sd_mg is not None:
        spread = {"between_mg": stratum.between_sd_mg, "within_mg": stratum.within_sd_mg}
        found.append(text("population.spread", **spread))
    if stratum.prevalence:
        found.append(f"{text('report.ear')}: {ear_words(stratum.reference, text)}.")
        found.append(share_words(stratum.prevalence, "share_at_most" if report.at_least else "share", text))
        if stratum.few:
            found.append(text("population.few", least=FEW_PEOPLE))
        if stratum.spread_ratio is not None and stratum.spread_ratio <= 1:
            found.append(text("population.cut_point_unfit"))
    elif stratum.no_prevalence:
        found.append(f"{text('report.target')}: {target_words(stratum.reference, text)}.")
        found.append(no_share_words(stratum, stratum.no_prevalence, report, text))
    return found


def no_share_words(stratum: Stratum, why: NoPrevalence, report: GroupReport, text: Text) -> str:
    """Return why there is no share."""
    target = stratum.reference.target
    kind, target_mg = (target.published_as, target.mg) if target else ("", 0.0)
    if why is NoPrevalence.ONLY_AI:
        below = "only_ai_below_at_least" if report.at_least else "only_ai_below"
        key = "only_ai_reached" if stratum.reaches_ai else below
        return text(f"population.{key}", kind=kind, ai_mg=target_mg)
    if why is NoPrevalence.BY_FEEDING:
        fed_mg = stratum.reference.by_feeding_mg
        return text("finding.reference_by_feeding", authority=report.authority.short(text.language), **fed_mg)
    return text(
        f"population.{why}",
        authority=report.authority.short(text.language),
        kind=kind,
        repeats=text.number(stratum.people_with_repeats, 0),
        least=LEAST_REPEATS,
    )


def assumed_words(text: Text) -> list[str]:
    """Return what a share rests on."""
    return [text(f"population.{key}", cv_percent=100 * REQUIREMENT_CV) for key in ASSUMED]


def group_lines(report: GroupReport, text: Text) -> list[str]:
    """Return a group's report as the lines that the command line prints and the page gives to take away."""
    lines = [text("population.heading", authority=report.authority.name(text.language)), ""]
    lines += [*size_words(report, text), *result_words(report, text)]
    for stratum in report.strata:
        lines += ["", who_words(stratum, text)]
        lines += [f"  {sentence}" for sentence in stratum_words(stratum, report, text)]
        lines += [f"  {bar}" for bar in _bars(stratum, text)]
    if report.prevalence:
        lines += ["", text("population.assumed"), *(f"  {sentence}" for sentence in assumed_words(text))]
    lines += ["", text("report.sources")]
    lines += source_lines(report.sources_used, text)
    return [*lines, "", text("report.edition", edition=report.edition, boundary=text("app.boundary"))]


LONGEST_BAR = 40


def _bars(stratum: Stratum, text: Text) -> Iterator[str]:
    """Yield the distribution as bars of characters, from mg to mg."""
    shares, edges = stratum.distribution.usual, stratum.distribution.edges_mg
    used = [place for place, share in enumerate(shares) if share > 0]
    if not used:
        return
    ear, most = stratum.reference.ear, max(shares)
    for place in range(used[0], used[-1] + 1):
        low, high = edges[place], edges[place + 1]
        bar = "#" * round(LONGEST_BAR * shares[place] / most)
        mark = "  < EAR" if ear and low <= ear.mg < high else ""
        yield f"{text.number(low, 1):>6} {bar:<{LONGEST_BAR}} {text.number(100 * shares[place]):>5} %{mark}"
