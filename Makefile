# The commands of everyday work. What they do stands in .ci/, one script each.
.DEFAULT_GOAL := help
.PHONY: help run watch test check fmt bench soak screens

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: ## build and start the demo on http://127.0.0.1:3000 (ARGS="…" for chibo, PROFILE=release for speed)
	@.ci/demo.sh $(ARGS)

watch: ## the demo, rebuilt and restarted on every change
	@.ci/setup.sh build
	@node .ci/watch.mjs $(ARGS)

test: ## every check and every test (ONLY="unit http" for some of them)
	@.ci/test.sh

check: ## does it compile? The quick answer, for the server and the islands
	@cargo check
	@cargo check -p client --target wasm32-unknown-unknown

fmt: ## format the sources
	@cargo fmt

bench: ## measure, into target/bench.json (AREA=voting for one area)
	@cargo build --release -p server -p bench
	@.ci/site.sh
	@target/release/bench

soak: ## kill server and database at a hundred moments of a vote: is every acknowledged ballot counted once?
	@cargo build --release -p server -p bench
	@target/release/bench soak 100

screens: ## pictures of every page, into target/screenshots/
	@.ci/screens.sh
