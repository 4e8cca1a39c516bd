"""Install and start Magnesiumwijzer, or run its tests, with nothing but Python.

    python3 run.py                          open the app in a browser
    python3 run.py -- --server.port 8600    the same; what follows -- goes to Streamlit
    python3 run.py test [pytest arguments]  check style, types and behaviour
    python3 run.py bench                    run every benchmarks/bench_*.py

The first run makes the folder .venv and installs into it what requirements.txt names; later runs install only
what changed. Nothing outside the folder is touched, with one exception: "test", as root on Debian or Ubuntu,
installs the browser and the spreadsheet program that some tests drive, and Python's venv where it is missing.
On Windows, write "py" or "python" for "python3".
"""

import sys


def python_problem(major: int, minor: int) -> str:
    """Say what is wrong with this Python, or nothing when it will do."""
    if (major, minor) >= (3, 11):
        return ""
    return f"Magnesiumwijzer needs Python 3.11 or newer (from python.org), and this is Python {major}.{minor}."


# Before the other imports, and with no newer syntax in the file, so that Python 3.6 to 3.10 get this far.
if python_problem(*sys.version_info[:2]):
    sys.stderr.write(python_problem(*sys.version_info[:2]) + "\n")
    sys.exit(2)

import ctypes.util
import hashlib
import importlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OFFICES = ("soffice", "libreoffice")
VENV_MISSING = (
    "This Python cannot make virtual environments. On Debian or Ubuntu, install what is missing with "
    '"apt install python3-venv"; elsewhere, use the Python of python.org.'
)
ENVIRONMENT_WRONG = 2


class Task(NamedTuple):
    """What the command line asks for; `arguments` go on to Streamlit or to pytest."""

    name: str
    arguments: tuple[str, ...] = ()


class SetupError(Exception):
    """Something about this machine stops us; the text says what, and what to do."""


def say(line: str) -> None:
    """Print at once, so that our lines and those of the programs we start keep their order."""
    print(line, flush=True)


def parse_arguments(arguments: Sequence[str]) -> Task:
    """Read the command line; raises ValueError with a sentence about what it does not understand."""
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    if "-h" in before or "--help" in before:
        return Task("help")
    if not arguments:
        return Task("app")
    first, *rest = arguments
    if first == "--":
        return Task("app", tuple(rest))
    if first == "test":
        return Task("test", tuple(rest[1:] if rest[:1] == ["--"] else rest))
    if first == "bench" and not rest:
        return Task("bench")
    if first == "bench":
        raise ValueError(f'"bench" takes no arguments, but got "{rest[0]}".')
    raise ValueError(f'"{first}" is not something run.py knows; what is meant for Streamlit follows "--".')


def find_program(names: Iterable[str]) -> str:
    """Find the first of these programs on the search path; empty when there is none."""
    return next(filter(None, map(shutil.which, names)), "")


def runs_as_root_on_debian() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def truthy(value: str) -> bool:
    return value.strip().lower() in {"1", "true", "yes", "on"}


def last_lines(output: str, count: int = 15) -> str:
    return "\n".join(output.strip().splitlines()[-count:])


# Child processes


def exit_code(returncode: int) -> int:
    """Turn Popen's negative signal number into the code a shell would give."""
    return returncode if returncode >= 0 else 128 - returncode


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    return {**os.environ, "PYTHONIOENCODING": "utf-8", **(extra or {})}


def run_shown(command: Sequence[str], extra_environment: Mapping[str, str] | None = None) -> int:
    """Run in the repository with its output on the screen; whatever ends us ends it too."""
    child = subprocess.Popen(command, cwd=ROOT, env=child_environment(extra_environment))
    try:
        return exit_code(child.wait())
    except KeyboardInterrupt:
        with suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
            child.wait(timeout=10)  # Ctrl-C has reached it too; let it finish its own way.
        raise
    finally:
        if child.poll() is None:
            child.terminate()
            with suppress(subprocess.TimeoutExpired):
                child.wait(timeout=5)
        if child.poll() is None:
            child.kill()
            child.wait()


def run_quiet(command: Sequence[str], extra_environment: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run and keep the output, for when it is needed to explain a failure."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=child_environment(extra_environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return exit_code(done.returncode), done.stdout


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages, trying twice because mirrors hiccup; say why when it fails."""
    say(f"Installing {' and '.join(packages)} with apt-get …")
    options = ("-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300")
    output = ""
    for _attempt in range(2):
        run_quiet(("apt-get", "update", "-qq"))  # A stale list may still do; install is the one that decides.
        code, output = run_quiet(("apt-get", "install", *options, *packages), {"DEBIAN_FRONTEND": "noninteractive"})
        if code == 0:
            return True
    say(last_lines(output))
    return False


# The virtual environment


def venv_python(venv: Path) -> Path:
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def digest(path: Path) -> str:
    """Fingerprint a requirements file; line ends are evened out, git changes them on Windows."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def wanted_stamp(requirements: Iterable[Path]) -> dict[str, str]:
    """Say what .venv must hold: this version of Python, and these files' contents installed."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return {"python": version, **{path.name: digest(path) for path in requirements}}


def read_stamp(stamp: Path) -> dict[str, str]:
    """Read what was installed; a stamp that is missing or damaged counts as nothing installed."""
    try:
        content = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_stamp(stamp: Path, content: Mapping[str, str]) -> None:
    """Write in one move, so that an interrupted write leaves no stamp."""
    half = stamp.with_suffix(".half")
    half.write_text(json.dumps(content, indent=1), encoding="utf-8")
    half.replace(stamp)


def is_current(stamp: Path, wanted: Mapping[str, str]) -> bool:
    return wanted.items() <= read_stamp(stamp).items()


def make_venv(venv: Path, *, may_use_apt: bool = False) -> None:
    """Make .venv with the Python that runs this, unless one of the same version is there and has pip."""
    same = "import sys, pip; sys.exit(sys.version_info[:2] != ({}, {}))".format(*sys.version_info[:2])
    if venv_python(venv).exists() and run_quiet((str(venv_python(venv)), "-c", same))[0] == 0:
        return
    if not can_make_venv() and may_use_apt and runs_as_root_on_debian():
        apt_install(("python3-venv",))
        importlib.invalidate_caches()
    if not can_make_venv():
        raise SetupError(VENV_MISSING)
    say(f"Making {venv.name} …")
    code, output = run_quiet((sys.executable, "-m", "venv", "--clear", str(venv)))
    if code:
        raise SetupError(f"{last_lines(output)}\nMaking {venv.name} failed; see the lines above. {VENV_MISSING}")


def can_make_venv() -> bool:
    """Debian ships `venv` without the `ensurepip` it needs, unless python3-venv is installed."""
    return all(importlib.util.find_spec(module) for module in ("venv", "ensurepip"))


def prepare(requirements: Sequence[Path]) -> str:
    """Bring .venv up to date with the requirements files and return its interpreter."""
    venv = ROOT / ".venv"
    stamp = venv / "magnesiumwijzer.json"
    wanted = wanted_stamp(requirements)
    if not (venv_python(venv).exists() and is_current(stamp, wanted)):
        make_venv(venv)
        installed = read_stamp(stamp)
        stamp.unlink(missing_ok=True)  # From here until pip is done, nothing may be trusted.
        names = " and ".join(path.name for path in requirements)
        say(f"Installing {names} into {venv.name} (the first time 500 MB, half a minute or more) …")
        pip = (str(venv_python(venv)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input")
        code, output = run_quiet((*pip, *(word for path in requirements for word in ("-r", str(path)))))
        if code:
            raise SetupError(
                f"{last_lines(output)}\nInstalling failed; pip's last lines are above. Check the internet "
                "connection and the free disk space (1 GB), then give the same command again."
            )
        write_stamp(stamp, {**installed, **wanted})
    return str(venv_python(venv))


# The tasks


def start_app(arguments: Sequence[str]) -> int:
    python = prepare([ROOT / "requirements.txt"])
    say("Starting Magnesiumwijzer; Ctrl-C stops it.")
    try:
        return run_shown((python, "-m", "streamlit", "run", "app.py", *arguments))
    except KeyboardInterrupt:
        return 0


def missing_programs() -> list[str]:
    """Look for what some tests drive, install it where we may, and name what is still missing."""
    wanted = {"chromium": BROWSERS, "libreoffice-calc": OFFICES}
    absent = [package for package, names in wanted.items() if not find_program(names)]
    if runs_as_root_on_debian():
        # Playwright's own driver is linked to a library that a small Debian lacks.
        libraries = [] if ctypes.util.find_library("atomic") else ["libatomic1"]
        if absent or libraries:
            apt_install([*absent, *libraries])
    return [package for package in absent if not find_program(wanted[package])]


def verdict(results: Mapping[str, int], missing: Sequence[str], require_all: bool) -> tuple[int, str]:
    """Sum up in one code and one line: the first failure decides the code."""
    failed = [name for name, code in results.items() if code]
    passed = [name for name, code in results.items() if not code]
    lines = [f"Failed: {', '.join(failed)}."] if failed else []
    lines += [f"Passed: {', '.join(passed)}."] if passed else []
    if missing:
        skipped = "" if require_all else "; the tests that need it were skipped"
        lines.append(f"Missing here: {', '.join(missing)}{skipped}.")
    code = next((code for code in results.values() if code), ENVIRONMENT_WRONG if missing and require_all else 0)
    return code, " ".join(lines)


# All tests together: two browsers at a time, since one that has to wait for its turn looks broken. Then the rest by
# name: files with few tests, but long ones, would come last and leave the other processors idle.
ALL_TESTS = {
    "pytest in a browser": ("pytest", "tests/browser", "-n", "2", "--dist", "worksteal"),
    "pytest": (
        *("pytest", "--ignore=tests/browser", "-n", "auto", "--maxprocesses", "4"),
        *("--dist", "loadfile", "--no-loadscope-reorder"),
    ),
}


# What needs no program but Python.
READING_CHECKS = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
}


def run_tests(arguments: Sequence[str]) -> int:
    require_all = truthy(os.environ.get("CI", "")) or truthy(os.environ.get("MAGNESIUMWIJZER_REQUIRE_ALL", ""))
    make_venv(ROOT / ".venv", may_use_apt=True)  # by itself: apt serves one at a time
    with ThreadPoolExecutor(max_workers=1) as beside:
        looked_for = beside.submit(missing_programs)  # a minute of downloading, in which what needs none goes on
        python = prepare([ROOT / "requirements.txt", ROOT / "requirements-dev.txt"])
        results = run_checks(python, READING_CHECKS)
        missing = looked_for.result()
    for package in missing:
        skipped = "so this run fails." if require_all else "so the tests that need it are SKIPPED here."
        say(f"MISSING: {package}, {skipped}")
    tests = {"pytest": ("pytest", *arguments)} if arguments else ALL_TESTS
    results |= run_checks(python, tests, require_all=require_all)
    code, line = verdict(results, missing, require_all)
    say(line)
    return code


def run_checks(python: str, checks: Mapping[str, Sequence[str]], *, require_all: bool = False) -> dict[str, int]:
    """Run modules of Python one after the other, with their output on the screen; return their codes."""
    results = {}
    for name, command in checks.items():
        started = time.monotonic()
        say(f"--- {name}")
        extra = {"MAGNESIUMWIJZER_REQUIRE_ALL": "1"} if require_all else {}
        results[name] = run_shown((python, "-m", *command), extra)
        if name != "pytest":  # pytest's own summary must stay the last thing before the verdict.
            say(f"{name}: {'FAILED' if results[name] else 'ok'} in {time.monotonic() - started:.1f} s")
    return results


def run_benchmarks() -> int:
    scripts = sorted((ROOT / "benchmarks").glob("bench_*.py"))
    if not scripts:
        say("There is no benchmark yet: benchmarks/ holds no bench_*.py.")
        return 0
    python = prepare([ROOT / "requirements.txt", ROOT / "requirements-dev.txt"])
    worst = 0
    for script in scripts:
        say(f"--- {script.name}")
        worst = run_shown((python, "-m", f"benchmarks.{script.stem}")) or worst
    return worst


def main(arguments: Sequence[str]) -> int:
    """Carry out one task: 0 is good, 2 a wrong command or machine, the rest comes from what was run."""
    try:
        task = parse_arguments(arguments)
    except ValueError as problem:
        print(f"{problem} See: python3 run.py --help", file=sys.stderr)
        return ENVIRONMENT_WRONG
    if task.name == "help":
        say((__doc__ or "").strip())
        return 0
    try:
        if task.name == "test":
            return run_tests(task.arguments)
        return run_benchmarks() if task.name == "bench" else start_app(task.arguments)
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return ENVIRONMENT_WRONG
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def stop_on_terminate(signal_number: int, frame: object) -> NoReturn:
    """Leave by an exception, so that a child is ended with us."""
    sys.exit(128 + signal_number)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows consoles default to an old code page.
    signal.signal(signal.SIGTERM, stop_on_terminate)
    sys.exit(main(sys.argv[1:]))
