# What can be done here. `make run` and `make test` are the two that matter; README.md says more.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
export PYTHONDONTWRITEBYTECODE =
.DEFAULT_GOAL := help

help:  ## what can be done
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## */\t/' | expand -t 10

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.done: requirements/run.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.done: requirements/dev.txt $(VENV)/run.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/run.done  ## build .venv with the concordat command at .venv/bin/concordat

run: setup  ## make Marlbridge, the demonstration council, and serve it at http://127.0.0.1:8000
	$(BIN)/concordat serve --demo

demo: setup  ## make Marlbridge anew, from nothing
	$(BIN)/concordat demo --anew

develop: $(VENV)/dev.done  ## what developers need beside it: tests, lint, types

check: develop  ## lint, types, contracts and the quick rules
	$(BIN)/python -m tests.machine check

test: develop  ## everything: check, units, both databases, browser; installs what it needs where it may
	$(BIN)/python -m tests.machine test

bench: develop  ## the benchmarks, each a ratio against a named peer or limit
	$(BIN)/python -m benchmarks

shots: develop  ## pictures of the main pages at 360 and 1280 px, into shots/
	$(BIN)/python -m tests.browser.shots

# In an environment of its own: what looks for flaws need not stand beside what may have them.
audit:  ## whether a flaw has been published for anything that is locked (asks the Python package index, or ADVISORIES=copy)
ifdef ADVISORIES
audit: develop
	$(BIN)/python -m tests.advisories $(ADVISORIES)
else
audit:
	$(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(VENV)/audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements/run.txt
	$(VENV)/audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements/dev.txt
endif

lock:  ## resolve the dependencies anew (needs uv)
	uv pip compile pyproject.toml --extra build --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o requirements/run.txt
	uv pip compile pyproject.toml --extra build --extra dev --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -c requirements/run.txt -o requirements/dev.txt

.PHONY: help setup run demo develop check test bench shots audit lock
