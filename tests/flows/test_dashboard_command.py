from __future__ import annotations

import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from program import command_line

from flows.cli import run


@pytest.mark.slow
def test_the_dashboard_is_served_on_loopback_until_it_is_interrupted(tmp_path: Path) -> None:
    assert run(["demo", "--works", "1000", "--warehouse", str(tmp_path)]) == 0
    port = free_port()
    line = command_line(["dashboard", "--port", str(port), "--warehouse", tmp_path / "demo"])
    process = subprocess.Popen(line, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert "Aperture" in page(f"http://127.0.0.1:{port}/", process)
        process.send_signal(signal.SIGINT)
        said, errors = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode in (0, 130)
    assert f"http://127.0.0.1:{port}" in said
    assert "Traceback" not in errors


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def page(address: str, process: subprocess.Popen[str]) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
                return answer.read().decode()
        except urllib.error.URLError:
            time.sleep(0.3)
    raise AssertionError(f"no page at {address}; the program ended with {process.poll()}")
