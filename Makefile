# Two commands matter: `make demo` and `make test`. Both make .venv from requirements.lock first.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/made
PIP := $(BIN)/python -m pip --disable-pip-version-check install -qq --no-deps
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile -rs

.DEFAULT_GOAL := demo
.PHONY: .venv demo test test-fast test-slow check format lock clean

.venv: $(STAMP)

# Nothing unpinned is fetched: hashes from the lock, wheels only, and for the one library that comes as source
# alone the locked setuptools is installed before, to build it. The lock is complete, so no dependency is looked up.
$(STAMP): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON): install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than Python 3.11: install a newer one and name it: make PYTHON=/path/to/python3." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments: mend it with 'apt-get install python3-venv'." >&2; exit 1; }
	@echo "Making .venv from requirements.lock (a minute or two) ..."
	@$(PYTHON) -m venv --clear .venv
	@sed -n '/^setuptools==/,/^[^ ]*==/{/^setuptools==/p;/^ /p}' requirements.lock > .venv/setuptools.lock
	@$(PIP) --require-hashes --only-binary :all: -r .venv/setuptools.lock
	@$(PIP) --require-hashes --only-binary :all: --no-binary pyspark-client --use-pep517 --no-build-isolation -r requirements.lock
	@$(PIP) --no-build-isolation --no-index -e .
	@touch $@

demo: $(STAMP)
	@$(BIN)/aperture demo

test: $(STAMP)
	$(PYTEST)

test-fast: $(STAMP)
	$(PYTEST) -m "not slow"

test-slow: $(STAMP)
	$(PYTEST) -m slow

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --processes 2 sql

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# One lock for every Python from 3.11 on; no index lines, so that it holds wherever packages come from.
lock:
	@command -v uv >/dev/null || { echo "There is no uv: install it with 'pip install uv'." >&2; exit 1; }
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --output-file requirements.lock

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find analytics dashboards flows tests -name __pycache__ -type d -prune -exec rm -rf {} +
