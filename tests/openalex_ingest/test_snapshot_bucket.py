"""`ingest snapshot s3://…`, read anonymously from a server of the same interface on this machine."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from parquet_snapshots import TYPES, synthetic, write_form
from pyarrow import fs
from snapshots import TODAY, part_name, write_snapshot
from works import work_ids

from analytics.errors import ApiUnavailable, PathNotFound
from analytics.openalex.removed import removed_among
from analytics.openalex.report import IngestReport
from analytics.openalex.shards import parts
from analytics.openalex.snapshot import ingest_snapshot
from analytics.settings import Settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    if importlib.util.find_spec("moto") is None:
        pytest.skip("moto is not installed")
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not start")


@pytest.fixture
def bucket(endpoint: str, tmp_path: Path, settings: Settings) -> str:
    """An empty bucket of its own for each test; the settings of the test know the server."""
    settings.snapshot_endpoint = endpoint
    return f"openalex-{abs(hash(tmp_path))}"


def upload(endpoint: str, folder: Path, bucket: str) -> None:
    """Make the bucket hold what the folder holds."""
    keys = {"access_key": "SYNTHETIC", "secret_key": "SYNTHETIC", "region": "us-east-1"}
    server = fs.S3FileSystem(**keys, endpoint_override=endpoint, allow_bucket_creation=True, allow_bucket_deletion=True)
    if server.get_file_info(bucket).type == fs.FileType.Directory:
        server.delete_dir(bucket)
    server.create_dir(bucket)
    fs.copy_files(str(folder), bucket, source_filesystem=fs.LocalFileSystem(), destination_filesystem=server)


@pytest.mark.parametrize("address", ["s3://{}", "s3://{}/", Path("s3://{}")], ids=str)
def test_a_bucket_gives_what_the_folder_gives(
    settings: Settings, endpoint: str, bucket: str, tmp_path: Path, address: str | Path
) -> None:
    folder = write_snapshot(tmp_path / "snapshot", {part_name(2): [1, 2], part_name(3): [3]})
    (folder / "data/deleted_ids.csv").write_text("id\nW9990000001\n", encoding="utf-8")
    upload(endpoint, folder, bucket)
    place = type(address)(str(address).format(bucket))
    assert ingest_snapshot(settings, place) == IngestReport(2, 0, 3)
    assert sorted(work_ids(settings.warehouse)) == ["W9990000001", "W9990000002", "W9990000003"]
    works = sorted((settings.warehouse / "raw").glob("*/raw_works.parquet"))
    assert removed_among(settings.warehouse, works).rows() == [("W9990000001", "deleted", None)]
    own = Settings(warehouse=tmp_path / "own")
    ingest_snapshot(own, folder)
    assert parts(own.warehouse) == parts(settings.warehouse)


def test_only_what_changed_is_downloaded_and_no_download_is_left(
    settings: Settings, endpoint: str, bucket: str, tmp_path: Path
) -> None:
    folder = write_snapshot(tmp_path / "snapshot", {part_name(2): [1, 2], part_name(3): [3]})
    upload(endpoint, folder, bucket)
    ingest_snapshot(settings, f"s3://{bucket}")
    assert ingest_snapshot(settings, f"s3://{bucket}") == IngestReport(0, 2)
    write_snapshot(folder, {part_name(2): [1, 2], part_name(4): [4, 5]})
    upload(endpoint, folder, bucket)
    report = ingest_snapshot(settings, f"s3://{bucket}")
    assert (report.parts, report.records, report.problems) == (1, 2, ())
    assert {part.name for part in parts(settings.warehouse)} == {part_name(2), part_name(4)}
    left = [path.name for path in (settings.warehouse / "spool").rglob("*") if path.is_file()]
    assert left == ["parts.json"]


def test_parquet_parts_are_read_from_a_bucket(settings: Settings, endpoint: str, bucket: str, tmp_path: Path) -> None:
    upload(endpoint, write_form(tmp_path / "snapshot", synthetic(), TYPES), bucket)
    assert ingest_snapshot(settings, f"s3://{bucket}").records == 59
    assert ingest_snapshot(settings, f"s3://{bucket}/data/parquet").parts_skipped == 1


def test_a_listed_part_that_the_bucket_lacks_is_told(
    settings: Settings, endpoint: str, bucket: str, tmp_path: Path
) -> None:
    folder = write_snapshot(tmp_path / "snapshot", {part_name(2): [1, 2], part_name(3): [3]})
    (folder / Path(TODAY).parent / part_name(2)).unlink()
    upload(endpoint, folder, bucket)
    report = ingest_snapshot(settings, f"s3://{bucket}")
    assert [type(problem) for problem in report.problems] == [PathNotFound]
    assert report.records == 1


def test_no_bucket_no_manifest_and_no_server_are_one_sentence_each(
    settings: Settings, endpoint: str, bucket: str, tmp_path: Path
) -> None:
    with pytest.raises(PathNotFound, match=f"s3://{bucket} does not exist"):
        ingest_snapshot(settings, f"s3://{bucket}")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text("a", encoding="utf-8")
    upload(endpoint, tmp_path / "in", bucket)
    with pytest.raises(PathNotFound, match=f"s3://{bucket} has no manifest"):
        ingest_snapshot(settings, f"s3://{bucket}")
    settings.snapshot_endpoint = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(ApiUnavailable, match=f"s3://{bucket} cannot be reached"):
        ingest_snapshot(settings, f"s3://{bucket}")
