# Every command of the house. `make` alone lists them.

PYTHON ?= python3
RUN := .venv/bin/python
TESTS ?=
LOCK ?=
CHAOS ?=
LOAD ?=

# Neither your .env nor your database, and no secret that anybody knows.
ALONE = ENV_FILE=/dev/null DATABASE_URL=sqlite://:memory: SECRET_KEY=$$($(RUN) -c 'import secrets; print(secrets.token_urlsafe(50))')

.PHONY: help demo demo-reset test e2e races chaos load check bench lock clean install-tests install-browser

help: ## This list
	@sed -n 's/^\([a-z0-9-]*\):.*## /  make \1\t/p' Makefile | expand -t 22

demo: ## Start the platform with a demo world (PORT=8000 HOST=127.0.0.1)
	@$(PYTHON) -m scripts.install demo
	@$(PYTHON) -m scripts.supervise

demo-reset: ## The same, after forgetting the demo's data
	@$(PYTHON) -m scripts.install demo
	@$(PYTHON) -m scripts.supervise --reset

test: install-tests ## Run the tests (TESTS="tests/core -k mail" for some of them)
	$(RUN) -m pytest -n auto -m "not e2e and not chaos" $(TESTS)

e2e: install-browser ## Run the journeys in a real browser, then ninety seconds of faults
	$(RUN) -m pytest -n auto -m e2e $(TESTS)
	$(RUN) -m pytest -m chaos tests/rehearsal

races: install-tests ## The races of a test in full, on the PostgreSQL of DATABASE_URL
	RACES=1 $(RUN) -m pytest -p no:randomly tests/assessments/test_races.py

chaos: install-tests ## Kill everything while candidates answer (CHAOS="--minutes 10 --clients 50")
	$(RUN) -m rehearsal chaos $(CHAOS)

load: install-tests ## Whole rooms join, start and answer (LOAD="--rooms 30 --candidates 20")
	$(RUN) -m rehearsal load $(LOAD)

check: install-tests ## Format, lint, migrations in sync, production settings
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(ALONE) $(RUN) manage.py makemigrations --check --dry-run
	$(ALONE) PRODUCTION=1 $(RUN) manage.py check --deploy --fail-level WARNING

bench: install-tests ## Print the performance figures
	$(RUN) -m bench

lock: install-tests ## Lock the requirements, with hashes (LOCK=--upgrade for newer ones)
	$(RUN) -m pip install --quiet --disable-pip-version-check uv
	for name in requirements requirements-dev; do \
	  $(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-header $(LOCK) $$name.in -o $$name.txt || exit 1; done

clean: ## Remove the virtual environment and caches, keep the data
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

install-tests:
	@$(PYTHON) -m scripts.install tests

install-browser:
	@$(PYTHON) -m scripts.install browser
