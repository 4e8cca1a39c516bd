"""Many visitors at once: how long a click waits while a hundred, and two hundred, click every five seconds.

Each visitor is a websocket that speaks to the server as the page in a browser does. They come back to a plan of twelve
foods that is kept for them, and change how much of a food was eaten, another one each time; every change is kept again.
A click counts from the message that asks to the message that says the answer is complete. The visitors are in a process
of their own; they share the processors with the server, which is one process. Memory is the server's, after a thousand
clicks and after ten thousand more.

    python -m benchmarks.bench_load                    # about ten minutes
    python -m benchmarks.bench_load --visitors 50      # one figure, half a minute
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from nutrition import Person, Plan, Sex, load_handbook
from nutrition.storage import write_plan
from nutrition.views.visit_cookie import NAME as COOKIE
from nutrition.visits import KeptPlan, KeptVisit, VisitStore
from nutrition.wishes import Diet
from tools.app_server import AppServer, serving

PROMISED_MS = {100: 150.0, 200: 1000.0}  # p95 by number of visitors
EVERY_SECONDS, WARM_SECONDS, MEASURED_SECONDS = 5.0, 10.0, 40.0
MEMORY_MB, GROWTH_MB = 400.0, 20.0
CLICKS_BEFORE, CLICKS, IMPATIENT = 1_000, 10_000, 20
FOODS, AMOUNT, TOTAL = 12, "-amount-", b'class="mw-number"'
TICKS = os.sysconf("SC_CLK_TCK")
DRAWN = {ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY, ForwardMsg.FINISHED_SUCCESSFULLY}
LONGEST_END = 600  # bytes; the message that says the answer is complete names the parts, and is still short


class Visitor:
    """A visitor on a page of their own: its amounts by the ids of their fields, and the part that each is in."""

    def __init__(self, connection: ClientConnection, rng: random.Random) -> None:
        self.connection = connection
        self.rng = rng
        self.fields: dict[str, str] = {}
        self.parts: dict[str, str] = {}

    async def arrive(self) -> None:
        """Open the page, on which the plan stands that was kept."""
        await self._ask()
        while True:
            message = ForwardMsg.FromString(await self.connection.recv())
            if message.WhichOneof("type") == "script_finished":
                break
            field = message.delta.new_element.text_input
            if message.WhichOneof("type") == "delta" and AMOUNT in field.id:
                self.fields[field.id] = field.default
                self.parts[field.id] = message.delta.fragment_id
        assert len(self.fields) == FOODS, f"{len(self.fields)} foods on the page"

    async def click(self) -> float:
        """Change how much of a food was eaten; return the ms until the answer was complete."""
        began = time.perf_counter()
        field = self.rng.choice([*self.fields])
        self.fields[field] = self.rng.choice([one for one in "123456789" if one != self.fields[field]])
        await self._ask(field, self.fields[field])
        total = False
        while True:
            raw = await self.connection.recv()
            total = total or TOTAL in raw
            if len(raw) < LONGEST_END and is_end(ForwardMsg.FromString(raw)):
                assert total, "an answer without a total"
                return 1000 * (time.perf_counter() - began)

    async def _ask(self, field: str = "", typed: str = "") -> None:
        asked = BackMsg()
        asked.rerun_script.query_string = "language=nl"
        if field:
            asked.rerun_script.widget_states.widgets.add(id=field, string_value=typed)
            asked.rerun_script.fragment_id = self.parts[field]
        await self.connection.send(asked.SerializeToString())


def is_end(message: ForwardMsg) -> bool:
    """Return whether the answer is complete: the part of the page, or the page as a whole where it asked for that."""
    return message.WhichOneof("type") == "script_finished" and message.script_finished in DRAWN


def address(server: AppServer) -> str:
    """Return where the page of a server listens for clicks."""
    return f"{server.url.replace('http', 'ws', 1)}/_stcore/stream"


def keep_plans(home: Path, count: int) -> None:
    """Keep a plan for each of so many visitors, where the server will look for it."""
    handbook = load_handbook()
    items = handbook.example_days[Diet.OMNIVORE][:FOODS]
    plan = write_plan(Plan(person=Person(age_years=40, sex=Sex.FEMALE), items=items))
    kept = KeptPlan(plan=plan, authority="gezondheidsraad", edition=handbook.edition)
    store = VisitStore(home / "visits.sqlite")
    for number in range(count):
        store.keep(token(number), KeptVisit(now=kept, language="nl"), int(time.time()))


def token(number: int) -> str:
    """Return what stands in the cookie of a visitor."""
    return f"{number:043d}"


async def arrived(server: AppServer, number: int) -> Visitor:
    """Return a visitor with a plan on the table."""
    cookie = {"Cookie": f"{COOKIE}={token(number)}"}
    connection = await connect(
        address(server), subprotocols=["streamlit"], additional_headers=cookie, max_size=None, proxy=None
    )
    visitor = Visitor(connection, random.Random(number))
    await visitor.arrive()
    return visitor


async def click_now_and_then(visitor: Visitor, until: float) -> list[tuple[float, float]]:
    """Click every few seconds until a moment; return when each click was made, and how long it waited in ms."""
    clicks = []
    due = time.perf_counter() + visitor.rng.uniform(0, EVERY_SECONDS)
    while due < until:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        clicks.append((due, await visitor.click()))
        due = max(due + EVERY_SECONDS, time.perf_counter())
    return clicks


async def visited(server: AppServer, count: int) -> list[float]:
    """Return the ms that clicks waited while `count` visitors clicked every five seconds, in order of size."""
    visitors = [await arrived(server, number) for number in range(count)]
    began = time.perf_counter()
    until = began + WARM_SECONDS + MEASURED_SECONDS
    clicks = await asyncio.gather(*(click_now_and_then(visitor, until) for visitor in visitors))
    await asyncio.gather(*(visitor.connection.close() for visitor in visitors))
    return sorted(ms for one in clicks for due, ms in one if due > began + WARM_SECONDS)


async def clicked(server: AppServer, visitors: Sequence[Visitor], count: int) -> None:
    """Click `count` times in all, as fast as answers come."""

    async def one(visitor: Visitor) -> None:
        for _ in range(count // len(visitors)):
            await visitor.click()

    await asyncio.gather(*map(one, visitors))


async def memory_over_clicks(server: AppServer) -> tuple[float, float]:
    """Return the MB that the server holds after some clicks, and after ten thousand more."""
    visitors = [await arrived(server, number) for number in range(IMPATIENT)]
    await clicked(server, visitors, CLICKS_BEFORE)
    before = memory_mb(server)
    await clicked(server, visitors, CLICKS)
    after = memory_mb(server)
    await asyncio.gather(*(visitor.connection.close() for visitor in visitors))
    return before, after


def memory_mb(server: AppServer) -> float:
    """Return the memory that a server holds now."""
    lines = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii").splitlines()
    [kb] = [line.split()[1] for line in lines if line.startswith("VmRSS:")]
    return int(kb) / 1000


def processor_seconds(server: AppServer) -> float:
    """Return the seconds that a server has kept a processor busy."""
    words = Path(f"/proc/{server.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(words[11]) + int(words[12])) / TICKS


@contextmanager
def with_plans(count: int) -> Iterator[AppServer]:
    """Serve the app with a plan kept for each of so many visitors."""
    with tempfile.TemporaryDirectory() as home:
        keep_plans(Path(home), count)
        with serving(Path(home)) as server:
            yield server


def load(count: int) -> tuple[str, bool]:
    """Return a line on so many visitors, and whether what is promised of it is kept."""
    with with_plans(count) as server:
        busy, began = processor_seconds(server), time.perf_counter()
        waits = asyncio.run(visited(server, count))
        share = (processor_seconds(server) - busy) / (time.perf_counter() - began)
        memory = memory_mb(server)
    p50, p95, p99 = (waits[int(part * len(waits))] for part in (0.5, 0.95, 0.99))
    line = f"{count} visitors: {len(waits)} clicks, p50 {p50:.0f}, p95 {p95:.0f}, p99 {p99:.0f} ms; "
    line += f"{100 * share:.0f} % of a processor; {memory:.0f} MB"
    return line, p95 <= PROMISED_MS.get(count, float("inf")) and memory <= MEMORY_MB


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; return 1 when a promise is not kept."""
    parser = argparse.ArgumentParser(description="Many visitors at once.")
    parser.add_argument("--visitors", type=int, nargs="*", default=[], help="how many at a time; no memory test")
    counts = parser.parse_args(arguments).visitors
    if not Path("/proc/self/stat").exists():
        print("Memory and processor time are read from /proc, which this system does not have: nothing measured.")
        return 0
    results = [load(count) for count in counts or PROMISED_MS]
    if not counts:
        with with_plans(IMPATIENT) as server:
            before, after = asyncio.run(memory_over_clicks(server))
        line = f"memory {before:.0f} MB after {CLICKS_BEFORE:,} clicks, {after:.0f} MB after {CLICKS:,} more"
        results.append((line, after <= MEMORY_MB and after - before <= GROWTH_MB))
    for line, kept in results:
        print(f"{'kept  ' if kept else 'BROKEN'}  {line}")
    return 0 if all(kept for _, kept in results) else 1


if __name__ == "__main__":
    sys.exit(main())
