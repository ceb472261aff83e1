# `make demo` shows the whole of Parallax, `make test` checks it; both set themselves up.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: help venv demo test check bench clean

help:
	@echo "make demo    crawl, compare and show an invented newsroom (needs no network)"
	@echo "make test    linters, types and tests"
	@echo "make check   linters and types alone"
	@echo "make bench DATA=folder   the figures that the README quotes"
	@echo "make venv    the environment in .venv, nothing else"

venv: $(READY)

# The constraints file pins every version; torch is its CPU build.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Parallax needs Python 3.11 or newer: make PYTHON=python3.11 …" >&2; exit 1; }
	@echo "Setting up $(VENV): about three minutes the first time."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

demo: venv
	@$(BIN)/parallax demo $(ARGS)

check: venv
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile \
	  --no-loadscope-reorder

bench: venv
	$(BIN)/python -m benchmarks all --data $(DATA)

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .import_linter_cache
