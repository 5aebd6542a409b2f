PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $(name))))
VENV := .venv
BIN := $(VENV)/bin
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --generate-hashes

.DEFAULT_GOAL := help
.PHONY: help setup run demo test test-fast check format bench screenshots calibration method plans messages lock clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 13

setup: $(VENV)/.installed ## Prepare .venv with what Planwatch needs to run

run: setup ## Serve the dashboard on 127.0.0.1:8501, with the demonstration data on the first run
	$(BIN)/planwatch demo --if-empty
	$(BIN)/planwatch serve

demo: setup ## Load the five plans and the demonstration ledgers
	$(BIN)/planwatch demo

test: $(VENV)/.installed-dev ## Run every test, in a real browser too
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile $(ARGS)

test-fast: $(VENV)/.installed-dev ## A core of the tests in under a minute of processor time
	$(BIN)/python -m pytest -m "not browser and not office and not postgresql and not property and not slow" $(ARGS)

check: $(VENV)/.installed-dev ## Formatting, lint, types, and the contracts between the rooms
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-dev ## Speed and memory beside a peer and a floor
	$(BIN)/python -m tests.bench

screenshots: $(VENV)/.installed-dev ## The pictures of the documents, with the demonstration data: writes docs/images
	$(BIN)/python -m tests.browser.pictures

calibration: $(VENV)/.installed-dev ## How far forecasts can be trusted, on simulated plans: writes docs/forecast.md
	$(BIN)/python -m tests.calibration

method: $(VENV)/.installed ## Every formula with its example: writes docs/method.md from the code
	$(BIN)/python -m exports.method

plans: $(VENV)/.installed-dev ## Build the plan workbooks and the demonstration ledgers from their sources
	$(BIN)/python -m data.plans.build
	$(BIN)/python -m data.demo.make_ledgers

messages: $(VENV)/.installed ## Bring the translation catalogues up to date with the code
	$(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --no-default-keywords --keywords "_ N_" --project Planwatch \
		--add-location file --sort-output --width 110 --output-file $(VENV)/planwatch.pot .
	$(BIN)/pybabel --quiet update --domain planwatch --input-file $(VENV)/planwatch.pot --output-dir locales --width 110 \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

lock: $(VENV)/.installed-dev ## Compile the pinned requirements from their abstract lists
	$(LOCK) --upgrade requirements.in -o requirements.txt
	$(LOCK) --upgrade requirements-dev.in -o requirements-dev.txt

clean: ## Remove .venv and caches; the database stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info

$(VENV)/.installed: requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Planwatch needs Python 3.11 or newer (set PYTHON=/path/to/python3)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@
