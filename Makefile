# Kindling needs Python 3.11 or newer and make; all else is put into .venv/ here.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test check format lock clean

BIN := .venv/bin
READY := .venv/.ready
# The first Python that is new enough and can make a virtual environment.
CANDIDATES := $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14
FIND_PYTHON = for python in $(CANDIDATES); do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done

help:  ## What can be made here
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## Set up .venv/ with everything that is needed

run: $(READY)  ## Start Kindling here: web, workers, clock and a pretend phone company; Ctrl-C stops it
	@exec $(BIN)/kindling up

test: $(READY)  ## Run the whole suite; ARGS="-k consent" for a part of it
	$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

check: $(READY)  ## Format, lint, strict types, import layers, file ceiling
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python tools/ceiling.py

format: $(READY)  ## Put the code into its usual form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(READY)  ## Renew requirements.lock from pyproject.toml, with the newest versions that fit
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --all-extras --upgrade --no-header \
		--quiet --output-file requirements.lock

clean:  ## Remove .venv/ and all caches; data/ stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build *.egg-info

$(READY): requirements.lock pyproject.toml
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then \
		echo "Kindling needs Python 3.11 or newer, with its venv module, and found none."; \
		echo "  Debian, Ubuntu:  sudo apt-get install python3 python3-venv"; \
		echo "  macOS:           brew install python@3.13"; \
		echo "  Elsewhere:       python.org/downloads; then: make setup PYTHON=/path/to/python3"; \
		exit 1; \
	fi; \
	test -x $(BIN)/python || $$python -m venv .venv
	@echo "Setting up .venv/ (about a minute, this once) ..."
	@$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
