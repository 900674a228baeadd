# On a fresh machine with Python 3.11 or later, make and git: `make demo` and `make test` set up what they need.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ENGINES := .venv-engines
LOWEST  := .venv-lowest
PYTHONS := 3.12 3.13

.PHONY: demo test test-browser test-engines test-lowest test-lowest-engines dist-check docs lint quality mutate fuzz golden test-pythons clean

demo: $(VENV)/.installed
	@echo "== docs/sample.txt, as it was scraped"; cat docs/sample.txt; echo
	@echo; echo "== newsclean clean docs/sample.txt"; $(BIN)/newsclean clean docs/sample.txt
	@echo; echo "== newsclean explain docs/sample.txt"; $(BIN)/newsclean explain docs/sample.txt

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -q

# In an environment of its own: the engines are large, and `make test` must pass without them.
test-engines: $(ENGINES)/.installed
	NEWSCLEAN_ENGINES=all $(ENGINES)/bin/python -m pytest -q tests/integrations tests/test_html.py

# In an environment of its own: everything that newsclean needs at the lowest version that pyproject.toml allows.
test-lowest: $(LOWEST)/.installed
	$(LOWEST)/bin/python -m pytest -q

# The adapters, each with the lowest version of its engine, and in an environment of its own: they do not all go together.
# What they are tested with need not be old.
test-lowest-engines:
	set -e; for engine in pandas polars duckdb html spacy langchain haystack llamaindex datasets datatrove ray spark; do \
		echo "== $$engine"; \
		$(PYTHON) -m venv --clear $(LOWEST)/engine; \
		$(PYTHON) tools/lowest.py $$engine > $(LOWEST)/engine.txt; \
		$(LOWEST)/engine/bin/python -m pip install -q --disable-pip-version-check -e '.[corpus]' -r $(LOWEST)/engine.txt 'pytest>=8' 'hypothesis>=6.100'; \
		$(LOWEST)/engine/bin/python -m pytest -q tests/integrations tests/test_html.py; \
	done

# What would be released: built, looked into, and used away from the tree.
dist-check: $(VENV)/.installed-release
	$(BIN)/python tools/dist_check.py

# Needs a Chromium (apt-get install chromium, or NEWSCLEAN_CHROMIUM=path); says so and skips where there is none.
test-browser: $(VENV)/.installed-dev
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[browser]' || true
	$(BIN)/python -m pytest -q tests/browser

# After a change of rules, weights or code that is meant to change texts: make golden WHY="what changes for the reader".
golden: $(VENV)/.installed-dev
	$(BIN)/python tests/golden/outputs.py --rewrite "$(WHY)"

# The suite under every other Python that is installed.
test-pythons:
	for version in $(PYTHONS); do \
	  command -v python$$version >/dev/null || { echo "python$$version is not installed: left out"; continue; }; \
	  test -x .venv-$$version/bin/python || python$$version -m venv .venv-$$version || exit 1; \
	  .venv-$$version/bin/python -m pip install -q --disable-pip-version-check -e '.[dev]' || exit 1; \
	  .venv-$$version/bin/python -m pytest -q || exit 1; \
	done

# A minute of coverage-guided fuzzing; more: tests/fuzz/run.py --help.
fuzz: $(VENV)/.installed-dev
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[fuzz]'
	$(BIN)/python tests/fuzz/run.py --seconds 60

# The site, in site/. Nothing on it needs a network.
docs: $(VENV)/.installed-docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	$(BIN)/python docs/tools/check_links.py site

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

quality: $(VENV)/.installed-dev
	$(BIN)/python bench/quality.py bench/corpus/gate

# Which changes to the core no test notices: docs/mutation.md. Hours for everything; MODULES="edits zones.*" for some.
mutate: $(VENV)/.installed-dev
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[mutate]'
	nice -n 15 $(BIN)/python bench/mutate.py --show $(foreach m,$(MODULES),'$(m)')

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newsclean needs Python 3.11 or later")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[dev]'
	touch $@

$(ENGINES)/.installed: pyproject.toml
	test -x $(ENGINES)/bin/python || $(PYTHON) -m venv $(ENGINES)
	$(ENGINES)/bin/python -m pip install -q --disable-pip-version-check -e '.[engines]' 'pytest>=8' 'hypothesis>=6.100'
	touch $@

# The tools of the tests need not be old, but httpx: an old starlette asks for it (a new one for httpx2).
$(LOWEST)/.installed: pyproject.toml tools/lowest.py
	test -x $(LOWEST)/bin/python || $(PYTHON) -m venv $(LOWEST)
	$(LOWEST)/bin/python tools/lowest.py corpus learn report serve > $(LOWEST)/lowest.txt
	$(LOWEST)/bin/python -m pip install -q --disable-pip-version-check -e . -r $(LOWEST)/lowest.txt 'pytest>=8' 'hypothesis>=6.100' rapidfuzz 'httpx<0.28'
	touch $@

$(VENV)/.installed-release: $(VENV)/.installed
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[release]'
	touch $@

$(VENV)/.installed-docs: $(VENV)/.installed
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[docs]'
	touch $@

clean:
	rm -rf $(VENV) $(ENGINES) $(LOWEST) dist build .fuzz .venv-3.*
