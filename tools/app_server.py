"""A Streamlit script served as a program, for whoever looks at it with a browser: tests, pictures, measurements."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS, END_SECONDS = 60, 10  # limits for a machine that hangs, far above what it takes
LOOK_AGAIN_SECONDS = 0.02
# one browser of this machine for tests, pictures and measurements: no window, nobody called but the app
BROWSER_FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
    "--disable-quic --no-first-run"
).split()


class AppServerError(Exception):
    """The script ended, or took too long, before it answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppServer:
    """A script that answers at `url`; `started_seconds` is how long it took to, `pid` its process."""

    url: str
    pid: int
    started_seconds: float
    log: Path

    def said(self) -> str:
        """Return what the program has printed until now."""
        return self.log.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def is_healthy(url: str) -> bool:
    """Whether the server at an address says that it is ready."""
    try:
        # no proxy stands between us and ourselves
        with build_opener(ProxyHandler({})).open(f"{url}/_stcore/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


@contextmanager
def serving(
    folder: Path,
    script: Path = ROOT / "app.py",
    *,
    port: int = 0,
    base_path: str = "",
    arguments: Sequence[str] = (),
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[AppServer]:
    """Serve a script until the block ends, with `folder` as the home of its process: what it keeps, and its log.

    Port 0 takes a free one. `arguments` go to Streamlit, `settings` are added to the environment; Streamlit's own
    settings in the environment do not reach it. Raises `AppServerError` when it does not start.
    """
    port, log = port or free_port(), folder / "log.txt"
    url = f"http://localhost:{port}{'/' if base_path else ''}{base_path}"
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.baseUrlPath", base_path, *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    home = {"HOME": str(folder), "MAGNESIUMWIJZER_HOME": str(folder), "PYTHONIOENCODING": "utf-8"}
    began = time.monotonic()
    with log.open("ab") as printed:
        program = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**environment, **home, **settings},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        try:
            while not is_healthy(url):
                if program.poll() is not None or time.monotonic() - began > START_SECONDS:
                    said = log.read_text(encoding="utf-8", errors="replace")
                    raise AppServerError(f"{script.name} did not start within {START_SECONDS} s.\n{said}".strip())
                time.sleep(LOOK_AGAIN_SECONDS)
            yield AppServer(url=url, pid=program.pid, started_seconds=time.monotonic() - began, log=log)
        finally:
            program.terminate()
            try:
                program.wait(timeout=END_SECONDS)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
