# `make run`, `make test` and `make bench` each set up what they need on a fresh machine.

HOST ?= 127.0.0.1
PORT ?= 8501
VENV ?= .venv
WORKERS ?= 2
export HOST PORT

# The first of these that is new enough, unless PYTHON is given.
NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)

PY = $(VENV)/bin/python
PIP = $(PY) -m pip --disable-pip-version-check --quiet

# Node comes with the tools, so that a machine needs none of its own.
NODE = $(VENV)/bin/node
SCRIPTS = tests/scripts
MODULES = $(SCRIPTS)/node_modules
NODE_TESTS = $(NODE) --test --test-reporter=dot "$(SCRIPTS)/*.test.js"
PRETTIER = $(NODE) $(MODULES)/prettier/bin/prettier.cjs --config $(SCRIPTS)/.prettierrc.json
FORMATTED = "pages/ui/static/**/*.js" "!pages/ui/static/vendor" "$(SCRIPTS)/*.{js,ts,json}"

.PHONY: run dev test test-mnist test-engines bench check types format texts names pictures pins

run: $(VENV)/app
	@$(PY) app.py

dev: $(VENV)/app
	@$(PY) -m streamlit run app.py --server.address $(HOST) --server.port $(PORT) \
		--server.fileWatcherType auto --server.runOnSave true --client.showErrorDetails full

# What measures seconds runs with nothing beside it.
test: $(VENV)/browser $(MODULES)/.package-lock.json
	$(NODE_TESTS)
	$(PY) -m pytest -m "not alone and not engines and not mnist" \
		--numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder
	$(PY) -m pytest -m alone

# What is claimed of trainings on MNIST and of its files, where these are at hand; the digits and small
# files stand in for them in `make test`.
test-mnist: $(VENV)/tools
	$(PY) -m pytest -m mnist --numprocesses $(WORKERS)

# The main paths in Firefox and WebKit, as far as they are there or can be installed.
test-engines: $(VENV)/tools
	@$(PY) -m tests.engines.installed
	$(PY) -m pytest -m engines tests/engines

bench: $(VENV)/browser
	$(PY) -m benchmarks

check: $(VENV)/tools $(MODULES)/.package-lock.json types
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-cache --no-logo
	$(NODE) $(MODULES)/eslint/bin/eslint.js --config $(SCRIPTS)/eslint.config.js \
		pages/ui/static $(SCRIPTS)
	$(PRETTIER) --check --log-level warn $(FORMATTED)
	$(NODE_TESTS)

types: $(MODULES)/.package-lock.json
	$(NODE) $(MODULES)/typescript/bin/tsc --project $(SCRIPTS)

format: $(VENV)/tools $(MODULES)/.package-lock.json
	$(PY) -m ruff format
	$(PRETTIER) --write --log-level warn $(FORMATTED)

# Texts that came into the code come into the catalogs, which are compiled.
texts: $(VENV)/tools
	$(PY) -m pages.ui.translations

# Names of presets that came into the galleries keep what they mean from then on.
names: $(VENV)/tools
	$(PY) -m tests.helpers.preset_names

# What the pictures of presets show that train on MNIST, for those that have none yet.
pictures: $(VENV)/tools
	$(PY) -m tests.helpers.preset_curves

# The inputs are pyproject.toml and tests/requirements.in. Versions that are pinned stay, but for
# `make pins PINS=--upgrade`.
COMPILE = $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make pins" $(PINS)
pins: $(VENV)/tools
	@$(PIP) install uv==0.13.9
	$(COMPILE) pyproject.toml --output-file requirements.txt
	$(COMPILE) tests/requirements.in --constraint requirements.txt \
		--output-file tests/requirements.txt

# Each of these files says that a part of the set-up is done, and is older than the pins once they change.

$(VENV)/app: requirements.txt
	@"$(PYTHON)" -c '$(NEW_ENOUGH)' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12"; exit 1; }
	@$(PY) -c '$(NEW_ENOUGH)' 2>/dev/null || "$(PYTHON)" -m venv --clear $(VENV) || \
		{ echo "This Python cannot make a virtual environment (Debian: apt install python3-venv)."; exit 1; }
	@echo "Installing what the app needs, once ..."
	@$(PIP) install --requirement requirements.txt
	@touch $@

$(VENV)/tools: $(VENV)/app tests/requirements.txt
	@echo "Installing what the checks need, once ..."
	@$(PIP) install --requirement requirements.txt --requirement tests/requirements.txt
	@touch $@

$(MODULES)/.package-lock.json: $(SCRIPTS)/package.json $(SCRIPTS)/package-lock.json | $(VENV)/tools
	@echo "Installing what the scripts' checks need, once ..."
	@PATH="$(abspath $(VENV))/bin:$$PATH" npm ci --prefix $(SCRIPTS) --silent
	@touch $@

$(VENV)/browser: $(VENV)/tools
	@$(PY) -m tests.helpers.browser
	@touch $@
