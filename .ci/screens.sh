#!/usr/bin/env bash
# Takes the picture of every page against a fresh demo, into target/screenshots/<page>-<lang>-<width>.png.
source "$(dirname "$0")/lib.sh"

.ci/setup.sh test
.ci/site.sh
cargo build --bin chibo
export CHROMIUM=${CHROMIUM:-$(command -v chromium-headless-shell || command -v chromium)} CHIBO_BIN=$PWD/target/debug/chibo
npm --prefix end2end run screens
