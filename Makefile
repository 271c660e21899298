# What can be done with this house. Each target is one line of work; the work itself stands in tools/.
#
#   PORT=8001 make demo        serve the demo on another port
#   make test ARGS="-k slug"   hand more arguments to pytest

PYTHON = .venv/bin/python
ARGS =

# Where a machine forbids compiled modules, every start would compile all of Django, pytest and hypothesis anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup demo demo-reset test test-all kills copied check bench load bench-form budgets effort fuzz growth messages pictures search-report list-times clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

setup: ## install what uv.lock names into .venv, write .env for the demo, compile the catalogues
	@sh tools/setup.sh

demo: setup ## serve the demo content on 127.0.0.1:8000 and keep what was entered
	@$(PYTHON) -m tools.demo

demo-reset: setup ## throw away what was entered in the demo and start it afresh
	@$(PYTHON) -m tools.demo --reset

test: setup ## run the suite: SQLite, PostgreSQL, journeys in a browser (at most 20 minutes)
	@$(PYTHON) -m tools.test $(ARGS)

test-all: setup ## run every combination, slow tests and long property tests (no limit)
	@$(PYTHON) -m tools.test --all $(ARGS)

kills: setup ## kill -9 site, worker and database at random moments, see that nothing is lost; ROUNDS=50
	@$(PYTHON) -m pytest -n 0 -q -m "slow or not slow" tests/kills $(ARGS)

copied: setup ## readers' journeys on the site as plain files, which nginx serves (needs nginx, Chromium)
	@$(PYTHON) -m pytest -n 0 -q -rs -m "slow or not slow" tests/journeys/copied $(ARGS)

check: setup ## check style, floors, migrations, templates and catalogues
	@$(PYTHON) -m tools.check

bench: setup ## how fast pages are given out, beside gunicorn's limit and Wagtail (needs wrk)
	@$(PYTHON) -m tools.bench $(ARGS)

growth: setup ## how pages, search and publishing take to 45 … 10,000 candidates, on both databases
	@$(PYTHON) -m tools.growth $(ARGS)

bench-form: setup ## what the largest form costs: server beside Wagtail, Chromium, bytes on a phone
	@$(PYTHON) -m tools.form_report

load: setup ## ten minutes of readers on two web servers behind nginx while something is published every 5 s
	@$(PYTHON) -m tools.load $(ARGS)

budgets: setup ## measure bytes, requests, shifts of every page; LIGHTHOUSE=1: Lighthouse too
	@$(PYTHON) -m tools.budgets

effort: setup ## count an editor's actions for the jobs of the research, beside Wagtail and Django
	@$(PYTHON) -m tools.effort

messages: setup ## gather what is to be translated, merge it into locale/, compile
	@$(PYTHON) -m tools.messages extract --quiet
	@$(PYTHON) -m tools.messages update
	@$(PYTHON) -m tools.messages compile

search-report: setup ## how well search finds, on both databases; ARGS="--people 1000": how fast too
	@$(PYTHON) -m tools.search_report $(ARGS)

list-times: setup ## how long the list of candidates takes with 45 and 10,000, on both databases
	@$(PYTHON) -m tools.list_times $(ARGS)

fuzz: setup ## read made-up interviews for 10 minutes; ARGS="--minutes 3": for as long as that
	@$(PYTHON) -m tools.fuzz $(ARGS)

pictures: setup ## take the pictures of the public site that docs/pictures/ holds
	@$(PYTHON) -m tools.pictures

clean: ## remove what setup and the tests made; keep .env and var/
	@sh tools/clean.sh
