# The commands of mininet-lab. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := node_modules/.bin
# Flags for the scripts, as in: make lab ARGS="--delay-y 500"
ARGS ?=

# A server that is wrong, so that the screenshot shows how a failure looks.
WRONG := test/wrong/order-of-connection.py

.PHONY: gradescope screenshot help lab chat test nightly check static docs bench endurance matrix matrix-clean format clean box vagrant-box smoke provision provision-test provision-nightly

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

lab: node_modules/.package-lock.json provision ## play the assignment on real Mininet and mark it
	@$(BIN)/zx lab/run.mjs $(ARGS)

chat: node_modules/.package-lock.json provision ## chat at your keyboard through the server, on real Mininet
	@$(BIN)/zx lab/chat.mjs $(ARGS)

test: node_modules/.tap-built provision-test static ## check, then run every test of the gate
	@node test/run-tests.mjs gate

nightly: node_modules/.tap-built provision-nightly static ## everything, the long tests too
	@node test/run-tests.mjs gate nightly

check: node_modules/.tap-built static ## types, lint, layers, and the tests that need no Mininet
	@node test/run-tests.mjs check

static: node_modules/.package-lock.json
	@$(BIN)/tsc --project .
	@$(BIN)/biome check --error-on-warnings .
	@$(BIN)/depcruise --output-type err-long --config .dependency-cruiser.cjs lab programs test

bench: node_modules/.package-lock.json provision-test ## measure the promises beside a floor or peer of the same run
	@$(BIN)/tsx test/bench/run.ts $(ARGS)

endurance: node_modules/.tap-built provision-test ## 10,000 sessions and an hour of sweep, on a machine that does nothing else
	@$(BIN)/tap test/box/endurance-hour.ts

matrix: node_modules/.package-lock.json ## play on each Debian with each Node, from a fresh clone
	@sh lab/boxes/provision.sh --matrix
	@$(BIN)/tsx test/matrix/run.ts $(ARGS)

matrix-clean: node_modules/.package-lock.json ## remove the systems that make matrix keeps
	@$(BIN)/tsx test/matrix/clean.ts

docs: node_modules/.package-lock.json ## write the tables that the docs have from the code
	@$(BIN)/tsx test/docs/generate.ts

format: node_modules/.package-lock.json ## put the code into the house's form
	@$(BIN)/biome check --write .

box: node_modules/.package-lock.json ## build our own box, a Debian machine in QEMU, and freeze it
	@sh lab/boxes/provision.sh --qemu
	@$(BIN)/zx lab/box.mjs build

vagrant-box: node_modules/.package-lock.json ## make our own box into a .box for Vagrant with libvirt
	@sh lab/boxes/provision.sh --qemu
	@$(BIN)/zx lab/box.mjs build --box vagrant

smoke: node_modules/.package-lock.json ## a real Vagrant box from nothing to 100/100, and gone again
	@sh lab/boxes/provision.sh --qemu --vagrant
	@$(BIN)/tsx test/smoke/smoke.ts

screenshot: node_modules/.package-lock.json provision-test ## renew the pictures of the pages that the docs show
	@mkdir -p .lab
	@$(BIN)/zx lab/run.mjs --quiet --html .lab/screenshot.html --server 'python3 $(WRONG)' || test $$? -eq 1
	@$(BIN)/tsx test/browser/screenshot.ts .lab/screenshot.html lab/reporters/html/screenshot.png
	@$(BIN)/tsx test/browser/class-screenshots.ts lab/grade/docs

# As it was committed last; the two scripts stand where Gradescope looks for them.
GRADESCOPE := lab/grade/gradescope
gradescope: ## build .lab/gradescope.zip, an autograder for Gradescope
	@mkdir -p .lab
	@git archive --format=zip --output=.lab/gradescope.zip \
	  --add-file=$(GRADESCOPE)/setup.sh --add-file=$(GRADESCOPE)/run_autograder \
	  --prefix=mininet-lab/ HEAD lab programs topologies package.json package-lock.json tsconfig.json
	@echo .lab/gradescope.zip

clean: ## remove what was made here: packages, bundles, runs
	rm -rf node_modules bundles .lab .tap

# npm writes this file last, so it tells that the packages of the lock file are there.
node_modules/.package-lock.json: package-lock.json
	@command -v node >/dev/null || { echo "lab: there is no Node in PATH; the README says which is needed" >&2; exit 3; }
	@node lab/boot/node-version.mjs
	@if [ -L node_modules ]; then echo "node_modules is a link: install the packages where it leads" >&2; exit 1; fi
	@echo "Installing the npm packages of the lock file"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# tap is built with the plugins that .taprc names: its own for TypeScript is not among them.
node_modules/.tap-built: .taprc node_modules/.package-lock.json
	@$(BIN)/tap build >/dev/null
	@touch $@

# On this machine only: another box is not changed behind its owner's back.
provision:
	@case "$${LAB_BOX:-}" in \
	  local) sh lab/boxes/provision.sh ;; \
	  '') sh lab/boxes/provision.sh --where-possible ;; \
	esac

provision-nightly:
	@sh lab/boxes/provision.sh --test --qemu --vagrant --matrix --slurm

provision-test:
	@sh lab/boxes/provision.sh --test
