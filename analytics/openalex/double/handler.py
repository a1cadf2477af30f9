"""One request of the double on the wire: rate, latency, faults, then the answer as bytes."""

from __future__ import annotations

import gzip
import socket
import struct
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from analytics.openalex.double import faults
from analytics.openalex.double.faults import Fault

if TYPE_CHECKING:
    from analytics.openalex.double.server import OpenAlexDouble

_MAX_REQUEST_LINE = 8190


class Server(ThreadingHTTPServer):
    """Carries the double to its handlers; does not wait for clients that keep a connection open."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, double: OpenAlexDouble, port: int) -> None:
        self.double = double
        super().__init__(("127.0.0.1", port), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is part of the tests."""


class Handler(BaseHTTPRequestHandler):
    """Answers GET on /works, /works/W…, /institutions, /topics, /funders and /rate-limit."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    # Without these an answer goes out in small pieces, each waiting for the last to be confirmed.
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        """Answer, or err as the double was told to."""
        started, double = time.monotonic(), self.server.double
        nth, in_time = double.admit(self.requestline, dict(self.headers.items()))
        fault = double.faults.popleft() if double.faults else double.disturb(nth)
        if fault is None or (fault.cut and not fault.body):
            answer = self._answer() if in_time else faults.too_fast()
            fault = Fault(**(vars(answer) | {"cut": fault is not None}))
        self._send(fault, started + double.latency)

    def _answer(self) -> Fault:
        if len(self.requestline) > _MAX_REQUEST_LINE:
            return Fault.html(400, "Bad Request")
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        answer = self.server.double.replies.reply(self.path, key)
        if answer.status == 200:
            self.server.double.keep(self.path, answer.body)
        return answer

    def _send(self, fault: Fault, not_before: float) -> None:
        body, headers = fault.body, {"Content-Type": fault.content_type, **fault.headers}
        if "gzip" in self.headers.get("Accept-Encoding", "") and fault.status == 200:
            body, headers["Content-Encoding"] = gzip.compress(body, 1, mtime=0), "gzip"
        time.sleep(max(0.0, not_before - time.monotonic()) + fault.stall)
        self.server.double.answered[fault.status] += 1
        if fault.reset:
            # Without lingering, closing sends RST instead of FIN.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
            return
        self.send_response(fault.status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if fault.cut else body)
        self.close_connection |= fault.cut

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Say nothing: the client is what is looked at."""
