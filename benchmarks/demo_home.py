"""The demo shop at a fixed seed and date as a home of its own: what evaluations and benchmarks ask about."""

import hashlib
import json
import os
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.settings import Settings, load_settings
from tools.warehouse import demo
from tools.warehouse.demo import FULL_SCALE, generate
from tools.warehouse.imports import import_source
from tools.warehouse.opening import open_warehouse
from tools.warehouse.profiles import build_profiles
from tools.warehouse.store import current_snapshot

__all__ = ["AS_OF", "EVAL_HOME", "SEED", "demo_home", "profiles_of", "settings_of", "snapshot_of"]

AS_OF = date(2026, 6, 28)
SEED = 7
EVAL_HOME = Path(__file__).resolve().parent.parent / ".marea-eval"
_STAMP = "shop.json"


def demo_home(home: Path = EVAL_HOME, contacts: int = FULL_SCALE) -> Path:
    """The home with the demo shop in it; built when it is missing or of another date, seed, size or generator."""
    wanted = {"as_of": AS_OF.isoformat(), "seed": SEED, "contacts": contacts, "generator": _generator()}
    stamp = home / _STAMP
    if stamp.exists() and json.loads(stamp.read_text(encoding="utf-8")) == wanted and current_snapshot(home):
        return home
    settings = settings_of(home)
    with TemporaryDirectory() as folder:
        generate(Path(folder), AS_OF, SEED, contacts)
        import_source(home, Path(folder), source="demo", allow_shrink=True, shop=settings.shop)
    open_warehouse(home, settings.shop, settings.limits)
    stamp.write_text(json.dumps(wanted), encoding="utf-8")
    return home


def _generator() -> str:
    """What tells one generator of the demo shop from another, so that no home of an older one is measured."""
    pages = sorted(path for path in Path(demo.__file__).parent.rglob("*") if path.suffix in (".py", ".toml"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in pages)).hexdigest()[:16]


def snapshot_of(home: Path) -> Path:
    """The folder with the snapshot's Parquet files."""
    snapshot = current_snapshot(home)
    if snapshot is None:
        raise FileNotFoundError(f"no snapshot in {home.name}")
    return snapshot


def profiles_of(home: Path) -> Path:
    """The Parquet file with one row per customer."""
    settings = settings_of(home)
    return build_profiles(snapshot_of(home), home, settings.shop) / "profiles.parquet"


def settings_of(home: Path, model: str | None = None) -> Settings:
    """The settings of such a home: of the environment only what says which model answers."""
    env = {name: value for name, value in os.environ.items() if name.startswith("MAREA_MODEL")}
    return load_settings(home, env | ({"MAREA_MODEL": model} if model else {}))
