"""Steps back and forth, beside a list of everything that ever was on the table."""

from hypothesis import given
from hypothesis import strategies as st

from nutrition.views.steps import STEPS_BACK, Steps


@given(st.lists(st.sampled_from(["change", "back", "forth"]), max_size=40))
def test_steps_walk_along_what_was_there(walk: list[str]) -> None:
    steps: Steps[int] = Steps()
    now = 0
    line, place = [0], 0
    for number, step in enumerate(walk, start=1):
        if step == "change":
            steps, now = steps.changed(now), number
            line, place = [*line[: place + 1], number], place + 1
        elif step == "back":
            now, steps = steps.back(now)
            place = max(0, place - 1)
        else:
            now, steps = steps.forth(now)
            place = min(len(line) - 1, place + 1)
        assert now == line[place]
        assert [*steps.past, now, *reversed(steps.future)] == line


def test_the_oldest_steps_are_forgotten() -> None:
    steps: Steps[int] = Steps()
    for number in range(STEPS_BACK + 5):
        steps = steps.changed(number)
    assert steps.past == tuple(range(5, STEPS_BACK + 5))


def test_what_cannot_be_there_any_more_is_left_out() -> None:
    steps = Steps(past=(1, 2, 3), future=(4, 5, 6))
    assert steps.kept(lambda number: number % 2 == 0) == Steps(past=(2,), future=(4, 6))
