# Two commands do everything: `make run` and `make test`. The others serve people who change the code.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
# Compiled where there is a compiler.
COMPILED := extractors/formats/pdf/_loops.c $(shell sed -n 's/^    "\(.*\.py\)",$$/\1/p' setup.py)
# What the tests use; the clouds that they do not reach stay out of the lock.
EXTRAS := $(addprefix --extra ,dev notebooks ocr dask s3 https zip excel duckdb)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .

.PHONY: run test check format lock samples plain clean

run: $(READY)
	$(BIN)/milepael run samples/ -o output/

test: check

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist worksteal

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

samples: $(READY)
	cd tests && ../$(BIN)/python -m klitsund.make

# Hashes only: the lock names packages and versions, never where they were fetched from.
lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml $(EXTRAS) --universal --generate-hashes --no-annotate --no-header \
	    --python-version 3.11 --output-file requirements.lock

$(READY): pyproject.toml setup.py requirements.lock $(COMPILED)
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(INSTALL)
	touch $(READY)

# Nothing typed is compiled until one of those modules is newer: for work on them.
plain: export MILEPAEL_PLAIN := 1
plain: $(READY)
	$(INSTALL)

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -f extractors/typed.sums extractors/*.so extractors/pages/*.so extractors/formats/pdf/*.so
