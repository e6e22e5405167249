# make lab · make demo · make test: each does all its own set-up (Python >= 3.11, make; apt for the sandbox and the browser)

PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: lab demo test bench release site site-test contact-sheet lock system clean

lab: .venv/ready
	$(BIN)/autograder work
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/work/course/index.ipynb $(if $(filter 0,$(shell id -u)),--allow-root)

demo: .venv/ready system
	$(BIN)/autograder demo --to=build/demo

test: .venv/ready system
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

bench: .venv/ready system
	for bench in tests/bench/bench_*.py; do $(BIN)/python $$bench || exit 1; done

release: .venv/ready
	$(BIN)/autograder release

site: .venv/site
	$(BIN)/python site/build.py build/site

site-test: site system
	$(BIN)/python -m pytest --timeout 3600 tests/site/built_site.py tests/site/live_site.py tests/site/pyodide_site.py

.venv/site: .venv/ready requirements-site.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-site.lock
	touch $@

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

system:
	@sh tests/system.sh

contact-sheet: .venv/ready
	$(BIN)/python tests/contact_sheet.py

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-strip-extras \
  --no-header --no-annotate --no-emit-index-url --no-emit-find-links

lock:
	$(LOCK) --extra cluster --extra test --output-file requirements.lock
	$(LOCK) --extra site --constraint requirements.lock --output-file requirements-site.lock

clean:
	rm -rf .venv build .pytest_cache .ruff_cache .hypothesis *.egg-info
