"""Many visitors at once: how long a click waits while a hundred, and two hundred, click every five seconds.

Each visitor is a websocket that speaks to the server as the page in a browser does: it opens My day, chooses the
example day, then changes how much of a food was eaten, another one each time. A click counts from the message that asks
to the message that says the answer is complete. The visitors are in a process of their own; they share the processors
with the server, which is one process. Memory is the server's, after a thousand clicks and after ten thousand more.

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
from collections.abc import Sequence
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tools.app_server import AppServer, serving

PROMISED_MS = {100: 150.0, 200: 1000.0}  # p95 by number of visitors
EVERY_SECONDS, WARM_SECONDS, MEASURED_SECONDS = 5.0, 10.0, 40.0
MEMORY_MB, GROWTH_MB = 400.0, 20.0
CLICKS_BEFORE, CLICKS, IMPATIENT = 1_000, 10_000, 20
EXAMPLE, AMOUNT = "-example-omnivore", "-amount-"
TICKS = os.sysconf("SC_CLK_TCK")
LONGEST_END = 200  # bytes; the message that says the answer is complete is short


class Visitor:
    """A visitor on a page of their own; `fields` are the ids of the amounts that stand on it."""

    def __init__(self, connection: ClientConnection, rng: random.Random) -> None:
        self.connection = connection
        self.rng = rng
        self.fields: list[str] = []

    async def arrive(self) -> None:
        """Open the page and choose the example day."""
        buttons = [one.button.id for one in await self._ask() if one.WhichOneof("type") == "button"]
        [example] = [one for one in buttons if one.endswith(EXAMPLE)]
        shown = await self._ask(example, trigger_value=True)
        self.fields = [one.text_input.id for one in shown if AMOUNT in one.text_input.id]
        assert self.fields, "no amounts on the page"

    async def click(self) -> float:
        """Change how much of a food was eaten; return the ms until the answer was complete."""
        began = time.perf_counter()
        await self._send(self.rng.choice(self.fields), string_value=str(self.rng.randint(1, 9)))
        while True:
            raw = await self.connection.recv()
            if len(raw) < LONGEST_END and ForwardMsg.FromString(raw).WhichOneof("type") == "script_finished":
                return 1000 * (time.perf_counter() - began)

    async def _send(self, widget: str = "", **value: object) -> None:
        asked = BackMsg()
        asked.rerun_script.query_string = "language=nl"
        if widget:
            state = asked.rerun_script.widget_states.widgets.add(id=widget)
            for name, what in value.items():
                setattr(state, name, what)
        await self.connection.send(asked.SerializeToString())

    async def _ask(self, widget: str = "", **value: object) -> list:
        await self._send(widget, **value)
        shown = []
        while True:
            message = ForwardMsg.FromString(await self.connection.recv())
            if message.WhichOneof("type") == "script_finished":
                return shown
            if message.WhichOneof("type") == "delta" and message.delta.WhichOneof("type") == "new_element":
                shown.append(message.delta.new_element)


def address(server: AppServer) -> str:
    """Return where the page of a server listens for clicks."""
    return f"{server.url.replace('http', 'ws', 1)}/_stcore/stream"


async def arrived(server: AppServer, number: int) -> Visitor:
    """Return a visitor with the example day on the table."""
    connection = await connect(address(server), subprotocols=["streamlit"], max_size=None, proxy=None)
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


def load(count: int) -> tuple[str, bool]:
    """Return a line on so many visitors, and whether what is promised of it is kept."""
    with tempfile.TemporaryDirectory() as home, serving(Path(home)) as server:
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
        with tempfile.TemporaryDirectory() as home, serving(Path(home)) as server:
            before, after = asyncio.run(memory_over_clicks(server))
        line = f"memory {before:.0f} MB after {CLICKS_BEFORE:,} clicks, {after:.0f} MB after {CLICKS:,} more"
        results.append((line, after <= MEMORY_MB and after - before <= GROWTH_MB))
    for line, kept in results:
        print(f"{'kept  ' if kept else 'BROKEN'}  {line}")
    return 0 if all(kept for _, kept in results) else 1


if __name__ == "__main__":
    sys.exit(main())
