# Needs Python 3.11 or newer and make; everything else goes into .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test cover run clean lock bench pictures

demo: .venv/.ready
	@$(BIN)/python bot.py demo

test: .venv/.ready-dev
	@$(BIN)/python -m tools.check

run: .venv/.ready
	@$(BIN)/python bot.py run

# Python 3.11 may refuse a thread its tracer, which says nothing of us: what nobody could raise is looked for by the tests alone.
# Slower than the tests alone: which lines and branches they reach; all of triage and desk, and of all together nine in ten.
cover: .venv/.ready-dev
	@$(BIN)/coverage run -m pytest -q -p no:xdist -p no:unraisableexception --ignore=tests/e2e && $(BIN)/coverage report --skip-covered --include='triage/*,desk/*' --fail-under=100 && $(BIN)/coverage report --skip-covered --fail-under=90

bench: .venv/.ready
	@$(BIN)/python -m bench.intake

pictures: .venv/.ready
	@$(BIN)/python -m tools.pictures

# A virtual environment made by uv has no pip; venv adds it.
.venv/.ready: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("Heedline needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/.ready-dev: requirements-dev.lock .venv/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Locks hold names, versions and hashes, and no index's address.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --upgrade -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --upgrade -o requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .coverage* htmlcov
