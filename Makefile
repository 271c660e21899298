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
.PHONY: help setup demo demo-reset test test-all check messages clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

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

check: setup ## check style, floors, migrations, templates and catalogues
	@$(PYTHON) -m tools.check

messages: setup ## gather what is to be translated, merge it into locale/, compile
	@$(PYTHON) -m tools.messages extract --quiet
	@$(PYTHON) -m tools.messages update
	@$(PYTHON) -m tools.messages compile

clean: ## remove what setup and the tests made; keep .env and var/
	@sh tools/clean.sh
