# Common ground of the scripts in this folder: they all stop at the first error, stand at the top of the
# checkout, use one target directory and the tools that setup.sh put aside. Sourced, never run.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Tools live outside the checkout, by version: a second clone finds them, and nothing of the user's is overwritten.
TOOLS=${CHIBO_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/chibo/tools}
WASM_BINDGEN_VERSION=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' Cargo.lock)
WASM_BINDGEN=$TOOLS/wasm-bindgen-$WASM_BINDGEN_VERSION/bin/wasm-bindgen

export CARGO_TARGET_DIR=$PWD/target
export CHIBO_SITE_DIR=${CHIBO_SITE_DIR:-$PWD/target/site}
# rustup's folder is missing in the PATH of a shell that was open while it was installed.
export PATH=$TOOLS/python/bin:$PATH:$HOME/.cargo/bin

say() { printf '\033[1m== %s\033[0m\n' "$*"; }
die() { printf 'chibo: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Whether the compiler $1 has a standard library for WASM.
has_wasm_std() {
    compgen -G "$("$1" --print target-libdir --target wasm32-unknown-unknown 2>/dev/null)/libstd-*.rlib" >/dev/null
}

# Cargo for WASM: rustup's compiler where it has the target, else Debian's (see setup.sh).
cargo_wasm() {
    if has_wasm_std rustc; then
        cargo "$@"
    else
        RUSTC=/usr/bin/rustc CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-19 cargo "$@"
    fi
}
