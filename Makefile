# make run         build what is missing and open the demo company on http://127.0.0.1:4600
# make test        everything that must hold before a change is taken
# make release     target/release/pacto: one binary with the site inside
# make figures     measure, and print the tables of target/figures
# make bench       the engine on a million leaf cells beside HyperFormula: target/figures/engine.tsv
# make negotiation 50 clients negotiate with 400 units over the real server, all held against its record: target/figures/negotiation.tsv
# make properties  every property of the engine, PROPERTY_FACTOR=20 times as often as in make test
# make fuzz        feed mutated messages and texts to whatever decodes, FUZZ_SECONDS=60 for each target
# make pictures    take the screenshots of docs/pictures
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.PHONY: help run test release figures bench negotiation properties fuzz pictures site module server format lint unit differential end2end
export CARGO_TARGET_DIR := $(CURDIR)/target

comma := ,
say = @printf '\n\033[1m== %s\033[0m\n' "$(1)"
wasm = --profile wasm --target wasm32-unknown-unknown

help:
	@sed -n 's/^# //p' Makefile

run: site server
	$(call say,serving the demo company; its data is kept in ./data)
	@exec target/debug/pacto demo --data-folder data

test: format site lint unit differential server end2end
	$(call say,everything holds)

release: site
	$(call say,building the release binary with the site inside)
	@cargo build --release -p server
	@ls -lh target/release/pacto

figures: site server
	$(call say,measuring)
	@frontend/tools.sh packages end2end
	@frontend/tools.sh browser
	@cargo bench -p domain --bench leaf_edit
	@cargo build --lib -p measure $(wasm)
	@target/debug/bindgen target/wasm32-unknown-unknown/wasm/measure.wasm target/measure measure
	@cd end2end && PACTO_RUN=figures node_modules/.bin/playwright test
	@for table in target/figures/*.tsv; do echo "$$table"; column -t -s "$$(printf '\t')" "$$table"; done

bench:
	$(call say,measuring the engine on a million leaf cells$(comma) beside HyperFormula)
	@frontend/tools.sh wasm-target
	@frontend/tools.sh packages frontend
	@frontend/tools.sh packages frontend/measure
	@frontend/tools.sh packages end2end
	@frontend/tools.sh browser
	@cargo bench -p domain --bench million
	@cargo build --lib -p measure $(wasm)
	@cargo build -p bindgen
	@target/debug/bindgen target/wasm32-unknown-unknown/wasm/measure.wasm target/measure/million measure
	@node --expose-gc --max-old-space-size=12288 frontend/measure/bench.mjs

NEGOTIATION_SEED ?= 2027

# Starts and stops a server of its own, over data that are thrown away.
negotiation:
	$(call say,50 clients negotiate with 400 units in 3 rounds over the real server)
	@cargo build -p server -p negotiators
	@target/debug/negotiators --units 400 --clients 50 --rounds 3 --seed $(NEGOTIATION_SEED) --figures target/figures/negotiation.tsv

PROPERTY_FACTOR ?= 20

properties:
	$(call say,trying every property of the engine $(PROPERTY_FACTOR) times as often as usual)
	@PROPERTY_FACTOR=$(PROPERTY_FACTOR) cargo test -p domain --profile properties

# What `cargo fuzz run --sanitizer none` passes, so that a stable compiler is enough.
FUZZ_SECONDS ?= 60
fuzz_host = $(shell rustc -vV | sed -n 's/^host: //p')
fuzz_flags = --cfg fuzzing -Cpasses=sancov-module -Ccodegen-units=1 -Cllvm-args=-sanitizer-coverage-level=4 \
	-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
	-Cllvm-args=-sanitizer-coverage-trace-compares

fuzz:
	$(call say,feeding mutated messages and texts to whatever decodes)
	@FUZZ_SEEDS=$(CURDIR)/target/fuzz/corpus cargo test -p domain --test engine every_valid_message
	@cd app/domain/fuzz && CARGO_TARGET_DIR=$(CURDIR)/target/fuzz RUSTFLAGS="$(fuzz_flags)" cargo build --release --target $(fuzz_host)
	@cd target/fuzz && for name in commands events typed; do $(fuzz_host)/release/$$name corpus/$$name -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -rss_limit_mb=4096 -print_final_stats=1; done

pictures: site server
	$(call say,taking the pictures of docs/pictures)
	@frontend/tools.sh packages end2end
	@frontend/tools.sh browser
	@cd end2end && PACTO_RUN=pictures node_modules/.bin/playwright test

module:
	$(call say,building the front end as a WebAssembly module)
	@frontend/tools.sh wasm-target
	@cargo build --lib -p frontend $(wasm)
	@cargo build -p bindgen

site: module
	$(call say,making the site: optimised module$(comma) glue$(comma) styles$(comma) charts$(comma) compressed copies)
	@frontend/tools.sh packages frontend
	@node frontend/bundle.mjs

server:
	$(call say,building the server)
	@cargo build -p server

format:
	$(call say,checking the format)
	@cargo fmt --all --check

lint:
	$(call say,linting what runs on the server)
	@cargo clippy --all-targets -- -D warnings
	@cargo clippy -p bindgen -- -D warnings
	$(call say,linting what runs in the browser)
	@cargo clippy --lib -p frontend $(wasm) -- -D warnings

# Every state of the sources tries other cases of each property, and the same state the same ones.
unit: export PROPTEST_RNG_SEED ?= $(shell printf %d 0x$$(git rev-parse --short=15 HEAD^{tree} 2>/dev/null || echo 2027))
unit:
	$(call say,running the tests of rules$(comma) stores and routes)
	@frontend/tools.sh packages end2end
	@cargo test

differential:
	$(call say,running the same commands natively and as WebAssembly)
	@cargo build -p measure --bin stream
	@cargo build --lib -p measure $(wasm)
	@target/debug/bindgen target/wasm32-unknown-unknown/wasm/measure.wasm target/measure measure
	@node frontend/measure/differential.mjs

end2end:
	$(call say,travelling through the application in a real browser)
	@frontend/tools.sh packages end2end
	@frontend/tools.sh browser
	@cd end2end && node_modules/.bin/playwright test


