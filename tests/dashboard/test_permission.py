"""Who may correct events through the pages."""

from __future__ import annotations

import pytest

from dashboard.permission import Corrections, is_loopback, permission, refusal


@pytest.mark.parametrize(
    ("host", "granted"),
    [
        ("127.0.0.1", "here"),
        ("127.8.0.1", "here"),
        ("localhost", "here"),
        ("::1", "here"),
        ("0.0.0.0", "reachable"),
        ("::", "reachable"),
        ("192.0.2.1", "reachable"),
        ("news.example", "reachable"),
        ("localhost.example", "reachable"),
    ],
)
def test_only_who_sits_here_unless_told(host: str, granted: Corrections) -> None:
    assert permission(host, read_only=False, allowed=False) == granted
    assert permission(host, read_only=True, allowed=False) == "read-only"
    assert permission(host, read_only=False, allowed=True) == "allowed"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"},
        {"host": "localhost:8501", "origin": "http://localhost:8501"},
        {"Host": "[::1]:8501", "Origin": "http://[::1]:8501"},
    ],
)
def test_a_browser_here_may_correct(headers: dict[str, str]) -> None:
    assert refusal("here", headers) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "127.0.0.1:8501", "X-Forwarded-For": "192.0.2.7"},
        {"host": "127.0.0.1:8501", "forwarded": "for=192.0.2.7"},
        {"Host": "127.0.0.1:8501", "Origin": "https://news.example"},
        {"Host": "news.example", "Origin": "http://127.0.0.1:8501"},
        {"Host": "rebound.example:8501"},
        {"Host": "127.0.0.1", "Origin": "http://[broken"},
    ],
)
def test_whom_a_proxy_brings_in_may_not(headers: dict[str, str]) -> None:
    assert "--allow-corrections" in (refusal("here", headers) or "")
    assert refusal("allowed", headers) is None


def test_the_reason_is_told() -> None:
    assert "--read-only" in (refusal("read-only", {}) or "")
    assert "Other machines reach" in (refusal("reachable", {}) or "")


@pytest.mark.parametrize("granted", [None, "", "yes", "1"])
def test_what_was_not_granted_is_refused(granted: str | None) -> None:
    assert refusal(granted, {}) is not None


def test_loopback() -> None:
    assert is_loopback("LOCALHOST.")
    assert not is_loopback("")
