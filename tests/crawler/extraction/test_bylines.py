"""Who wrote it."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.bylines import (
    believed,
    hinted,
    is_outlet,
    labelled,
    printed,
    split_names,
    tagged,
)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Lima", ["Ana Lima"]),
        ("Ana Lima, Jo Park and Wu Li", ["Ana Lima", "Jo Park", "Wu Li"]),
        ("Von Anna Müller und Jo Park", ["Anna Müller", "Jo Park"]),
        ("Trine Juncher og Per Dahl", ["Trine Juncher", "Per Dahl"]),
        ("Ana Lima (al)", ["Ana Lima"]),
        ("牛镛、岳弘彬", ["牛镛", "岳弘彬"]),
        ("BR24 Redaktion", ["BR24 Redaktion"]),
        ("Alexander Anderson", ["Alexander Anderson"]),
        ("October 12, 2025", []),
        ("105092", []),
        ("ana-lima", []),
        ("https://example.com/ana", []),
        ("ana@example.com", []),
        ("Staff", []),
        ("", []),
    ],
)
def test_names(line: str, names: list[str]) -> None:
    assert split_names(line) == names


@given(st.text())
def test_names_are_on_one_line(line: str) -> None:
    assert all(name == " ".join(name.split()) for name in split_names(line))


@pytest.mark.parametrize(
    ("name", "own"),
    [("The Packet", True), ("Packet staff", True), ("packet.example", True), ("Ana Lima", False),
     ("PACKET", True), ("Dan Park", False)],
)  # fmt: skip
def test_the_outlets_own_name(name: str, own: bool) -> None:
    assert is_outlet(name, ["The Packet", "packet", "Dan"]) is own


def test_a_person_is_believed_before_the_outlet() -> None:
    claims = [("json-ld", ["The Packet"]), ("meta", ["red"]), ("markup", ["Ana Lima"])]
    assert believed(claims, ["The Packet"]) == ("markup", ("Ana Lima",))
    assert believed(claims[:2], ["The Packet"]) == ("json-ld", ("The Packet",))
    assert believed([("meta", ["Reuters"]), *claims], ["The Packet"]) == ("meta", ("Reuters",))
    assert believed([("json-ld", [])], []) == ("", ())


def test_tags_that_only_systems_read_are_passed_over() -> None:
    values = {"its_author": "1482088941", "section:author": "Ana Lima", "author": "The Packet"}
    assert tagged(values) == ["The Packet", "Ana Lima"]


def test_linked_names_stand_for_their_box() -> None:
    page = "<p class='byline'>By<a href='/authors/ana'>Ana Lima</a>Reporter <b>14:00</b></p>"
    assert printed(lxml.html.fromstring(page)) == ["Ana Lima"]


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("<p>von <a href='/x'>Ana Lima</a></p>", ["von Ana Lima"]),
        ("<li><span>von</span> <span>Ana Lima</span></li>", ["von Ana Lima"]),
        ("<p>By Monday the ferry had been towed into port. " + "It rained. " * 20 + "</p>", []),
    ],
)
def test_lines_between_headline_and_text(before: str, line: list[str]) -> None:
    text = f"<p>{'The ferry drifted for hours. ' * 9}</p><p>By Jo Park</p>"
    page = f"<html><body><p>By Wu Li</p><h1>Ferry adrift</h1>{before}{text}</body></html>"
    assert hinted(lxml.html.document_fromstring(page)) == line


@pytest.mark.parametrize(
    ("markup", "beside"),
    [
        ("<ul><li><strong>Autorin/Autor</strong> Ana Lima </li></ul>", ["Ana Lima"]),
        ("<dl><dt>Author:</dt><dd>Ana Lima</dd></dl>", ["Ana Lima"]),
        ("<p><b>Authors</b> of the report met on Monday</p>", []),
        ("<p><b>Authority</b> Ana Lima</p>", []),
        ("<p><b>Author</b></p>", []),
    ],
)
def test_facts_about_the_page(markup: str, beside: list[str]) -> None:
    assert labelled(lxml.html.fromstring(f"<div>{markup}</div>")) == beside


def test_an_outlet_with_its_address_in_brackets_is_itself() -> None:
    assert is_outlet("Deutsche Welle", ["Deutsche Welle (www.dw.example)"])
    assert not is_outlet("Ana Lima", ["Deutsche Welle (www.dw.example)", "()"])
