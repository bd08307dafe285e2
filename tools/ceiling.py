"""Keeps files readable: no Python file over 300 lines. Exits 1 and names those that are."""

from __future__ import annotations

import sys
from pathlib import Path

CEILING = 300
FOLDERS = ("engine", "handlers", "sandbox", "tests", "tools", "benchmarks")
ROOT = Path(__file__).parent.parent


def sources(root: Path) -> list[Path]:
    """Every Python file of the project under `root`, and none of its virtual environment."""
    return sorted(
        [*root.glob("*.py"), *(found for folder in FOLDERS for found in root.glob(f"{folder}/**/*.py"))]
    )


def too_long(root: Path) -> list[str]:
    """A line for each file over the ceiling."""
    counted = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in sources(root))
    return [f"{path.relative_to(root)}: {lines} lines" for path, lines in counted if lines > CEILING]


def main() -> int:
    found = too_long(ROOT)
    if found:
        print(f"Longer than {CEILING} lines; give a part of it a file of its own:", *found, sep="\n  ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
