"""Other programs: forked, heard through a pipe, killed at any moment, limited, or run as somebody else."""

import multiprocessing
import os
import random
import resource
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import pytest

from core.errors import LaugError

FULL = os.environ.get("LAUG_FAULTS") == "full"
Say = Callable[[Any], None]
Work = Callable[[Say], None]
_context = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Told:
    """A sentence that the other program told its user instead of going on."""

    sentence: str
    hint: str


@dataclass(frozen=True)
class Crashed:
    """What the other program would have shown a traceback of."""

    error: str


class Program:
    """A program at work in a process of its own; what it says is acknowledged work."""

    def __init__(self, work: Work, *, user: int | None = None, group: int | None = None, limit: int | None = None) -> None:
        ours, theirs = _context.Pipe(False)
        self.pipe: Connection = ours
        self.process = _context.Process(target=_run, args=(work, theirs, user, group, limit))
        self.process.start()
        theirs.close()
        self.heard: list[Any] = []

    def listen(self, *, until: int | None = None) -> list[Any]:
        """Everything said until the end, or until so many things were said."""
        try:
            while until is None or len(self.heard) < until:
                self.heard.append(self.pipe.recv())
        except EOFError:
            self.process.join()
        return self.heard

    def kill(self, chance: random.Random, *, after: int, within: float) -> list[Any]:
        """SIGKILL at a random moment within so many seconds after that many things were said; all that was said."""
        self.listen(until=after)
        while (left := chance.uniform(0, within)) > within / 50 and self.pipe.poll(left):
            try:
                self.heard.append(self.pipe.recv())
            except EOFError:
                break
            within = left
        self.process.kill()
        self.process.join()
        return self.listen()


def _run(work: Work, pipe: Connection, user: int | None, group: int | None, limit: int | None) -> None:
    if limit is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    if user is not None:
        os.setgroups([])
        os.setgid(group if group is not None else user)
        os.setuid(user)
    os.umask(0o022)
    try:
        work(pipe.send)
    except LaugError as error:
        hint = error.hint.msgid if error.hint else ""
        pipe.send(Told(error.message.msgid, hint))
    except BaseException as error:
        pipe.send(Crashed(repr(error)))
    pipe.close()


def together(works: list[Work]) -> list[list[Any]]:
    """Several programs at once; what each of them said."""
    programs = [Program(work) for work in works]
    return [program.listen() for program in programs]


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else or mount a small disk")
