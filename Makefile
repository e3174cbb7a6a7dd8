# One command for each job; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV ?= .venv
FLOORS_VENV ?= .venv-floors
ENGINES_VENV ?= .venv-engines
ENGINE_FLOORS_VENV ?= .venv-engine-floors
PEERS_VENV ?= .venv-peers
# More words for pytest, as in: make test PYTEST_FLAGS="-k appliance -x"
PYTEST_FLAGS ?=

BIN := $(VENV)/bin
PIP_INSTALL := -m pip install -qq --disable-pip-version-check
# What needs the columnar engines is tested apart, in an environment that has them.
ENGINE_TESTS := src/xixia_gov/columns src/xixia_gov/batch src/xixia_gov/simulate tests/columns tests/batch tests/simulate
TESTS := --doctest-modules src tests $(ENGINE_TESTS:%=--ignore=%)
# One process for each processor; `make test WORKERS=0` runs in one, as a debugger needs.
WORKERS ?= auto
# More words for `make mutate`, as in: make mutate MUTATE_FLAGS="--seconds 120 --format markdown"
MUTATE_FLAGS ?=
# More words for `make bench`, as in: make bench BENCH_FLAGS="--only single,growth"
BENCH_FLAGS ?=
# How many files `make fuzz` damages, and which: another seed damages them otherwise.
ROUNDS ?= 100000
SEED ?= 1
# The gazette texts, which are not part of the repository; where they are missing, lint says so.
GAZETTE := $(or $(XIXIA_GAZETTE),$(if $(wildcard ../shared/gazette/2024-3.txt),../shared/gazette))
EXAMPLES := $(sort $(wildcard examples/*.toml))

# The first Python that is new enough, out of $(PYTHON) and the usual names; says which it passed over.
define FIND_PYTHON
found=; \
for candidate in "$(PYTHON)" python3.13 python3.12 python3.11; do \
    command -v "$$candidate" >/dev/null 2>&1 || continue; \
    version=$$("$$candidate" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null) || continue; \
    if ! "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
        echo "$$candidate is Python $$version; xixia-gov needs 3.11 or later." >&2; continue; \
    fi; \
    if ! "$$candidate" -c 'import ensurepip, venv' 2>/dev/null; then \
        echo "$$candidate (Python $$version) cannot make virtual environments: install its venv package." >&2; continue; \
    fi; \
    found=$$candidate; break; \
done; \
if [ -z "$$found" ]; then \
    echo "No Python 3.11 or later was found. Install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; \
fi
endef

.PHONY: help
help: ## list these targets
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/\1\t\2/p' $(firstword $(MAKEFILE_LIST)) | while IFS=$$'\t' read -r name what; do \
	    printf '  make %-14s %s\n' "$$name" "$$what"; done

# ---- environments: made once, brought up to date when pyproject.toml changes ----

$(BIN)/python:
	@$(FIND_PYTHON); echo "Making $(VENV) with $$found (Python $$version)"; "$$found" -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing xixia-gov in $(VENV)"
	@$(BIN)/python $(PIP_INSTALL) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	@echo "Installing xixia-gov and its development tools in $(VENV)"
	@$(BIN)/python $(PIP_INSTALL) --editable '.[dev]'
	@touch $@ $(VENV)/.installed

$(FLOORS_VENV)/bin/python:
	@$(FIND_PYTHON); echo "Making $(FLOORS_VENV) with $$found (Python $$version)"; "$$found" -m venv $(FLOORS_VENV)

$(FLOORS_VENV)/.installed: pyproject.toml .ci/floors.py | $(FLOORS_VENV)/bin/python
	@echo "Installing the lowest versions xixia-gov allows in $(FLOORS_VENV)"
	@$(FLOORS_VENV)/bin/python .ci/floors.py pyproject.toml > $(FLOORS_VENV)/floors.txt
	@sed 's/^/    /' $(FLOORS_VENV)/floors.txt
	@$(FLOORS_VENV)/bin/python $(PIP_INSTALL) --constraint $(FLOORS_VENV)/floors.txt --editable '.[testing]' 'pytest>=8.3' 'pytest-xdist>=3.6' 'jsonschema>=4.23'
	@touch $@

$(ENGINES_VENV)/bin/python:
	@$(FIND_PYTHON); echo "Making $(ENGINES_VENV) with $$found (Python $$version)"; "$$found" -m venv $(ENGINES_VENV)

$(ENGINES_VENV)/.installed: pyproject.toml | $(ENGINES_VENV)/bin/python
	@echo "Installing xixia-gov, its development tools and the columnar engines in $(ENGINES_VENV)"
	@$(ENGINES_VENV)/bin/python $(PIP_INSTALL) --editable '.[dev,batch,chart,duckdb,spark]' 'pyarrow>=19'
	@touch $@

$(ENGINE_FLOORS_VENV)/bin/python:
	@$(FIND_PYTHON); echo "Making $(ENGINE_FLOORS_VENV) with $$found (Python $$version)"; "$$found" -m venv $(ENGINE_FLOORS_VENV)

# Polars alone, as CI has it; `make test-floors` adds the two other engines.
$(ENGINE_FLOORS_VENV)/.installed: pyproject.toml .ci/floors.py | $(ENGINE_FLOORS_VENV)/bin/python
	@echo "Installing the lowest versions of the columnar engines in $(ENGINE_FLOORS_VENV)"
	@$(ENGINE_FLOORS_VENV)/bin/python .ci/floors.py pyproject.toml batch chart > $(ENGINE_FLOORS_VENV)/floors.txt
	@sed 's/^/    /' $(ENGINE_FLOORS_VENV)/floors.txt
	@$(ENGINE_FLOORS_VENV)/bin/python $(PIP_INSTALL) --constraint $(ENGINE_FLOORS_VENV)/floors.txt --editable '.[testing,batch,chart]' 'pyarrow>=19' 'pytest>=8.3' 'pytest-xdist>=3.6'
	@touch $@

$(ENGINE_FLOORS_VENV)/.installed-all: $(ENGINE_FLOORS_VENV)/.installed
	@$(ENGINE_FLOORS_VENV)/bin/python .ci/floors.py pyproject.toml batch chart duckdb spark > $(ENGINE_FLOORS_VENV)/floors.txt
	@sed 's/^/    /' $(ENGINE_FLOORS_VENV)/floors.txt
	@$(ENGINE_FLOORS_VENV)/bin/python $(PIP_INSTALL) --constraint $(ENGINE_FLOORS_VENV)/floors.txt --editable '.[testing,batch,chart,duckdb,spark]'
	@touch $@

$(PEERS_VENV)/bin/python:
	@$(FIND_PYTHON); echo "Making $(PEERS_VENV) with $$found (Python $$version)"; "$$found" -m venv $(PEERS_VENV)

$(PEERS_VENV)/.installed: pyproject.toml | $(PEERS_VENV)/bin/python
	@echo "Installing xixia-gov and the engines it is measured against in $(PEERS_VENV)"
	@$(PEERS_VENV)/bin/python $(PIP_INSTALL) --editable '.[peers]'
	@touch $@

.PHONY: install
install: $(VENV)/.installed-dev ## make .venv with the package and the development tools

# ---- using it ----

.PHONY: demo
demo: $(VENV)/.installed ## answer the example cases, in Chinese and one in English
	@$(BIN)/xixia-gov check $(EXAMPLES) --lang zh
	@echo
	@$(BIN)/xixia-gov check $(firstword $(EXAMPLES)) --lang en

# ---- checking it ----

.PHONY: check
check: format-check lint types lint-rules test ## everything: format, lint, types, rules, tests

.PHONY: format
format: $(VENV)/.installed-dev ## format the code and mend what ruff can mend
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

.PHONY: format-check
format-check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check

.PHONY: lint
lint: $(VENV)/.installed-dev
	$(BIN)/ruff check

.PHONY: types
types: $(ENGINES_VENV)/.installed
	$(ENGINES_VENV)/bin/mypy

.PHONY: lint-rules
lint-rules: $(VENV)/.installed-dev ## check every rule file, and its figures against the gazette
	$(BIN)/xixia-gov lint $(if $(GAZETTE),--gazette "$(GAZETTE)")

.PHONY: anchors
anchors: $(VENV)/.installed-dev ## write rules/anchors.lock anew from the gazette texts
	$(BIN)/xixia-gov lint --write-anchors $(if $(GAZETTE),--gazette "$(GAZETTE)")

.PHONY: test
test: $(VENV)/.installed-dev ## run the tests and doctests
	$(BIN)/python -m pytest -n $(WORKERS) $(TESTS) -m "not slow" $(PYTEST_FLAGS)

# Measuring doubles the time of a test, so it is done apart, and not on the thousands of cases of the laws.
.PHONY: coverage
coverage: $(VENV)/.installed-dev ## measure the branch coverage of the tests
	$(BIN)/python -m pytest -n $(WORKERS) $(TESTS) -m "not slow and not packaging and not no_cover" \
	    --cov --cov-report=term $(PYTEST_FLAGS)

.PHONY: test-slow
test-slow: $(VENV)/.installed-dev ## run the tests that take their time: a new user's walk, 500 cases per rule on two executors
	$(BIN)/python -m pytest -n $(WORKERS) tests $(ENGINE_TESTS:%=--ignore=%) -m "slow and not deep" $(PYTEST_FLAGS)

.PHONY: test-engines
test-engines: $(ENGINES_VENV)/.installed ## test columns, registries and what-if on Polars and DuckDB
	$(ENGINES_VENV)/bin/python -m pytest -n $(WORKERS) --doctest-modules $(ENGINE_TESTS) -m "not spark and not deep" $(PYTEST_FLAGS)

.PHONY: test-spark
test-spark: $(ENGINES_VENV)/.installed ## test columns on Spark; needs Java 17 or later
	$(ENGINES_VENV)/bin/python -m pytest tests/columns -m "spark and not deep" $(PYTEST_FLAGS)

.PHONY: test-deep
test-deep: $(ENGINES_VENV)/.installed ## everything, with many more generated cases and rows; takes hours
	XIXIA_HYPOTHESIS_PROFILE=deep $(ENGINES_VENV)/bin/python -m pytest -n $(WORKERS) --doctest-modules src tests -m "not spark" $(PYTEST_FLAGS)
	XIXIA_HYPOTHESIS_PROFILE=deep $(ENGINES_VENV)/bin/python -m pytest tests/columns -m spark $(PYTEST_FLAGS)

.PHONY: mutate
mutate: $(VENV)/.installed-dev ## change one thing in the rules at a time: do the examples and worked cases notice?
	$(BIN)/xixia-gov mutate --cases tests/worked $(MUTATE_FLAGS)

.PHONY: rule-coverage
rule-coverage: $(VENV)/.installed-dev ## what of the rules the examples and worked cases reach
	$(BIN)/xixia-gov rule-coverage --cases tests/worked

.PHONY: fuzz
fuzz: $(VENV)/.installed-dev ## damage a hundred thousand case and rule files: answered or refused, never a traceback
	PYTHONPATH=.ci $(BIN)/python -m fuzz --rounds $(ROUNDS) --seed $(SEED)

.PHONY: test-floors
test-floors: test-core-floors $(ENGINE_FLOORS_VENV)/.installed-all ## run the tests on the lowest versions of all dependencies
	$(ENGINE_FLOORS_VENV)/bin/python -m pytest -n $(WORKERS) --doctest-modules $(ENGINE_TESTS) -m "not spark and not slow and not deep" $(PYTEST_FLAGS)
	$(ENGINE_FLOORS_VENV)/bin/python -m pytest tests/columns -m "spark and not slow and not deep" $(PYTEST_FLAGS)

.PHONY: test-core-floors
test-core-floors: $(FLOORS_VENV)/.installed
	$(FLOORS_VENV)/bin/python -m pytest -n $(WORKERS) $(TESTS) -m "not packaging and not slow" $(PYTEST_FLAGS)

.PHONY: test-polars-floors
test-polars-floors: $(ENGINE_FLOORS_VENV)/.installed
	$(ENGINE_FLOORS_VENV)/bin/python -m pytest -n $(WORKERS) --doctest-modules $(ENGINE_TESTS) -m "not spark and not slow and not deep" $(PYTEST_FLAGS)

# ---- measuring it ----

.PHONY: bench
bench: $(PEERS_VENV)/.installed ## measure against the bars and against other engines (QUICK=1: a look; ROWS=1e5,1e6)
	$(PEERS_VENV)/bin/python -m bench $(if $(QUICK),--quick) $(if $(ROWS),--rows $(ROWS)) $(BENCH_FLAGS)

# ---- shipping it ----

.PHONY: build
build: $(VENV)/.installed-dev ## build the wheel and the sdist in dist/
	@rm -rf dist
	@$(BIN)/python -m build --no-isolation

.PHONY: clean
clean: ## remove what was built, measured and cached (.venv stays)
	@rm -rf build dist htmlcov .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache $(FLOORS_VENV) $(ENGINE_FLOORS_VENV)
	@find src tests .ci rules -name __pycache__ -type d -prune -exec rm -rf {} +
