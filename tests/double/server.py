"""The double itself: a threaded HTTP server on 127.0.0.1 and a free port, with what it saw kept for tests."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from types import TracebackType
from typing import Any

from double.faults import Fault
from double.handler import Handler, Server


class OpenAlexDouble:
    """Serves ``works``; a context manager that leaves no thread behind.

    ``budget`` credits a day and ``per_second`` requests are enforced (None: no limit). ``faults`` are
    answered first, each once; ``disturb`` may give one for the n-th request. ``hidden`` ids are 404 singly.
    """

    def __init__(
        self,
        works: list[dict[str, Any]],
        budget: int = 1_000_000,
        per_second: int | None = None,
        latency: float = 0.0,
        keys: set[str] | None = None,
    ) -> None:
        self.works = sorted(works, key=lambda work: int(work["id"].rsplit("W", 1)[-1]))
        self.budget, self.used = budget, 0
        self.per_second, self.latency, self.keys = per_second, latency, keys
        self.faults: deque[Fault] = deque()
        self.disturb: Callable[[int], Fault | None] = lambda _: None
        self.hidden: set[str] = set()
        self.requests: list[tuple[float, str, dict[str, str]]] = []
        self.answered: Counter[int] = Counter()
        self.served: dict[str, bytes] = {}
        self.lock = threading.Lock()
        self._server = Server(self, Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """The base address."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def new_day(self) -> None:
        """All credits are back."""
        self.used = 0

    def admit(self, line: str, headers: dict[str, str]) -> tuple[int, bool]:
        """Number of this request (from 1), and whether it keeps to the requests a second."""
        with self.lock:
            now = time.monotonic()
            # One more than permitted passes: turns are even, their arrival is not quite.
            recent = sum(now - when < 1 for when, _, _ in self.requests[-(self.per_second or 0) - 1 :])
            self.requests.append((now, line, headers))
            return len(self.requests), self.per_second is None or recent <= self.per_second

    def pay(self, cost: int) -> bool:
        """Take ``cost`` credits if they are there."""
        with self.lock:
            if self.used + cost > self.budget:
                return False
            self.used += cost
            return True

    def __enter__(self) -> OpenAlexDouble:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
