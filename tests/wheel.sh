#!/usr/bin/env bash
# Builds the wheel, installs it into an empty environment and asks a question from another folder.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=$(cd "$root" && realpath "$(dirname "$PYTHON")")/$(basename "$PYTHON")
uv="$(dirname "$python")/uv"
cp -r "$root/assistant" "$root/tools" "$root/knowledge" "$root/ui" "$root/pyproject.toml" "$root/README.md" "$work/"
"$python" -m build --wheel --installer uv --outdir "$work/dist" "$work" >"$work/build.log" 2>&1 || { tail -n 20 "$work/build.log"; exit 1; }
"$uv" venv -q --python "$python" "$work/venv"
"$uv" pip install -q --python "$work/venv/bin/python" -c "$root/constraints.txt" "$work"/dist/*.whl
cd /
export MAREA_HOME="$work/home"
"$work/venv/bin/marea" demo --contacts 1500 --quiet
"$work/venv/bin/marea" ask "How many orders did we get last month?" --json >"$work/answer.json"
"$python" - "$work/answer.json" <<'PY'
import json, sys
answer = json.load(open(sys.argv[1], encoding="utf-8"))
assert answer["outcome"] == "answered" and answer["facts"], answer["text"]
print("the wheel answers from another folder:", answer["text"].splitlines()[0])
PY
