"""Whoever reads the trail reads Indonesian: every verb and every kind that the code writes has words."""

import ast
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import pytest

from berdaya.access.shown import _words
from tests.shape.sizes import ROOT

SOURCE = ROOT / "src"


def calls_of_record() -> Iterator[tuple[Path, ast.Module, ast.Call]]:
    """Calls of `record(…)` or `audit.record(…)` in modules that import it from the trail."""
    for path in sorted((SOURCE / "berdaya").rglob("*.py")):
        tree = ast.parse(path.read_text())
        names = {
            f"{alias.asname or alias.name}" if node.module == "berdaya.access.audit" else "audit.record"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
            if (node.module, alias.name) in (("berdaya.access.audit", "record"), ("berdaya.access", "audit"))
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
                yield path, tree, node


def texts_of(path: Path, tree: ast.Module, value: ast.expr) -> set[str]:
    """Every text that an argument may be: a literal, a choice, a local name, an entry of a table."""
    match value:
        case ast.Constant(str(text)):
            return {text}
        case ast.IfExp():
            return texts_of(path, tree, value.body) | texts_of(path, tree, value.orelse)
        case ast.Name(name):
            given = [
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name
            ]
            assert given, f"{path}: what {name} is cannot be told; write the verb as a literal"
            return set().union(*(texts_of(path, tree, one) for one in given))
        case ast.Subscript(ast.Name(name)):
            module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
            table = getattr(import_module(module), name)
            assert isinstance(table, Mapping)
            return set(table.values())
    raise AssertionError(f"{path}:{value.lineno}: write the verb so that it can be read")


@pytest.mark.parametrize("argument, which", [(1, "verb"), (2, "kind")])
def test_whatever_is_written_into_the_trail_has_words(argument, which):
    known = _words()[argument - 1]
    written = {
        text: path.relative_to(SOURCE)
        for path, tree, call in calls_of_record()
        for text in texts_of(path, tree, call.args[argument])
    }
    assert len(written) > 5
    assert {text: path for text, path in written.items() if text not in known} == {}


def test_words_are_kept_for_no_verb_that_nobody_writes():
    written = {text for path, tree, call in calls_of_record() for text in texts_of(path, tree, call.args[1])}
    assert set(_words()[0]) - written == set()
