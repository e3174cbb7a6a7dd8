"""Many tasks of one kind, one after the other or in several processes, until there is no more time."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Ask(Generic[T, R]):
    """What answers a task. It is copied into each process, so that it may remember what it worked out."""

    def __call__(self, task: T) -> R:
        """Return the answer."""
        raise NotImplementedError


def in_order(ask: Ask[T, R], tasks: Iterable[T], more: Callable[[], bool]) -> Iterator[tuple[T, R]]:
    """Yield each task with its answer; none is begun once there is no `more` time."""
    for task in tasks:
        if not more():
            return
        yield task, ask(task)


def side_by_side(
    ask: Ask[T, R], tasks: Iterable[T], more: Callable[[], bool], jobs: int
) -> Iterator[tuple[T, R]]:
    """Yield each task with its answer as it comes, out of `jobs` processes.

    The processes are begun anew (`spawn`), so a program that calls this must be importable. Where the
    caller is interrupted or looks no further, they are ended.
    """
    context = multiprocessing.get_context("spawn")
    others = set(multiprocessing.active_children())
    left = iter(tasks)
    running: dict[Future[Any], T] = {}
    with ProcessPoolExecutor(jobs, context, _begin, (ask,)) as pool:
        try:
            while True:
                while len(running) < jobs and more() and (task := next(left, None)) is not None:
                    running[pool.submit(_answer, task)] = task
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(future), future.result()
        finally:
            if running:
                pool.shutdown(wait=False, cancel_futures=True)
                for child in set(multiprocessing.active_children()) - others:
                    child.terminate()


_HERE: list[Ask[Any, Any]] = []
"""What answers in a process of the pool."""


def _begin(ask: Ask[Any, Any]) -> None:
    # Ctrl-C reaches every process of a terminal; the one that was started by hand decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _HERE[:] = [ask]


def _answer(task: Any) -> Any:  # noqa: ANN401 - whatever is asked
    [ask] = _HERE
    return ask(task)


__all__ = ["Ask", "in_order", "side_by_side"]
