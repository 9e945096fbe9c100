# `make site` and `make test` do all the set-up; see README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ATLAS := $(BIN)/unit-atlas
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: site test format validate publish-check wheel picture screenshots messages clean
.DELETE_ON_ERROR:

site: $(VENV)/installed
	$(ATLAS) extract specs/sources/ --to specs/units/
	$(ATLAS) build --to output/

test: $(VENV)/installed-for-tests
	scripts/install-browser.sh
	-scripts/install-markup.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

format: $(VENV)/installed-for-tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# html-validate and vnu on every page of a site that has every kind of page.
validate: $(VENV)/installed-for-tests
	rm -rf output-markup
	$(BIN)/python -m tests.site_builder.rich output-markup
	scripts/validate-markup.sh output-markup

# What the workflow publishes, without publishing it: the site lies in output-public/.
publish-check: $(VENV)/installed
	$(ATLAS) check
	$(ATLAS) build --strict --public --zip --to output-public/

# The package as one file in dist/, for computers and workflows without a checkout.
wheel: $(BIN)/python
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

# The picture in README.md, taken anew from the built site.
picture: site
	chromium --headless --no-sandbox --hide-scrollbars --window-size=1280,1000 --screenshot=docs/compare.png \
		"file://$(CURDIR)/output/compare/ocr--j-601-1515/ocn-london--l-508-3936.html"

# The texts of the site, gathered for translators; see CONTRIBUTING.md.
messages: $(VENV)/installed-for-tests
	$(BIN)/python scripts/messages.py templates/messages.pot

# Each kind of page on a wide and on a narrow screen, in the dark and printed, in output/screenshots/; the next build clears them away.
screenshots: site $(VENV)/installed-for-tests
	$(BIN)/python scripts/screenshots.py output/ output/screenshots/

clean:
	rm -rf output output-markup output-public dist scripts/markup/node_modules

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Unit Atlas needs Python 3.11 or newer; name one: make PYTHON=python3.13")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(BIN)/python
	$(PIP) --editable .
	touch $@

$(VENV)/installed-for-tests: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[test]'
	touch $@ $(VENV)/installed
