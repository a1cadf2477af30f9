"""One request of the double: rate, key, faults, credits, then the answer."""

from __future__ import annotations

import base64
import gzip
import json
import socket
import struct
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from double import faults
from double.faults import Fault
from double.filters import FilterError, matcher

if TYPE_CHECKING:
    from double.server import OpenAlexDouble

_MAX_REQUEST_LINE = 8190
_LIST_AUTHORS = 100
_RESET_IN = 41_749


class Server(ThreadingHTTPServer):
    """Carries the double to its handlers; does not wait for clients that keep a connection open."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, double: OpenAlexDouble, handler: type[BaseHTTPRequestHandler]) -> None:
        self.double = double
        super().__init__(("127.0.0.1", 0), handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is part of the tests."""


class Handler(BaseHTTPRequestHandler):
    """Answers GET on /works, /works/W… and /rate-limit."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    server: Server

    def do_GET(self) -> None:
        double = self.server.double
        number, in_time = double.admit(self.requestline, dict(self.headers.items()))
        time.sleep(double.latency)
        fault = double.faults.popleft() if double.faults else double.disturb(number)
        if fault is None or (fault.cut and not fault.body):
            answer = self._answer() if in_time else faults.too_fast()
            fault = Fault(**(vars(answer) | {"cut": fault is not None}))
        self._send(fault)

    def _answer(self) -> Fault:
        double, target = self.server.double, urlsplit(self.path)
        if len(self.requestline) > _MAX_REQUEST_LINE:
            return Fault.html(400, "Bad Request")
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if double.keys is not None and key not in double.keys:
            return faults.unknown_key()
        asked = {name: values[0] for name, values in parse_qs(target.query).items()}
        if target.path == "/rate-limit":
            return _json(self._usage())
        if target.path.startswith("/works/"):
            return self._single(target.path.removeprefix("/works/"), asked)
        return self._list(asked) if target.path == "/works" else faults.not_found()

    def _usage(self) -> dict[str, Any]:
        double = self.server.double
        left = double.budget - double.used
        spoken = {"credits_limit": double.budget, "credits_used": double.used, "credits_remaining": left}
        costs = {"singleton": 0, "list": 1, "search": 1, "content": 100, "semantic": 10, "text": 100}
        return {"rate_limit": {"resets_in_seconds": _RESET_IN, **spoken, "credit_costs": costs}}

    def _single(self, work_id: str, asked: dict[str, str]) -> Fault:
        double = self.server.double
        found = [w for w in double.works if w["id"].endswith(f"/{work_id}") and work_id not in double.hidden]
        if not found:
            return faults.not_found()
        return self._good(_selected(found[0], asked), cost=0)

    def _list(self, asked: dict[str, str]) -> Fault:
        double = self.server.double
        if not double.pay(1):
            return faults.budget_spent(double.budget - double.used, 1, _RESET_IN)
        per_page = int(asked.get("per_page", asked.get("per-page", "25")))
        if not 1 <= per_page <= 200:
            return self._priced(faults.invalid_parameter("per_page must be between 1 and 200."), 1)
        try:
            matches = matcher(asked.get("filter", ""))
            last = _last_seen(asked.get("cursor", "*"))
        except PermissionError as error:
            return faults.plan_upgrade(str(error))
        except (FilterError, ValueError) as error:
            return self._priced(faults.invalid_parameter(str(error)), 1)
        every = [work for work in double.works if matches(work)]
        page = [work for work in every if _number(work) > last][:per_page]
        cursor = _cursor(_number(page[-1])) if page else None
        meta = {"count": len(every), "page": None, "per_page": per_page, "next_cursor": cursor}
        return self._good({"meta": meta, "results": [_cut_authors(_selected(w, asked)) for w in page]}, cost=1)

    def _good(self, content: dict[str, Any], cost: int) -> Fault:
        answer = self._priced(_json(content), cost)
        self.server.double.served[self.path] = answer.body
        return answer

    def _priced(self, answer: Fault, cost: int) -> Fault:
        double = self.server.double
        return answer.with_headers(
            X_RateLimit_Limit=str(double.budget),
            X_RateLimit_Remaining=str(double.budget - double.used),
            X_RateLimit_Credits_Used=str(cost),
            X_RateLimit_Reset=str(_RESET_IN),
        )

    def _send(self, fault: Fault) -> None:
        time.sleep(fault.stall)
        self.server.double.answered[fault.status] += 1
        if fault.reset:
            # Without lingering, closing sends RST instead of FIN.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
            return
        body, headers = fault.body, {"Content-Type": fault.content_type, **fault.headers}
        if "gzip" in self.headers.get("Accept-Encoding", "") and fault.status == 200:
            body, headers["Content-Encoding"] = gzip.compress(body, 1, mtime=0), "gzip"
        self.send_response(fault.status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if fault.cut else body)
        self.close_connection = self.close_connection or fault.cut

    def log_message(self, *args: object) -> None:
        """The double keeps its requests itself."""


def _json(content: dict[str, Any]) -> Fault:
    return Fault(200, body=json.dumps(content, separators=(",", ":")).encode())


def _selected(work: dict[str, Any], asked: dict[str, str]) -> dict[str, Any]:
    names = asked["select"].split(",") if "select" in asked else list(work)
    return {name: work.get(name) for name in names if name != "is_authors_truncated"}


def _cut_authors(work: dict[str, Any]) -> dict[str, Any]:
    if len(work.get("authorships") or []) <= _LIST_AUTHORS:
        return work
    return work | {"authorships": work["authorships"][:_LIST_AUTHORS], "is_authors_truncated": True}


def _number(work: dict[str, Any]) -> int:
    return int(work["id"].rsplit("W", 1)[-1])


def _cursor(last: int) -> str:
    return base64.b64encode(json.dumps([last]).encode()).decode()


def _last_seen(cursor: str) -> int:
    if cursor == "*":
        return 0
    try:
        return int(json.loads(base64.b64decode(cursor))[0])
    except ValueError:
        raise FilterError("Cursor is not valid.") from None
