# The one place that knows commands. `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Python 3.11 or later. Name another one with `make demo PYTHON=/path/to/python`.
PYTHON ?= $(shell scripts/find_python.sh)
BIN := .venv/bin
# Processes for tests; two suits the smallest machine we promise to work on.
WORKERS ?= 2
# SERVE=0 stops the demo after building.
SERVE ?= 1
PORT ?= 8000

DEMO := var/demo
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PIP_COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--build-deps-for wheel --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	--no-header --no-emit-options

.PHONY: help
help:  ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-8s %s\n", $$1, $$2}'

.PHONY: demo
demo: .venv/.run  ## take the sample heap into a library and serve it (SERVE=0: only build)
	@rm -rf $(DEMO)
	@scripts/demo.sh $(BIN)/fonds $(DEMO)
ifneq ($(SERVE),0)
	@echo
	@$(BIN)/fonds --library $(DEMO) serve --port $(PORT)
endif

.PHONY: test
test: system .venv/.dev lint unit  ## everything that must hold: lint, then every test

.PHONY: lint
lint: .venv/.dev  ## format, style, types, import contracts, dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src

.PHONY: unit
unit: .venv/.dev  ## every test, without lint
	$(BIN)/python -m pytest -n $(WORKERS)

.PHONY: system
system:  ## install the Debian packages that some tests need, or say what is missing
	@scripts/install_system.sh

.PHONY: bench
bench: .venv/.dev  ## works and megabytes a second, and where the time goes
	$(BIN)/python bench/read.py --profile

.PHONY: lock
lock: .venv/.dev  ## write the hashed lists of dependencies again from pyproject.toml
	$(PIP_COMPILE) --output-file requirements/run.txt pyproject.toml
	$(PIP_COMPILE) --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml

.PHONY: clean
clean:  ## remove whatever was made here
	rm -rf .venv var build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Fonds needs Python 3.11 or later with venv; none was found (Debian: apt-get install python3-venv)." >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.run: requirements/run.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@
