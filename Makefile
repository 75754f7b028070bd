# papergen's commands. All they need is make and Python 3.11 or later:
#
#     make demo      build the sample meeting into build/2024-10-10
#     make test      run all checks and tests
#     make lock      pin the newest versions of what papergen uses in constraints.txt
#     make clean     take away what these commands made
#
# Another Python than python3: make demo PYTHON=python3.12

PYTHON ?= python3
BIN := .venv/bin
SETTINGS := setup.cfg setup.py pyproject.toml constraints.txt .ci/system-packages
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo test lock clean
.DELETE_ON_ERROR:

demo: .venv/installed
	$(BIN)/papergen build inputs/2024-10-10

test: .venv/installed-for-tests
	$(BIN)/flake8
	$(BIN)/black --line-length 100 --check --diff --quiet .
	$(BIN)/isort --check-only .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses 2 --dist loadfile

# setuptools is installed first, and builds papergen in the same environment, so that its version
# is pinned like all others.
.venv/installed: $(SETTINGS)
	@command -v $(PYTHON) >/dev/null && \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "papergen needs Python 3.11 or later: make PYTHON=python3.12, for example." >&2; exit 1; }
	.ci/system-packages $(PYTHON)
	$(PYTHON) -m venv --clear .venv
	$(INSTALL) setuptools
	$(INSTALL) --no-build-isolation --editable .
	@touch $@

.venv/installed-for-tests: .venv/installed
	.ci/system-packages $(PYTHON) --tests
	$(INSTALL) --no-build-isolation --editable '.[test]'
	@touch $@

lock: .venv/installed
	$(INSTALL) uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade --extra test \
		--custom-compile-command 'make lock' --no-emit-index-url \
		--output-file constraints.txt setup.cfg

clean:
	rm -rf .venv build/2024-10-10 build/.package papergen.egg-info
	rm -rf .mypy_cache .pytest_cache .hypothesis .import_linter_cache
