#!/usr/bin/env bash
# Builds target/site, all that a browser is sent beside pages: `site.sh css`, `site.sh wasm`, or both by default.
# What has not changed is not built again. The server reads target/site/assets.json for the hashed names.
source "$(dirname "$0")/lib.sh"

css() { node .ci/assets.mjs css; }

wasm() {
    cargo_wasm build -p client --target wasm32-unknown-unknown --profile wasm
    local raw=target/wasm32-unknown-unknown/wasm/client.wasm out=target/bindgen
    # Cargo touches its output only when it is a new one.
    if [ ! "$out/.done" -nt "$raw" ] || [ ! "$out/.done" -nt "$WASM_BINDGEN" ]; then
        rm -rf "$out"
        "$WASM_BINDGEN" --target web --no-typescript --remove-name-section --remove-producers-section \
            --out-name chibo --out-dir "$out" "$raw"
        touch "$out/.done"
    fi
    node .ci/assets.mjs wasm
}

[ $# -gt 0 ] || set -- css wasm
for part in "$@"; do "$part"; done
