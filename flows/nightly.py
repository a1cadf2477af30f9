"""The nightly line as a Prefect flow: the functions of the command, plus retries, states, a schedule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import Task, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.logging import get_run_logger
from prefect.logging.handlers import APILogWorker
from prefect.states import Failed
from prefect.types.entrypoint import EntrypointType

from analytics.errors import ApertureError, ApiUnavailable, ConfigurationError
from analytics.openalex.report import IngestReport
from analytics.settings import load_settings
from flows import line
from flows.printing import say

# Minutes, not seconds: the client has already retried for a while when it says that the API is unavailable.
RETRY_DELAYS: list[float] = [60, 300, 900]


def is_passing(_task: Task[Any, Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether trying again can help: only when the API was out of reach, never on a user's mistake."""
    try:
        state.result()
    except ApiUnavailable:
        return True
    except Exception:
        return False
    return False


@task(
    retries=len(RETRY_DELAYS),
    retry_delay_seconds=RETRY_DELAYS,
    retry_condition_fn=is_passing,
    cache_policy=NO_CACHE,
)
def ingest(source: str, config: str | None, warehouse: str | None) -> Any:
    """Take one source in; gives an IngestReport, or a Failed state that holds the user's mistake."""
    try:
        report = line.ingest_for_the_night(source, _settings(config, warehouse))
    except ApiUnavailable:
        raise
    except ApertureError as error:
        return Failed(message=str(error), data=error)  # raised, it would leave a traceback in the log
    counts = f"{report.parts} parts, {report.parts_skipped} skipped, {report.records} records"
    get_run_logger().info("%s: %s, %s quarantined", source, counts, report.quarantined)
    return report


@task(cache_policy=NO_CACHE)
def build(config: str | None, warehouse: str | None) -> Any:
    """Build, audit and publish; gives the run id, or a Failed state that holds the user's mistake."""
    try:
        report = line.build(_settings(config, warehouse))
    except ApertureError as error:
        return Failed(message=str(error), data=error)
    get_run_logger().info("published run %s: %s", report.run_id, report.path)
    return report.run_id


@flow(name="nightly", description="Every configured source, then build, audit and publish.")
def nightly(config: str | None = None, warehouse: str | None = None) -> Any:
    """One night; gives the published run id. A failed night leaves the published warehouse as it was."""
    try:
        ingests: dict[str, IngestReport] = {
            source: _got(ingest(source, config, warehouse)) for source in line.configured(_settings(config, warehouse))
        }
        for note in line.judge(ingests):
            get_run_logger().warning(note)
        return _got(build(config, warehouse))
    except ApertureError as error:
        return Failed(message=str(error), data=error)


def run_once(parameters: dict[str, str | None]) -> str:
    """Run one night now and give its run id; raises the ApertureError that stopped it."""
    state: Any = nightly(**parameters, return_state=True)
    APILogWorker.drain_all(timeout=5)  # the server may be ended right after this
    return str(_got(state if state.is_failed() else state.result()))


def serve(cron: str, parameters: dict[str, str | None]) -> None:
    """Serve the flow with ``cron`` (UTC) until a signal; raises ConfigurationError where ``cron`` is none."""
    from prefect.client.schemas.schedules import CronSchedule

    try:
        CronSchedule(cron=cron)
    except ValueError:
        raise ConfigurationError(f"'{cron}' is not a cron schedule; an example: '0 3 * * *'.") from None
    say(f"Serving the nightly line at '{cron}' (UTC); stop with Ctrl-C.")
    # By module path: the file path would be read against whatever folder the schedule was started in.
    nightly.serve(
        name="aperture",
        cron=cron,
        parameters=dict(parameters),
        limit=1,
        print_starting_message=False,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def _got(outcome: Any) -> Any:
    """The outcome of a task or flow, or the ApertureError that its Failed state holds, raised."""
    return outcome.result() if isinstance(outcome, State) else outcome


def _settings(config: str | None, warehouse: str | None) -> Any:
    return load_settings(Path(config) if config else None, warehouse=Path(warehouse) if warehouse else None)
