"""One built index for every test of the playbook."""

from pathlib import Path

import pytest

from knowledge.search import Playbook, open_playbook


@pytest.fixture(scope="session")
def playbook(tmp_path_factory: pytest.TempPathFactory) -> Playbook:
    home = tmp_path_factory.mktemp("home")
    documents = home / "documents"
    documents.mkdir()
    (documents / "brand-guide.md").write_text(
        "# Brand guide\n\n## Words\nThe word 'free' is never used in subject lines; we say 'included'.\n\n"
        "## Tone\nWe write to one person, in short sentences.\n",
        encoding="utf-8",
    )
    return open_playbook(Path(home))
