"""No file over 500 lines, no function over 60: a room is hiding in what grows. Run by `make check`."""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST_LINES, MOST_FUNCTION = 500, 60


def faults() -> list[str]:
    found = []
    for folder in ("src", "tests", "benchmarks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            name = path.relative_to(ROOT)
            if (lines := text.count("\n")) > MOST_LINES and "migrations" not in path.parts:
                found.append(f"{name}: {lines} lines, {MOST_LINES} at the most")
            for node in ast.walk(ast.parse(text)):
                if (
                    isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                    and "migrations" not in path.parts
                ):
                    length = (node.end_lineno or 0) - node.lineno + 1
                    if length > MOST_FUNCTION:
                        found.append(f"{name}: {node.name} has {length} lines, {MOST_FUNCTION} at the most")
    return found


if __name__ == "__main__":
    sys.exit("\n".join(faults()) or None)
