"""The index checks itself and is made again when it is not whole."""

import shutil
from pathlib import Path

import pytest

from knowledge.index import open_index, version_of
from knowledge.passages import Passage

PASSAGES = [
    Passage("a.en.0", "a", "Win back", "Why", "en", "playbook", "Bring lapsed customers back with news.", "retention"),
    Passage("b.en.0", "b", "Welcome", "Why", "en", "playbook", "Greet people who have just signed up.", "consideration"),
    Passage("c.en.0", "c", "Thanks", "Why", "en", "playbook", "Say thank you to loyal customers.", "loyalty"),
]


def finds(folder: Path, query: str = "say thanks to loyal customers") -> str:
    return open_index(folder, PASSAGES).nearest(query, {}, 1)[0][0]


def test_an_index_is_kept_when_it_is_whole(tmp_path: Path) -> None:
    assert finds(tmp_path) == "c.en.0"
    made = (tmp_path / version_of(PASSAGES) / "passages.sqlite3").stat().st_mtime_ns
    assert finds(tmp_path) == "c.en.0"
    assert (tmp_path / version_of(PASSAGES) / "passages.sqlite3").stat().st_mtime_ns == made


def test_other_passages_make_another_version_and_the_old_one_goes(tmp_path: Path) -> None:
    open_index(tmp_path, PASSAGES)
    open_index(tmp_path, PASSAGES[:2])
    assert (tmp_path / "CURRENT").read_text(encoding="utf-8") == version_of(PASSAGES[:2])
    assert [folder.name for folder in tmp_path.iterdir() if folder.is_dir()] == [version_of(PASSAGES[:2])]


@pytest.mark.parametrize("damage", ["texts", "vectors", "both"])
def test_a_damaged_index_is_made_again(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / version_of(PASSAGES)
    open_index(tmp_path, PASSAGES)
    if damage in ("texts", "both"):
        (folder / "passages.sqlite3").unlink()
    if damage in ("vectors", "both"):
        shutil.rmtree(folder / "chroma")
    assert finds(tmp_path) == "c.en.0"


def test_a_half_built_index_is_never_opened(tmp_path: Path) -> None:
    (tmp_path / f"{version_of(PASSAGES)}.building-1").mkdir()
    assert finds(tmp_path) == "c.en.0"
    assert open_index(tmp_path, PASSAGES).healthy()
