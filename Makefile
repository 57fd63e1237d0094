# Every target sets up what it needs first; a second time that takes no time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test check format lint types contracts bench bench-index simulate laws soak evals fuzz lock golden commands picture font words clean

help:  ## say what there is
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.runtime  ## make .venv with the program in it

$(VENV)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "milepost: Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 …" >&2; exit 2; }
	@test -x $(BIN)/python || { echo "milepost: making $(VENV) …"; $(PYTHON) -m venv $(VENV); }
	@touch $@

$(VENV)/.runtime: requirements.txt pyproject.toml | $(VENV)/.venv
	@echo "milepost: installing what it runs on …"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

setup-dev: $(VENV)/.dev

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "milepost: installing what its checks need …"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/.lab: requirements-lab.txt $(VENV)/.dev
	@echo "milepost: installing what only measuring needs …"
	@$(PIP) install --require-hashes -r requirements-lab.txt || echo "milepost: no peer for Chinese and no fuzzer here" >&2
	@touch $@

run: setup  ## the main job: the bots where a token is set, else the terminal chat
	@$(BIN)/milepost run

test: setup-dev  ## every test
	@$(BIN)/python -m pytest

check: setup-dev format lint types contracts test  ## format, lint, types, contracts, tests

format: setup-dev
	@$(BIN)/ruff format --check .

lint: setup-dev
	@$(BIN)/ruff check .

types: setup-dev
	@$(BIN)/mypy

contracts: setup-dev
	@PYTHONPATH=. $(BIN)/lint-imports

bench: setup-dev  ## how fast, beside a named peer in the same run
	@$(BIN)/python -m bench

PASSAGES ?= 1000000
bench-index: setup-dev  ## the search index by itself, with PASSAGES passages, beside both databases' own search
	@$(BIN)/python -m bench.finding $(PASSAGES)

laws: setup-dev  ## the promises of the ledger, 10,000 steps on each database
	@MILEPOST_LAW_STEPS=10000 $(BIN)/python -m pytest -q tests/machines

KILLS ?= 500
soak: setup-dev  ## kill, freeze and cut off running processes, KILLS times, and count what arrived
	@KILLS=$(KILLS) $(BIN)/python -m bench.soak

SUBSCRIBERS ?= 10000000
simulate: setup-dev  ## one digest to SUBSCRIBERS chats on 16 workers, from the costs in bench/simulate/costs.json
	@$(BIN)/python -m bench.simulate --subscribers $(SUBSCRIBERS)

evals: $(VENV)/.lab  ## how right, on labelled data
	@$(BIN)/python -m evals

FUZZ_SECONDS ?= 60
fuzz: $(VENV)/.lab  ## feed the readers junk that a coverage-guided fuzzer makes, for FUZZ_SECONDS
	@$(BIN)/python -m tests.fuzz -max_total_time=$(FUZZ_SECONDS) -max_len=4096

words: setup-dev  ## bring the catalogues of other languages up to date with the code
	@$(BIN)/python -m docs.words

golden: setup-dev  ## write anew what every command shows on each platform, to be looked at in the diff
	@GOLDEN=write $(BIN)/python -m pytest -q tests/unit/bot/test_parity.py

commands: setup  ## write the README's table of commands and Slack's manifest from the register
	@$(BIN)/python -m docs.commands

picture: setup  ## draw the README's pictures with the program itself
	@$(BIN)/python -m docs.picture

font: setup  ## cut the fonts of the pictures anew (needs Debian's fonts-noto-cjk)
	@$(PIP) install fonttools
	@$(BIN)/python -m docs.font

lock:  ## pin the dependencies anew (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra build pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra build --extra dev pyproject.toml -o requirements-dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra build --extra dev --extra lab -c requirements-dev.txt pyproject.toml -o requirements-lab.txt

clean:  ## remove what was made here, not the store
	rm -rf $(VENV) .node .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
