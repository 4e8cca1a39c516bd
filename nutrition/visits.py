"""Visits that are kept: a visitor's plan and choices, as plan files, under a number that only their browser knows."""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from nutrition.errors import NutritionError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table

DAYS_KEPT = 30
DAY_SECONDS = 86_400
STEPS_KEPT = 10
LARGEST_BYTES = 400_000  # of one visit: a plan of a week is some 10 kB
PATIENCE_SECONDS = 1.0  # for a store that another program holds; a page waits no longer
FORGOTTEN = -1  # the revision of a visit that was to be forgotten
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlan:
    """A plan as the text of a plan file, the authority it was held against, and the edition of the data then."""

    plan: str
    authority: str
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptVisit:
    """What is kept of one visit: the plan, the steps that can be undone (the last one last), the language.

    `set_aside` holds plans that the handbook of a later visit could not read. `revision` counts the changes; it is 0
    for what was never kept and `FORGOTTEN` for what was to be forgotten.
    """

    now: KeptPlan
    past: tuple[KeptPlan, ...] = ()
    language: str = ""
    set_aside: tuple[KeptPlan, ...] = ()
    revision: int = 0


NOTHING = KeptPlan(plan="", authority="", edition="")


class VisitStore:
    """A file with the visits of many visitors. It knows the fingerprint of each number, never the number itself.

    Every method raises `NutritionError("store_unusable")` when the file cannot be used: broken, locked, or read-only.
    `now` is the moment, in seconds since 1970.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._swept = 0
        self._opening = Lock()
        self._writing = Lock()  # writers of one program queue up; SQLite lets them try again and again, in no order

    def find(self, token: str, now: int) -> KeptVisit | None:
        """Return the visit of a number, or None; a visit that is looked for stays another 30 days."""
        if not self.file.exists():
            return None  # nobody has changed anything yet: the database library may stay where it is
        with self._connected() as connection:
            living = self._its(token) & ~self._is_old(now)
            row = connection.execute(self._visits.select().where(living)).mappings().first()
            if row is None:
                return None
            if row["last_used"] < now - DAY_SECONDS:
                connection.execute(self._visits.update().where(self._its(token)).values(last_used=now))
        return _visit_of(row)

    def revision(self, token: str) -> int:
        """Return how often the visit of a number was changed: 0 when it is not there, or `FORGOTTEN`."""
        if not self.file.exists():
            return 0
        with self._connected() as connection:
            found = connection.scalar(
                self._visits.select().with_only_columns(self._visits.c.revision).where(self._its(token))
            )
        return int(found or 0)

    def keep(self, token: str, visit: KeptVisit, now: int) -> int | None:
        """Keep a visit and return its new revision.

        Only who has seen the newest revision may write: an older one changes nothing and gives None, so that a tab
        never puts an older plan over a newer one. A visit that is not there, whatever revision was seen, is put there.
        Raises `NutritionError("visit_too_large")`.
        """
        if visit.revision == FORGOTTEN:
            return None
        revision = visit.revision + 1
        values = _values_of(visit) | {"last_used": now, "revision": revision}
        with self._writing, self._connected() as connection:
            self._sweep(connection, now)
            newest = (self._visits.c.revision == visit.revision) | self._is_old(now)
            if connection.execute(self._visits.update().where(self._its(token) & newest).values(values)).rowcount:
                return revision
            insert = self._insert().values(number=fingerprint(token), **values).on_conflict_do_nothing()
            return revision if connection.execute(insert).rowcount else None

    def forget(self, token: str, now: int) -> None:
        """Erase all of a visit but the fact that it was: a tab that is still open must not put it back."""
        values = _values_of(KeptVisit(now=NOTHING)) | {"last_used": now, "revision": FORGOTTEN}
        insert = self._insert().values(number=fingerprint(token), **values)
        with self._writing, self._connected() as connection:
            connection.execute(insert.on_conflict_do_update(index_elements=["number"], set_=values))
        with self._connected() as connection:
            # what was erased must not stay in the log beside the file
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def is_forgotten(self, token: str) -> bool:
        """Whether the visit of a number was to be forgotten."""
        return self.revision(token) == FORGOTTEN

    def _sweep(self, connection: "Connection", now: int) -> None:
        if now - self._swept >= DAY_SECONDS:
            self._swept = now
            connection.execute(self._visits.delete().where(self._is_old(now)))

    def _is_old(self, now: int) -> Any:
        return self._visits.c.last_used <= now - DAYS_KEPT * DAY_SECONDS

    def _its(self, token: str) -> Any:
        return self._visits.c.number == fingerprint(token)

    def _insert(self) -> Any:
        from sqlalchemy.dialects.sqlite import insert

        return insert(self._visits)

    @contextmanager
    def _connected(self) -> Iterator["Connection"]:
        from sqlalchemy.exc import SQLAlchemyError

        try:
            with self._opening:
                engine = self._engine
            with engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            # not the whole of it: the statement's values are somebody's
            LOG.warning("The kept plans in %s cannot be used: %s", self.file, getattr(error, "orig", None) or error)
            raise NutritionError("store_unusable") from error

    @cached_property
    def _visits(self) -> "Table":
        from sqlalchemy import Column, Integer, MetaData, Table, Text

        words = [Column(name, Text, nullable=False) for name in _values_of(KeptVisit(now=NOTHING))]
        return Table(
            "visits",
            MetaData(),
            Column("number", Text, primary_key=True),
            Column("revision", Integer, nullable=False),
            Column("last_used", Integer, nullable=False, index=True),
            *words,
        )

    @cached_property
    def _engine(self) -> "Engine":
        from sqlalchemy import URL, create_engine, event

        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.file.touch(mode=0o600)
        engine = create_engine(
            URL.create("sqlite", database=str(self.file)),
            hide_parameters=True,
            connect_args={"timeout": PATIENCE_SECONDS},
            pool_timeout=2 * PATIENCE_SECONDS,
        )
        event.listen(engine, "connect", _prepare)
        self._visits.metadata.create_all(engine)
        return engine


def fingerprint(token: str) -> str:
    """Return what a number is kept under; nobody can find the number from it.

    >>> fingerprint("a")[:8]
    'ca978112'
    """
    return hashlib.sha256(token.encode()).hexdigest()


def _prepare(connection: Any, _record: object) -> None:
    # FULL: an acknowledged change outlives a power cut; secure_delete: what is erased is overwritten
    for setting in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {setting}")


def _values_of(visit: KeptVisit) -> dict[str, Any]:
    visit = replace(visit, past=visit.past[-STEPS_KEPT:])
    while True:
        values = {
            "plan": visit.now.plan,
            "authority": visit.now.authority,
            "edition": visit.now.edition,
            "past": _written(visit.past),
            "language": visit.language,
            "set_aside": _written(visit.set_aside),
        }
        if sum(len(words.encode()) for words in values.values()) <= LARGEST_BYTES:
            return values
        if not visit.past:
            raise NutritionError("visit_too_large")
        visit = replace(visit, past=visit.past[1:])  # the oldest step goes first


def _written(plans: Iterable[KeptPlan]) -> str:
    return json.dumps([asdict(one) for one in plans], ensure_ascii=False)


def _read(words: str) -> tuple[KeptPlan, ...]:
    return tuple(KeptPlan(**one) for one in json.loads(words))


def _visit_of(row: Any) -> KeptVisit:
    try:
        return KeptVisit(
            now=KeptPlan(plan=row["plan"], authority=row["authority"], edition=row["edition"]),
            past=_read(row["past"]),
            language=row["language"],
            set_aside=_read(row["set_aside"]),
            revision=row["revision"],
        )
    except (ValueError, TypeError) as error:
        raise NutritionError("store_unusable") from error
