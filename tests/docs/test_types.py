"""What type checkers are told of `parallax` is what stands there."""

from __future__ import annotations

import ast
from pathlib import Path

import parallax

ROOT = Path(parallax.__file__).parent


def _functions(path: Path) -> dict[str, str]:
    """Name → signature, as it is written."""
    body = ast.parse(path.read_text("utf-8")).body
    return {
        node.name: f"({ast.unparse(node.args)}) -> {ast.unparse(node.returns or node)}"
        for node in body
        if isinstance(node, ast.FunctionDef)
    }


def _handed_on(path: Path) -> set[str]:
    """Names that are imported for others to use."""
    body = ast.parse(path.read_text("utf-8")).body
    imports = [node for node in body if isinstance(node, ast.ImportFrom)]
    return {alias.asname for node in imports for alias in node.names if alias.asname}


def test_the_stub_says_what_the_module_has() -> None:
    stub = ROOT / "parallax-stubs" / "__init__.pyi"
    told, there = _functions(stub), _functions(ROOT / "parallax.py")
    assert told == {name: there[name] for name in told}
    assert told.keys() | _handed_on(stub) == set(parallax.__all__)


def test_the_packages_say_that_they_are_typed() -> None:
    for package in ("compare", "crawler"):
        assert (ROOT / package / "py.typed").is_file()
