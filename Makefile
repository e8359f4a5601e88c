# Every command sets up first what it needs; set-up does nothing when nothing is missing.
PYTHON ?= python3
BIN := .venv/bin

# No test and no command may need a screen or a network.
export QT_QPA_PLATFORM = offscreen

.PHONY: help setup demo test check fix bench sweep mutants faults lock messages keep-vault gallery package try-package
.DEFAULT_GOAL := help

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

setup: ## make .venv, system packages included
	@$(PYTHON) packaging/set_up.py

demo: setup ## run the main job on invented incidents, into demo/
	@$(BIN)/python main.py demo --out demo

test: setup ## run every test
	@$(BIN)/python -m pytest -n 2

check: setup ## lint, format, types, floors, spelling, project file
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/validate-pyproject pyproject.toml
	$(BIN)/python packaging/list_messages.py --check

fix: setup ## repair what a tool can repair
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

messages: setup ## list every sentence anew for translators, into resources/i18n/
	@$(BIN)/python packaging/list_messages.py

gallery: setup ## draw every page and state of the window to PNG, into build/gallery/
	@$(BIN)/python -m tests.gallery

bench: setup ## measure against the bare libraries; writes build/bench.json
	@$(BIN)/python -m tests.benchmarks

sweep: setup ## every combination of answers and kinds, in every procedure
	@$(BIN)/python -m tests.sweep

mutants: setup ## spoil every rule in turn; what is not noticed is listed in docs/mutants.md
	@$(BIN)/python -m tests.mutants

faults: setup ## try to lose a record, for hours: kills, failing disks, power cuts, damage; docs/reliability.md
	@$(BIN)/python -m tests.faults --long

# A seed and a time that are always the same: the same sources give the same package.
package: setup ## build the program for this system into dist/safeguarding-desk/, and check it
	PYTHONHASHSEED=0 SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct 2>/dev/null || echo 0) \
		$(BIN)/python -m PyInstaller --noconfirm --log-level ERROR --distpath dist \
		--workpath build/pyinstaller packaging/safeguarding-desk.spec
	@$(BIN)/python packaging/check_tree.py dist/safeguarding-desk

try-package: ## run what `make package` built: no network, nothing in the environment
	@$(PYTHON) packaging/try_package.py dist/safeguarding-desk

keep-vault: setup ## make the vault that is kept of this version, once, before its release
	@$(BIN)/python packaging/keep_vault.py

# Resolved against the public index alone, whatever this machine is configured to use.
lock: setup ## resolve the dependencies anew, for every platform, with hashes
	env -u PIP_FIND_LINKS $(BIN)/uv pip compile pyproject.toml --group dev --output-file requirements.lock \
		--no-config --universal --python-version 3.11 --generate-hashes --upgrade --quiet \
		--default-index https://pypi.org/simple --no-emit-index-url --custom-compile-command "make lock"
