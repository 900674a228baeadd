# On a fresh machine with Python 3.11 or later, make and git: `make demo` and `make test` set up what they need.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ENGINES := .venv-engines

.PHONY: demo test test-browser test-engines docs lint quality clean

demo: $(VENV)/.installed
	@echo "== docs/sample.txt, as it was scraped"; cat docs/sample.txt; echo
	@echo; echo "== newsclean clean docs/sample.txt"; $(BIN)/newsclean clean docs/sample.txt
	@echo; echo "== newsclean explain docs/sample.txt"; $(BIN)/newsclean explain docs/sample.txt

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -q

# In an environment of its own: the engines are large, and `make test` must pass without them.
test-engines: $(ENGINES)/.installed
	NEWSCLEAN_ENGINES=all $(ENGINES)/bin/python -m pytest -q tests/integrations tests/test_html.py

# Needs a Chromium (apt-get install chromium, or NEWSCLEAN_CHROMIUM=path); says so and skips where there is none.
test-browser: $(VENV)/.installed-dev
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[browser]' || true
	$(BIN)/python -m pytest -q tests/browser

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

$(VENV)/.installed-docs: $(VENV)/.installed
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[docs]'
	touch $@

clean:
	rm -rf $(VENV) $(ENGINES) dist build
