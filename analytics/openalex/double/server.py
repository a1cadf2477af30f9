"""The double itself: a threaded HTTP server on 127.0.0.1, with what it saw kept for tests."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType

from analytics.openalex.double.entities import ENTITIES, EntityShelf, Record
from analytics.openalex.double.faults import Fault
from analytics.openalex.double.filters import Work
from analytics.openalex.double.handler import Server
from analytics.openalex.double.replies import Replies
from analytics.openalex.double.shelf import Shelf


class OpenAlexDouble:
    """Serves ``works``, and ``entities`` by name; a context manager that leaves no thread behind.

    ``budget`` credits a day and ``per_second`` requests are enforced (None: no limit). ``keys`` are the only
    ones known (None: any), ``paid_keys`` may ask by date of change. ``faults`` are answered first, each once;
    ``disturb`` is called with the number of each request and may give one, or change the ``shelf``.
    ``hidden`` ids are 404 singly. ``port`` 0 takes a free one; ``keeps`` False forgets what was served.
    """

    def __init__(
        self,
        works: Iterable[Work],
        budget: int = 1_000_000,
        per_second: int | None = None,
        latency: float = 0.0,
        keys: set[str] | None = None,
        port: int = 0,
        keeps: bool = True,
        entities: Mapping[str, Iterable[Record]] | None = None,
    ) -> None:
        given = dict(entities or {})
        self.entities = {name: EntityShelf(name, given.get(name, ())) for name in ENTITIES}
        self.shelf, self.replies = Shelf(works), Replies(self)
        self.budget, self.used, self.cursors = budget, 0, 0
        self.per_second, self.latency, self.keys = per_second, latency, keys
        self.paid_keys: set[str] = set()
        self.faults: deque[Fault] = deque()
        self.disturb: Callable[[int], Fault | None] = lambda _: None
        self.hidden: set[str] = set()
        self.requests: list[tuple[float, str, dict[str, str]]] = []
        self.answered: Counter[int] = Counter()
        self.served: dict[str, bytes] = {}
        self._keeps, self._seen = keeps, 0
        self._recent: deque[float] = deque(maxlen=(per_second or 0) + 1)
        self._lock = threading.Lock()
        self._server = Server(self, port)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """The base address."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def new_day(self) -> None:
        """All credits are back."""
        self.used = 0

    def expire_cursors(self) -> None:
        """Every cursor handed out so far is refused from now on."""
        self.cursors += 1

    def admit(self, line: str, headers: dict[str, str]) -> tuple[int, bool]:
        """Number of this request (from 1), and whether it keeps to the requests a second."""
        with self._lock:
            now = time.monotonic()
            # One more than permitted passes: turns are even, their arrival is not quite.
            is_full = len(self._recent) == self._recent.maxlen
            in_time = self.per_second is None or not is_full or now - self._recent[0] >= 1
            self._recent.append(now)
            self._seen += 1
            if self._keeps:
                self.requests.append((now, line, headers))
            return self._seen, in_time

    def pay(self, cost: int) -> bool:
        """Take ``cost`` credits if they are there."""
        with self._lock:
            if self.used + cost > self.budget:
                return False
            self.used += cost
            return True

    def keep(self, path: str, body: bytes) -> None:
        """Remember what a path was answered with."""
        if self._keeps:
            self.served[path] = body

    def __enter__(self) -> OpenAlexDouble:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
