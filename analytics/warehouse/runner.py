"""Run every model, SQL and Python alike, in the order in which they read each other."""

from __future__ import annotations

import inspect
import pkgutil
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter
from importlib import import_module
from typing import Any

import polars as pl

from analytics.progress import Progress, silent
from analytics.warehouse.engine import Engine
from analytics.warehouse.model import LAYERS, Model, layer, sql_models

PythonModel = Callable[..., Any]
"""Named after its table; parameters named after its input tables; one frame (or batches of frames) out."""


def python_models() -> dict[str, PythonModel]:
    """Every table made in Python, by table name: the modules named after a layer, each with a function of its name."""
    import analytics.affiliations
    import analytics.estimates
    import analytics.tagging

    found = {}
    for package in (analytics.affiliations, analytics.estimates, analytics.tagging):
        for module in pkgutil.iter_modules(package.__path__):
            if layer(module.name) in LAYERS:
                found[module.name] = getattr(import_module(f"{package.__name__}.{module.name}"), module.name)
    return found


def run_models(engine: Engine, given: set[str], progress: Progress = silent) -> dict[str, float]:
    """Make every table that is not ``given``; returns the seconds each took, in the order they were made.

    Raises ValueError where a model reads a table that is neither made nor given, or models read in a circle.
    """
    sql, python = sql_models(), python_models()
    order = [name for name in model_order(sql, python) if name not in given]
    if missing := [name for name in order if name not in sql and name not in python]:
        raise ValueError(f"No model makes these tables and nobody gives them: {', '.join(missing)}.")
    seconds: dict[str, float] = {}

    def make(name: str) -> str:
        start = time.perf_counter()
        if name in sql:
            (engine.view if sql[name].is_view else engine.create)(name, sql[name].sql)
        else:
            _run_python(engine, python[name])
        seconds[name] = time.perf_counter() - start
        return name

    inputs = {name: [table for table in _inputs(sql, python)[name] if table not in given] for name in order}
    for done, _ in enumerate(_each_made(inputs, set(sql), make), 1):
        progress("build", done, len(order))
    return seconds


def _each_made(inputs: Mapping[str, list[str]], sql: set[str], make: Callable[[str], str]) -> Iterator[str]:
    """Make every table once its inputs are made; gives names as they are done. The first error ends it.

    Two are made at a time, one of them in ``sql`` at most: the engine has threads of its own, a Python table has one.
    """
    waiting = TopologicalSorter(inputs)
    waiting.prepare()
    in_sql, in_python = deque[str](), deque[str]()
    running: dict[Future[str], str] = {}
    with ThreadPoolExecutor(2) as pool:
        while waiting.is_active():
            for name in waiting.get_ready():
                (in_sql if name in sql else in_python).append(name)
            while len(running) < 2 and (ready := in_sql if in_sql and sql.isdisjoint(running.values()) else in_python):
                name = ready.popleft()
                running[pool.submit(make, name)] = name
            for one in wait(running, return_when=FIRST_COMPLETED).done:
                waiting.done(running.pop(one))
                yield one.result()


def model_order(sql: Mapping[str, Model], python: Mapping[str, PythonModel]) -> list[str]:
    """All table names, given ones included, each after the tables it reads. Ties are broken by name."""
    return list(TopologicalSorter(_inputs(sql, python)).static_order())


def _inputs(sql: Mapping[str, Model], python: Mapping[str, PythonModel]) -> dict[str, list[str]]:
    read = {name: sorted(model.inputs) for name, model in sorted(sql.items())}
    return read | {name: sorted(inspect.signature(made).parameters) for name, made in sorted(python.items())}


def _run_python(engine: Engine, made: PythonModel) -> None:
    parameters = inspect.signature(made, eval_str=True).parameters.values()
    streamed = [p.name for p in parameters if p.annotation is not pl.DataFrame]
    inputs = {p.name: _input(engine, p.name, p.name in streamed) for p in parameters}
    result = made(**inputs)
    raised: list[Exception] = []
    try:
        engine.store(made.__name__, [result] if isinstance(result, pl.DataFrame) else _watched(result, raised))
    except Exception as told:
        # An engine tells of a stream that broke in words of its own; what broke it is the table's error.
        raise (raised or [told])[0] from None


def _watched(frames: Iterable[pl.DataFrame], raised: list[Exception]) -> Iterator[pl.DataFrame]:
    try:
        yield from frames
    except Exception as error:
        raised.append(error)
        raise


def _input(engine: Engine, table: str, is_streamed: bool) -> pl.DataFrame | Iterator[pl.DataFrame]:
    return engine.batches(table) if is_streamed else engine.frame(table)
