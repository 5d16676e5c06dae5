# Marea: `make help` lists what there is.
SHELL := /bin/bash
PYTHON ?= python3.11
PORT ?= 8000
DEMO_HOME ?= $(CURDIR)/.marea-demo
VENV := .venv
BIN := $(VENV)/bin
PYTHON_FOUND := $(shell command -v $(PYTHON) || command -v python3)
export GRADIO_ANALYTICS_ENABLED := False
unexport PYTHONDONTWRITEBYTECODE
export ANONYMIZED_TELEMETRY := False

.DEFAULT_GOAL := help
.PHONY: help demo ask test check lint types contracts docs-check wheel-check browser eval bench bench-accuracy bench-peers reference train screenshots docs clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/uv.stamp: constraints.txt
	$(PYTHON_FOUND) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt uv
	touch $@

$(VENV)/core.stamp: $(VENV)/uv.stamp pyproject.toml
	$(BIN)/uv pip install -q --python $(BIN)/python -c constraints.txt -e . || $(BIN)/python -m pip install -q -c constraints.txt -e .
	touch $@

$(VENV)/dev.stamp: $(VENV)/core.stamp
	$(BIN)/uv pip install -q --python $(BIN)/python -c constraints.txt -e ".[dev]" || $(BIN)/python -m pip install -q -c constraints.txt -e ".[dev]"
	touch $@

demo: $(VENV)/core.stamp  ## the demo shop: build it, answer one question, then serve page and API on 127.0.0.1:PORT
	MAREA_HOME="$(DEMO_HOME)" $(BIN)/marea demo
	MAREA_HOME="$(DEMO_HOME)" $(BIN)/marea serve --port $(PORT)

ask: $(VENV)/core.stamp  ## ask the demo shop in the terminal: make ask Q="Where are my customers in the lifecycle?"
	@MAREA_HOME="$(DEMO_HOME)" $(BIN)/marea ask "$(Q)"

test: $(VENV)/dev.stamp browser  ## every test, the browser's included
	$(BIN)/pytest -n 2 --dist loadfile

browser:
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; \
	else echo "Chromium is missing and cannot be installed without root: browser tests will be skipped"; fi

check: lint types contracts docs-check wheel-check  ## lint, strict types, import contracts, docs tests, wheel in an empty environment

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

contracts: $(VENV)/dev.stamp
	$(BIN)/lint-imports --no-logo

docs-check: $(VENV)/dev.stamp
	$(BIN)/pytest -q -p no:xdist tests/docs

wheel-check: $(VENV)/dev.stamp
	PYTHON=$(BIN)/python bash tests/wheel.sh

eval: $(VENV)/dev.stamp  ## our own questions on the demo shop: FILE=benchmarks/questions (make bench keeps the report)
	$(BIN)/python -m benchmarks.evaluate $(FILE)

bench: $(VENV)/dev.stamp  ## speed, memory and our own questions, reports kept in benchmarks/reports
	$(BIN)/python -m benchmarks.run

bench-accuracy: $(VENV)/dev.stamp  ## predictions against what came, on CDNOW and Online Retail where they lie beside the project
	$(BIN)/python -m benchmarks.accuracy

bench-peers: $(VENV)/dev.stamp  ## the statistical core beside lifetimes and pymc-marketing, installed for it
	$(BIN)/python -m benchmarks.peers.run

reference: $(VENV)/dev.stamp  ## published reference cases: FILE=../shared/cases/clv_reference.json
	$(BIN)/python -m benchmarks.reference $(FILE)

train: $(VENV)/dev.stamp  ## train the small heads anew from their examples, and write the list of plain words
	$(BIN)/python -m assistant.builtin.train

screenshots: $(VENV)/dev.stamp browser  ## take the pictures of README anew: the demo shop at its fixed date, one in each language
	$(BIN)/python -m benchmarks.screenshots

docs: $(VENV)/core.stamp  ## write the generated pages of docs/
	$(BIN)/python -m tools.metrics.document > docs/metrics.md
	$(BIN)/python -m tools.warehouse.document > docs/tables.md

clean:  ## remove the environment and the demo shop
	rm -rf $(VENV) "$(DEMO_HOME)" build dist *.egg-info
