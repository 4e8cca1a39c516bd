"""What run.py decides, without a network: arguments, the stamp, programs, exit codes and sentences."""

import ast
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Event

import pytest

import run

ROOT = Path(run.__file__).parent


@pytest.mark.parametrize(
    ("arguments", "task"),
    [
        ([], run.Task("app")),
        (["--"], run.Task("app")),
        (["--", "--server.port", "8600"], run.Task("app", ("--server.port", "8600"))),
        (["--", "--help"], run.Task("app", ("--help",))),
        (["test"], run.Task("test")),
        (["test", "-k", "kale"], run.Task("test", ("-k", "kale"))),
        (["test", "--", "-x"], run.Task("test", ("-x",))),
        (["bench"], run.Task("bench")),
        (["--help"], run.Task("help")),
        (["test", "-h"], run.Task("help")),
    ],
)
def test_arguments_name_a_task(arguments: list[str], task: run.Task) -> None:
    assert run.parse_arguments(arguments) == task


@pytest.mark.parametrize("arguments", [["tests"], ["--server.port", "8600"], ["bench", "x"]])
def test_arguments_that_are_not_understood_end_in_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(arguments) == 2
    said = capsys.readouterr()
    assert arguments[-1] in said.err or arguments[0] in said.err
    assert "--help" in said.err
    assert not said.out


def test_help_names_every_task(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert "run.py test" in said
    assert "run.py bench" in said
    assert "run.py -- --server.port" in said


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 14), (4, 0)])
def test_a_new_enough_python_is_fine(version: tuple[int, int]) -> None:
    assert run.python_problem(*version) == ""


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 10)])
def test_an_old_python_is_told_in_one_sentence(version: tuple[int, int]) -> None:
    sentence = run.python_problem(*version)
    assert "3.11 or newer" in sentence
    assert sentence.endswith(f"Python {version[0]}.{version[1]}.")
    assert "\n" not in sentence


def test_old_pythons_can_read_as_far_as_the_sentence() -> None:
    """An old Python parses the whole file before it runs the first line."""
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
    pretending = source.replace("import sys\n", "import sys\nsys.version_info = (3, 8, 18)\n", 1)
    done = subprocess.run(
        [sys.executable, "-c", pretending], capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr == run.python_problem(3, 8) + "\n"


def test_the_digest_follows_content_and_not_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "requirements.txt"
    path.write_bytes(b"a==1\nb==2\n")
    first = run.digest(path)
    path.write_bytes(b"a==1\r\nb==2\r\n")
    assert run.digest(path) == first
    path.write_bytes(b"a==1\nb==3\n")
    assert run.digest(path) != first


def test_a_stamp_is_current_only_for_what_it_was_written_for(tmp_path: Path) -> None:
    needs, tools = tmp_path / "requirements.txt", tmp_path / "requirements-dev.txt"
    needs.write_text("a==1\n", encoding="utf-8")
    tools.write_text("b==1\n", encoding="utf-8")
    stamp = tmp_path / "stamp.json"
    assert not run.is_current(stamp, run.wanted_stamp([needs]))
    run.write_stamp(stamp, run.wanted_stamp([needs]))
    assert run.is_current(stamp, run.wanted_stamp([needs]))
    assert not run.is_current(stamp, run.wanted_stamp([needs, tools]))
    run.write_stamp(stamp, run.wanted_stamp([needs, tools]))
    assert run.is_current(stamp, run.wanted_stamp([needs]))
    needs.write_text("a==2\n", encoding="utf-8")
    assert not run.is_current(stamp, run.wanted_stamp([needs]))


@pytest.mark.parametrize("content", ["", "{", "[]", '"x"', "\x00"])
def test_a_damaged_stamp_counts_as_nothing_installed(tmp_path: Path, content: str) -> None:
    stamp = tmp_path / "stamp.json"
    stamp.write_text(content, encoding="utf-8")
    assert run.read_stamp(stamp) == {}


def test_another_python_makes_the_stamp_stale(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp.json"
    run.write_stamp(stamp, {**run.wanted_stamp([]), "python": "3.10"})
    assert not run.is_current(stamp, run.wanted_stamp([]))


def prepared(folder: Path, monkeypatch: pytest.MonkeyPatch, pip_code: int) -> list[list[str]]:
    """Put a pretended .venv into a folder, and record the commands that would be run."""
    (folder / "requirements.txt").write_text("a==1\n", encoding="utf-8")
    python = run.venv_python(folder / ".venv")
    python.parent.mkdir(parents=True)
    python.touch()
    commands: list[list[str]] = []

    def pretend(command: list[str]) -> tuple[int, str]:
        commands.append(command)
        return (pip_code if "pip" in command else 0), "\n".join(f"pip line {n}" for n in range(40))

    monkeypatch.setattr(run, "ROOT", folder)
    monkeypatch.setattr(run, "run_quiet", pretend)
    return commands


def test_installing_happens_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = prepared(tmp_path, monkeypatch, pip_code=0)
    assert run.prepare([tmp_path / "requirements.txt"]) == str(run.venv_python(tmp_path / ".venv"))
    assert sum("install" in command for command in commands) == 1
    run.prepare([tmp_path / "requirements.txt"])
    assert sum("install" in command for command in commands) == 1


def test_a_failed_install_leaves_no_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared(tmp_path, monkeypatch, pip_code=1)
    stamp = tmp_path / ".venv" / "magnesiumwijzer.json"
    stamp.write_text(json.dumps({"python": "3.0"}), encoding="utf-8")
    with pytest.raises(run.SetupError) as caught:
        run.prepare([tmp_path / "requirements.txt"])
    assert not stamp.exists()
    assert "pip line 39" in str(caught.value)
    assert "pip line 5\n" not in str(caught.value)
    assert "internet connection" in str(caught.value)


def test_a_python_without_venv_is_told_the_one_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "can_make_venv", lambda: False)
    with pytest.raises(run.SetupError, match="apt install python3-venv"):
        run.make_venv(tmp_path / ".venv")
    assert not (tmp_path / ".venv").exists()


def test_programs_are_found_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run.find_program(["alpha", "beta"]) == ""
    ending = ".bat" if sys.platform == "win32" else ""
    for name in ("beta", "alpha"):
        program = tmp_path / (name + ending)
        program.write_text("", encoding="utf-8")
        program.chmod(0o755)
        assert Path(run.find_program(["alpha", "beta"])).stem == name


@pytest.mark.parametrize(
    ("results", "missing", "require_all", "code", "words"),
    [
        ({"ruff": 0, "pytest": 0}, [], False, 0, "Passed: ruff, pytest."),
        ({"ruff": 0, "pytest": 5}, [], False, 5, "Failed: pytest. Passed: ruff."),
        ({"ruff": 1, "pytest": 3}, [], False, 1, "Failed: ruff, pytest."),
        ({"pytest": 0}, ["chromium"], False, 0, "skipped"),
        ({"pytest": 0}, ["chromium"], True, 2, "Missing here: chromium."),
        ({"pytest": 1}, ["chromium"], True, 1, "Failed: pytest."),
    ],
)
def test_the_verdict_is_one_line_and_an_honest_code(
    results: dict[str, int], missing: list[str], require_all: bool, code: int, words: str
) -> None:
    found, line = run.verdict(results, missing, require_all)
    assert found == code
    assert words in line
    assert "\n" not in line


@pytest.mark.parametrize("code", [0, 1, 5])
def test_the_code_of_what_was_run_comes_back(code: int) -> None:
    assert run.run_shown([sys.executable, "-c", f"raise SystemExit({code})"]) == code


def test_a_signal_becomes_the_code_of_a_shell() -> None:
    assert run.exit_code(-15) == 143


@pytest.mark.parametrize(("found", "wanted"), [(None, ["libatomic1"]), ("libatomic.so.1", None)])
def test_a_small_debian_gets_the_library_that_playwright_needs(
    found: str | None, wanted: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(run, "runs_as_root_on_debian", lambda: True)
    monkeypatch.setattr(run, "find_program", lambda names: "/usr/bin/there")
    monkeypatch.setattr(run.ctypes.util, "find_library", lambda name: found)
    monkeypatch.setattr(run, "apt_install", lambda packages: asked.append(list(packages)))
    assert run.missing_programs() == []
    assert asked == ([wanted] if wanted else [])


def test_what_needs_no_program_is_checked_while_programs_are_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    order, read = [], Event()

    def install() -> list[str]:
        assert read.wait(timeout=60), "nothing was checked meanwhile"
        order.append("installed")
        return ["chromium"]

    def show(command: Sequence[str], extra: Mapping[str, str] | None = None) -> int:
        order.append(command[2])
        if command[2] == "mypy":
            read.set()
        return 3 if command[2] == "mypy" else 0

    monkeypatch.setenv("CI", "")
    monkeypatch.setattr(run, "make_venv", lambda folder, may_use_apt: None)
    monkeypatch.setattr(run, "prepare", lambda requirements: "python")
    monkeypatch.setattr(run, "missing_programs", install)
    monkeypatch.setattr(run, "run_shown", show)
    # what fails among the first decides the code, and the tests are run all the same
    assert run.run_tests(["-k", "something"]) == 3
    assert order == ["ruff", "ruff", "mypy", "installed", "pytest"]
