# Samtal's commands. `make run` starts the example meeting, `make test` checks everything.

PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)

PYTHON_CODE := server tests hatch_build.py $(if $(wildcard bench/*.py),bench) $(wildcard scripts/*.py)
TYPED_CODE := server $(if $(wildcard bench/*.py),bench)
BROWSER_SOURCES := $(shell find static server/translations -type f \( -name '*.js' -o -name '*.mjs' -o -name '*.css' \
  -o -name '*.txt' -o -name '*.po' \) -not -path 'static/dist/*' -not -path 'static/.dist-next/*' 2>/dev/null)
SCREEN_CODE := $(filter %.js,$(BROWSER_SOURCES))
NODE_TESTS := $(shell find tests -name '*.test.js' 2>/dev/null)
BROWSER_TESTS := $(wildcard tests/browser/test_*.py)

.DELETE_ON_ERROR:
.PHONY: help setup run test browser bench format \
  check-format check-lint check-types check-imports check-scripts check-script-types test-scripts test-python test-browser

help: ## what there is to do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-20s %s\n", $$1, $$2}'

setup: .venv/ready ## install everything into this folder

.venv/ready: pyproject.toml hatch_build.py package.json package-lock.json scripts/setup scripts/system-tools
	@scripts/setup $(PYTHON)
	@touch $@

run: setup static/dist/manifest.json ## serve the example meeting and print its links
	$(BIN)/samtal demo

browser: setup static/dist/manifest.json ## rebuild what browsers load, if its sources changed

static/dist/manifest.json: $(BROWSER_SOURCES) | .venv/ready
	@echo "== building what browsers load"
	@$(BIN)/python hatch_build.py

test: check-format check-lint check-types check-imports check-scripts check-script-types \
  test-scripts test-python test-browser ## check everything, stopping at the first failure

# one after the other, in the order above, also under make -j
.NOTPARALLEL:

check-format: setup ## is the Python code formatted?
	@echo "== ruff format"
	@$(BIN)/ruff format --check $(PYTHON_CODE)

check-lint: setup ## ruff's rules
	@echo "== ruff check"
	@$(BIN)/ruff check $(PYTHON_CODE)

check-types: setup ## mypy, strict
	@echo "== mypy"
	@$(BIN)/mypy $(TYPED_CODE)

check-imports: setup ## do imports point down only?
	@echo "== import contracts"
	@$(BIN)/lint-imports

check-scripts: setup ## format and lint of JavaScript and CSS
	@echo "== biome"
	@$(BIN)/node node_modules/@biomejs/biome/bin/biome check --error-on-warnings

check-script-types: setup ## types of the JavaScript, strict
	@echo "== tsc"
	@$(BIN)/node node_modules/typescript/bin/tsc -p tsconfig.node.json
	@$(if $(SCREEN_CODE),$(BIN)/node node_modules/typescript/bin/tsc -p tsconfig.json,echo "no browser modules yet")

test-scripts: setup ## tests of the browser modules
	@echo "== node --test"
	@$(if $(NODE_TESTS),$(BIN)/node --test $(NODE_TESTS),echo "no tests of browser modules yet")

test-python: setup static/dist/manifest.json ## tests of the server
	@echo "== pytest"
	@$(BIN)/pytest -n 2 --dist loadgroup --ignore=tests/browser

test-browser: setup static/dist/manifest.json ## tests in a real Chromium
	@echo "== pytest tests/browser"
	@$(if $(BROWSER_TESTS),$(BIN)/pytest -n 2 --dist loadgroup tests/browser,echo "no browser tests yet")

bench: setup static/dist/manifest.json ## measure what the README's figures come from
	$(BIN)/python -m bench

format: setup ## format and mend what can be mended
	$(BIN)/ruff check --fix $(PYTHON_CODE)
	$(BIN)/ruff format $(PYTHON_CODE)
	$(BIN)/node node_modules/@biomejs/biome/bin/biome check --write
