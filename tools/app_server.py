"""A Streamlit script served as a program, for whoever looks at it with a browser: tests, pictures, measurements."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS, END_SECONDS = 60, 10  # limits for a machine that hangs, far above what it takes
LOOK_AGAIN_SECONDS = 0.02


class AppServerError(Exception):
    """The script ended, or took too long, before it answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppServer:
    """A script that answers at `url`; `started_seconds` is how long it took to, `pid` its process."""

    url: str
    pid: int
    started_seconds: float


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
    script: Path = ROOT / "app.py",
    *,
    folder: Path = ROOT,
    log: Path | None = None,
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[AppServer]:
    """Serve a script from a folder until the block ends; `settings` are added to the environment.

    What it prints goes to `log`. Settings of Streamlit that stand in the environment do not reach it. Raises
    `AppServerError` when it does not start.
    """
    url = f"http://localhost:{(port := free_port())}"
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    command += ["--server.port", str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    began = time.monotonic()
    with (log or Path(os.devnull)).open("wb") as printed:
        program = subprocess.Popen(
            command,
            cwd=folder,
            env={**environment, "PYTHONIOENCODING": "utf-8", **settings},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        try:
            while not is_healthy(url):
                if program.poll() is not None or time.monotonic() - began > START_SECONDS:
                    said = log.read_text(encoding="utf-8", errors="replace") if log else ""
                    raise AppServerError(f"{script.name} did not start within {START_SECONDS} s. {said}".strip())
                time.sleep(LOOK_AGAIN_SECONDS)
            yield AppServer(url=url, pid=program.pid, started_seconds=time.monotonic() - began)
        finally:
            program.terminate()
            try:
                program.wait(timeout=END_SECONDS)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
