# Two commands: `make run` opens the app, `make test` checks everything. Each makes its own environment when it is missing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# What an environment's Python must be: one that Companion runs on and, where PYTHON= names another, of its version.
version := import sys; print(sys.version_info[:2])
named := $(if $(findstring command,$(origin PYTHON)),$(shell $(PYTHON) -c "$(version)" 2>/dev/null))
fits := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))
# Once the project's folder was moved or renamed, what is installed names the former place, and does not start.
stays := p = pathlib.Path('$(BIN)'); f = p / 'companion'; f.exists() and not any(c + os.fsencode(q) in f.read_bytes() \
for c in (b'!', b' ', b'\x22') for q in (p.absolute(), p.resolve())) and sys.exit(1)
ours := import os, pathlib, pip, sys; '$(named)' in ('', str(sys.version_info[:2])) or sys.exit(1); $(stays); $(fits)

# Nothing below asks for Python again once it has all been installed, so an upgrade of the system would go unseen.
$(shell $(BIN)/python -c "$(ours)" 2>/dev/null || rm -f $(VENV)/.run $(VENV)/.test)

.PHONY: run test lint types bench clean voice window screen

run: window $(VENV)/.run voice
	@[ -n "$$COMPANION_DETECTOR" ] || $(BIN)/companion doctor --get-detector || true
	$(BIN)/companion

# At most three at a time: each may take 3 GB of memory, since networks are trained in them.
test: window lint types $(VENV)/.test voice screen
	$(BIN)/python -m pytest -n auto --maxprocesses 3 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.test
	$(BIN)/ruff check .

types: $(VENV)/.test
	$(BIN)/mypy

bench: $(VENV)/.run
	$(BIN)/companion bench

$(VENV)/.run: pyproject.toml hatch_build.py
	@$(environment)
	@$(former)
	$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	@touch $@

$(VENV)/.test: pyproject.toml hatch_build.py
	@$(environment)
	@$(former)
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[train,dev]'
	@touch $@ $(VENV)/.run

# What pip can't bring. Without a voice the app runs all the same.
voice:
	@$(call install,espeak-ng:espeak-ng aplay:alsa-utils) || true

# Debian's Python has its window kit, and what makes environments, in packages of their own.
window:
	@$(PYTHON) -c "import tkinter, ensurepip" 2>/dev/null || { $(call bring,python3-tk python3-venv); } || true

screen:
	@$(call install,Xvfb:xvfb)

# An environment of another Python, or of one that is gone, is made anew: venv alone would leave the old one in it.
define environment
$(BIN)/python -c "$(ours)" 2>/dev/null || { \
    $(PYTHON) -c "$(fits)" || { echo "Companion needs Python 3.11 to 3.14, and $(PYTHON) is another. \
Please install one of these, and say which: make run PYTHON=python3.13" >&2; exit 1; }; \
    $(PYTHON) -m venv --clear $(VENV); }
endef

# On Linux it was OpenCV with windows until November 2026. Both are one folder, so neither can stay beside the other.
define former
if [ "$$(uname -s)" = Linux ] && $(BIN)/python -m pip show -qq opencv-python 2>/dev/null; then \
    $(BIN)/python -m pip uninstall -q -y opencv-python opencv-python-headless 2>/dev/null; fi
endef

# $(1): pairs of a command and the Debian package that brings it.
define install
[ "$$(uname -s)" = Linux ] || exit 0; \
need=""; for pair in $(1); do command -v "$${pair%%:*}" >/dev/null 2>&1 || need="$$need $${pair##*:}"; done; \
if [ -n "$$need" ]; then $(call bring,$$need); fi
endef

# $(1): Debian packages to install, or to ask for.
define bring
need="$(1)"; if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$need >/dev/null; \
else echo "Please install $$need (Debian, Ubuntu: sudo apt install $$need$(if $(findstring python3-tk,$(1)),; macOS: \
brew install python-tk@$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')))" >&2; false; fi
endef

clean:
	rm -rf $(VENV) build dist
