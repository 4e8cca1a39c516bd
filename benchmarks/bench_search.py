"""How long one question to the whole food table takes, and how often the wanted food comes first.

The questions are those of tests/cases/search.toml and every beginning of them, as a person types.
Peer in the same run: pandas' own `str.contains` over the two columns of names.
"""

import statistics
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

from nutrition import find_foods, load_handbook

ROOT = Path(__file__).resolve().parent.parent
LIMIT_MS = 10.0


def times_ms(ask: Callable[[str], object], questions: list[str]) -> list[float]:
    """Return how long each question takes, in milliseconds, the fastest of three."""
    found = []
    for words in questions:
        rounds = []
        for _ in range(3):
            start = time.perf_counter()
            ask(words)
            rounds.append(1000 * (time.perf_counter() - start))
        found.append(min(rounds))
    return sorted(found)


def main() -> None:
    """Print the figures."""
    cases = tomllib.loads((ROOT / "tests" / "cases" / "search.toml").read_text(encoding="utf-8"))["queries"]
    foods = load_handbook().foods
    typed = sorted({case["words"][:length] for case in cases for length in range(1, len(case["words"]) + 1)})
    first = five = 0
    for case in cases:
        ids = list(find_foods(foods, case["words"], case["language"])["food_id"])
        first += ids[:1] != [] and ids[0] in case["wanted"]
        five += bool({*ids[:5]} & {*case["wanted"]})
    print(f"{len(foods)} foods, {len(cases)} questions: wanted food first {100 * first / len(cases):.1f} %, ", end="")
    print(f"in the first five {100 * five / len(cases):.1f} %")

    def contains(words: str) -> object:
        names = foods["name_en"].str.contains(words, case=False, regex=False)
        return foods[names | foods["name_nl"].str.contains(words, case=False, regex=False)].head(40)

    ours = times_ms(lambda words: find_foods(foods, words, "nl"), typed)
    peer = times_ms(contains, typed)
    p95 = ours[int(0.95 * len(ours))]
    print(f"{len(typed)} beginnings: p50 {statistics.median(ours):.2f} ms, p95 {p95:.2f} ms (limit {LIMIT_MS:.0f} ms)")
    ratio = p95 / peer[int(0.95 * len(peer))]
    print(f"pandas str.contains: p50 {statistics.median(peer):.2f} ms; ratio at p95 {ratio:.2f}")


if __name__ == "__main__":
    main()
