"""The house keeps its shape: imports run one way, and the rule that says so can fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("assistant", "tools", "knowledge", "ui")


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    environment = {"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "HOME": str(folder)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "*.md", "*.npz"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_run_one_way(copy: Path) -> None:
    result = lint_imports(copy)
    assert result.returncode == 0, result.stdout[-3000:]


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("knowledge/search.py", "import tools.terms"),
        ("tools/periods.py", "import assistant.answer"),
        ("assistant/settings.py", "import ui.compose"),
        ("tools/terms.py", "import langchain_core"),
        ("tools/analytics/rfm.py", "import duckdb"),
    ],
)
def test_a_planted_violation_is_caught(copy: Path, file: str, line: str) -> None:
    target = copy / file
    target.write_text(target.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    assert lint_imports(copy).returncode != 0


def test_an_unplaced_folder_of_the_assistant_is_caught(copy: Path) -> None:
    folder = copy / "assistant" / "somewhere"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""A room nobody has placed."""\n', encoding="utf-8")
    assert lint_imports(copy).returncode != 0


def test_no_home_of_marea_is_kept_in_the_tree() -> None:
    kept = [path for path in ROOT.glob("*/state.sqlite3") if not path.parent.name.startswith(".")]
    assert not kept, f"move these out of the project: {kept}"
