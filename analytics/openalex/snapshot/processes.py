"""Parts one after the other, or several at once in processes of their own."""

from __future__ import annotations

import multiprocessing
import os
import re
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import groupby
from multiprocessing.connection import wait

from analytics.errors import ReaderEnded
from analytics.openalex.snapshot.staging import Job, Staged, stage
from analytics.settings import Settings

# Bytes from which two processes are done before one is: each takes a second to start, as long as 20 MB of gz to read.
_WORTH_A_PROCESS = 32 << 20


def stage_all(settings: Settings, jobs: Sequence[Job]) -> Iterator[Staged]:
    """Stage every job, `threads` at once; results come as they are ready, which is in no fixed order.

    Raises ReaderEnded where a process is ended from outside. What was staged until then stays.
    """
    lanes = _lanes(jobs)
    processes = min(settings.threads, len(lanes))
    if processes < 2 or sum(job.stamp.size for job in jobs) < _WORTH_A_PROCESS:
        for lane in lanes:
            yield from _stage_lane(lane)
        return
    yield from _in_processes(lanes, processes)


def _lanes(jobs: Sequence[Job]) -> list[list[Job]]:
    """Parts of the same size one after the other, as they may be the same bytes; the largest first."""
    ordered = sorted(jobs, key=lambda job: -job.stamp.size)
    return [list(same) for _, same in groupby(ordered, key=lambda job: job.stamp.size)]


def _in_processes(lanes: list[list[Job]], processes: int) -> Iterator[Staged]:
    # Started anew, not forked: the libraries have threads of their own.
    fresh = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=fresh, initializer=_end_with_parent)
    try:
        shares = [[_with_share_of_memory(job, processes) for job in lane] for lane in lanes]
        for done in as_completed([pool.submit(_stage_lane, lane) for lane in shares]):
            yield from done.result()
    except BrokenProcessPool:
        raise ReaderEnded("A process that read the snapshot was ended from outside; memory may be short.") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _with_share_of_memory(job: Job, processes: int) -> Job:
    parsed = re.fullmatch(r"\s*([0-9.]+)\s*(\D+)", job.settings.memory_limit)
    if parsed is None:
        return job
    share = f"{float(parsed[1]) / processes:.3f}{parsed[2]}"
    return replace(job, settings=job.settings.model_copy(update={"memory_limit": share}))


def _end_with_parent() -> None:
    """Let no process write into a warehouse that nobody holds any more."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        wait([parent.sentinel] if parent else [])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _stage_lane(lane: list[Job]) -> list[Staged]:
    return [stage(job) for job in lane]
