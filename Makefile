# Two commands do everything: `make run` and `make test`. The others serve people who change the code.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
LOOP := extractors/formats/pdf/_loops.c  # compiled where there is a compiler
# What the tests use; the clouds that they do not reach stay out of the lock.
EXTRAS := $(addprefix --extra ,dev notebooks ocr dask s3 https zip excel duckdb)

.PHONY: run test check format lock samples clean

run: $(READY)
	$(BIN)/milepael run samples/ -o output/

test: check

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

samples: $(READY)
	cd tests && ../$(BIN)/python -m klitsund.make

# Hashes only: the lock names packages and versions, never where they were fetched from.
lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml $(EXTRAS) --universal --generate-hashes --no-annotate --no-header \
	    --python-version 3.11 --output-file requirements.lock

$(READY): pyproject.toml requirements.lock $(LOOP)
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

clean:
	rm -rf .venv build *.egg-info extractors/formats/pdf/*.so .mypy_cache .ruff_cache .pytest_cache .hypothesis
