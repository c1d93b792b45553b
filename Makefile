# The commands everyone knows. They need Python 3.11 to 3.14 and, the first time, the package registry.
VENV := .venv
PY := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed
CATALOGUE := xdcb/locale/zh_Hans/LC_MESSAGES/django
COLLECTED := $(or $(STATIC_ROOT),staticfiles)/staticfiles.json
ADDRESS ?= 127.0.0.1:8000

SUITABLE := import sys, ensurepip, sqlite3, ssl; sys.exit(not (3, 11) <= sys.version_info < (3, 15))
PYTHON ?= $(shell for name in python3.14 python3.13 python3.12 python3.11 python3; do \
	$$name -c '$(SUITABLE)' 2>/dev/null && echo $$name && break; done)

# An environment whose Python is gone is made anew.
WORKS := $(PY) -c 'import pip' 2>/dev/null
ifneq ($(shell $(WORKS) && echo yes),yes)
.PHONY: $(INSTALLED)
endif

PYTEST = $(PY) -m pytest -n auto $(ARGS)
GUNICORN = $(PY) -m gunicorn xdcb.wsgi --config xdcb/deploy/gunicorn.conf.py --bind $(ADDRESS)
AS_IN_PRODUCTION = env DEBUG=0 HTTPS=1 ALLOWED_HOSTS=www.example.org DATABASE_URL=sqlite://:memory: \
	SECRET_KEY=long-enough-for-the-checks-and-used-for-nothing-else-0123456789

.PHONY: help setup run test check measure serve messages lock

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

setup: $(INSTALLED) $(CATALOGUE).mo ## the environment in .venv, from the lock file

run: export HTTPS := 0
run: export LOG_LEVEL ?= WARNING
run: setup $(COLLECTED) ## set everything up and serve the sample issue on this machine
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_sample --into-empty --set-pages
	@$(PY) manage.py create_sample_accounts
	@$(PY) manage.py create_staff_account
	@echo "报纸 paper: http://$(ADDRESS)/   采编后台 desk: http://$(ADDRESS)/admin/   结束 stop: Ctrl-C"
	@$(GUNICORN)

test: setup ## the whole suite, on SQLite and on a real PostgreSQL; ARGS="-k …" for a part
	env -u DATABASE_URL $(PYTEST)
	$(PY) -m tests.postgres $(PYTEST)

check: setup ## lint, format, Django's checks, migrations, translations
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(AS_IN_PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	$(AS_IN_PRODUCTION) $(PY) manage.py makemigrations --check --dry-run
	$(PY) -m xdcb.messages --check

measure: setup ## one measurement of tests/measure: NAME=…
	@test -f "tests/measure/$(NAME).py" || { echo "NAME is one of:" \
		$(filter-out __init__ archive databases node_tools public_pages serving size_worker texts,$(basename $(notdir $(wildcard tests/measure/*.py)))) >&2; exit 1; }
	$(PY) -m tests.measure.$(NAME)

serve: export LOG_FORMAT ?= json
serve: setup $(COLLECTED) ## serve for real, as the environment says (README)
	$(GUNICORN)

messages: setup ## take new texts into the translation file
	$(PY) -m xdcb.messages

lock: ## make the lock file from pyproject.toml; ARGS=--upgrade for new releases
	@tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && \
	$(PYTHON) -m venv "$$tools" && "$$tools/bin/pip" install --quiet uv && \
	"$$tools/bin/uv" pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --quiet --output-file requirements.lock $(ARGS)

$(INSTALLED): requirements.lock
	@$(WORKS) || $(or $(PYTHON),false) -c '$(SUITABLE)' 2>/dev/null || { echo "Python 3.11 to 3.14 with its venv \
	module is needed (Debian, Ubuntu: apt-get install python3-venv), or name one: make PYTHON=…" >&2; exit 1; }
	@$(WORKS) || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing what requirements.lock names; the first time takes about a minute."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@touch $@

$(CATALOGUE).mo: $(CATALOGUE).po $(INSTALLED)
	@$(PY) -m xdcb.messages --compile

$(COLLECTED): $(INSTALLED) $(shell find xdcb/static articles/static issues/static -type f 2>/dev/null)
	@$(PY) manage.py collectstatic --noinput --verbosity 0
