# Berdaya. `make` alone lists the targets. All need only python3, python3-venv and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
FRESH ?=
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev

.DEFAULT_GOAL := help
.PHONY: help setup demo test check browser bench lock docs clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Berdaya butuh Python 3.11 atau lebih baru.") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -c "import pathlib, sysconfig; pathlib.Path(sysconfig.get_path('purelib'), 'berdaya.pth').write_text(str(pathlib.Path('src').resolve()) + '\n')"
	@printf '#!%s\nfrom berdaya.cli import main\nmain()\n' "$(CURDIR)/$(BIN)/python" > $(BIN)/berdaya && chmod +x $(BIN)/berdaya
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(RUNTIME) ## environment only: .venv with the berdaya command
	@echo "Siap. Coba: $(BIN)/berdaya --help"

demo: $(RUNTIME) ## the whole chain once, with invented people on real regions, then the office at http://127.0.0.1:8000 (PORT=8001, FRESH=1: anew)
	@$(BIN)/berdaya site demo --serve --port $(PORT) $(if $(filter-out 0,$(FRESH)),--fresh)

test: $(DEV) ## every test that needs no browser, on SQLite and PostgreSQL
	@$(BIN)/python tests/run.py

check: $(DEV) ## lint, types, borders, migrations, docs
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m django makemigrations --check --dry-run --settings berdaya.site.settings
	@$(BIN)/python tests/shape/sizes.py

browser: $(DEV) ## pages in real Chromium (from apt): widths, keyboard
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m browser tests/browser

bench: $(DEV) ## the performance table, ratios measured side by side; also build/bench.json
	@$(BIN)/python benchmarks/run.py

lock: ## write both lock files anew (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q -c requirements.lock -o requirements-dev.lock

docs: $(DEV) ## write the lists of docs/reference anew from the product itself
	@$(BIN)/python -m tests.shape.reference

clean: ## remove what can be built again (never data/)
	rm -rf build dist .mypy_cache .ruff_cache .hypothesis
