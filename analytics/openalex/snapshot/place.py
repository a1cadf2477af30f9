"""Where a snapshot lies: a folder of this machine or a bucket of an S3 service, asked the same questions."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pyarrow import fs

from analytics.errors import ApiUnavailable, PathNotFound, TruncatedFile

# One slash or two: a Path folds them.
_BUCKET = re.compile(r"s3:/{1,2}([^/].*?)/*")
# Where OpenAlex keeps its bucket. Named, or the library asks the network first.
_REGION = "us-east-1"
_BLOCK = 4 << 20


@dataclass(frozen=True)
class Stamp:
    """What tells a changed file without reading it: bytes, and nanoseconds since 1970 of its last change."""

    size: int
    mtime_ns: int


class Place:
    """A folder or ``s3://bucket[/folder]`` (read anonymously). Names are relative to it, with slashes.

    Every question raises PathNotFound where a local file cannot be read, ApiUnavailable where the bucket cannot.
    """

    def __init__(self, directory: Path | str, endpoint: str | None = None) -> None:
        bucket = _BUCKET.fullmatch(str(directory))
        self.is_remote = bucket is not None
        self.root = bucket[1] if bucket else str(Path(directory).absolute())
        self.address = f"s3://{self.root}" if bucket else str(directory)
        self._files: Any = _bucket_files(endpoint) if bucket else fs.LocalFileSystem()

    def is_folder(self) -> bool:
        """Whether there is anything at this address."""
        with self._reached():
            return bool(self._files.get_file_info(self.root).type == fs.FileType.Directory)

    def stamps(self, folder: str) -> dict[str, Stamp]:
        """Every file below ``folder``, by its name relative to ``folder``; none where there is no such folder."""
        base = f"{self.root}/{folder}"
        with self._reached():
            found = self._files.get_file_info(fs.FileSelector(base, allow_not_found=True, recursive=True))
        files = [info for info in found if info.type == fs.FileType.File]
        return {f.path[len(base) + 1 :]: Stamp(f.size, f.mtime_ns) for f in sorted(files, key=lambda f: f.path)}

    def has(self, name: str) -> bool:
        """Whether there is a file ``name``."""
        with self._reached():
            return bool(self._files.get_file_info(f"{self.root}/{name}").type == fs.FileType.File)

    def read(self, name: str) -> bytes:
        """The bytes of the file ``name``, as they are."""
        with self._reached(), self._files.open_input_stream(f"{self.root}/{name}", compression=None) as stream:
            return bytes(stream.read())

    @contextmanager
    def at_hand(self, name: str, downloads: Path) -> Iterator[Path]:
        """The file ``name`` on this machine: in its place, or downloaded into ``downloads`` and removed afterwards."""
        if not self.is_remote:
            yield Path(self.root) / name
            return
        target = downloads / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._download(name, target)
            yield target
        finally:
            target.unlink(missing_ok=True)

    def _download(self, name: str, target: Path) -> None:
        path = f"{self.root}/{name}"
        with self._reached(), target.open("wb") as out:
            size = self._files.get_file_info(path).size
            with self._files.open_input_stream(path, compression=None) as stream:
                shutil.copyfileobj(stream, out, _BLOCK)
        if target.stat().st_size != size:
            raise TruncatedFile(f"{self.address}/{name} came with {target.stat().st_size} bytes instead of {size}.")

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            said = str(error).splitlines()[0].rstrip(".")
            if self.is_remote:
                raise ApiUnavailable(f"The snapshot {self.address} cannot be reached: {said}.") from None
            raise PathNotFound(f"The snapshot folder {self.address} cannot be read: {said}.") from None


def _bucket_files(endpoint: str | None) -> Any:
    address = urlsplit(endpoint or "")
    return fs.S3FileSystem(
        anonymous=True,
        region=_REGION,
        endpoint_override=address.netloc or endpoint,
        scheme=address.scheme or "https",
        connect_timeout=10,
        request_timeout=60,
        retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=4),
    )
