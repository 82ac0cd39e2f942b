#!/usr/bin/env bash
# Every check and every kind of test, each with its time; a fault stops nothing, so that one run shows all of them.
# Ends with one line per kind and fails if a step failed or a kind ran none. `ONLY="unit http"` runs just those
# steps and kinds. The full output of each is kept in target/test-logs/.
source "$(dirname "$0")/lib.sh"

LOGS=target/test-logs
WASM_BUDGET=100000 # bytes, brotli: WASM with its glue
summary=() faults=() built=yes
rm -rf "$LOGS" && mkdir -p "$LOGS"

chosen() { [ -z "${ONLY:-}" ] || [[ " $ONLY " == *" $1 "* ]]; }

# step NAME COMMAND…: runs it, keeps its output, prints its time, notes a failure.
step() {
    local name=$1 started=$SECONDS status=0
    shift
    say "$name"
    # Not `|| status=…`: bash would then ignore errors within the function that it runs.
    set +e
    (set -e && "$@") </dev/null 2>&1 | tee "$LOGS/$name.log"
    status=${PIPESTATUS[0]}
    set -e
    if [ "$status" != 0 ]; then
        faults+=("$name")
        [ "$name" != build ] || built=no
    fi
    printf -- '-- %s: %s, %d s\n' "$name" "$([ "$status" = 0 ] && echo ok || echo FAILED)" $((SECONDS - started))
    return 0
}
check() { if chosen "$1"; then step "$@"; fi; }

# kind NAME COMMAND…: a step whose output says how many tests passed.
kind() {
    chosen "$1" || return 0
    local passed=0 failed=0
    # What does not compile would only say so again, once per kind.
    if [ $built = no ]; then
        faults+=("$1: not built")
        summary+=("$1: 0 passed, 0 failed")
        return 0
    fi
    step "$@"
    read -r passed failed < <(node .ci/count.mjs "$LOGS/$1.log")
    [ $((passed + failed)) -gt 0 ] || faults+=("$1 ran no test")
    summary+=("$1: $passed passed, $failed failed")
}

# Where memory has room, what tests write stays there: they ask nothing of the disk. The kill test does.
if [ "$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1)" -gt 4000000 ] 2>/dev/null; then export TMPDIR=/dev/shm; fi

# Always the default members with all their targets, so that every kind finds the same build; filters choose.
NEXTEST=(--no-fail-fast --hide-progress-bar --status-level fail --final-status-level fail)
nextest() { cargo nextest run "${NEXTEST[@]}" "$@"; }
STORE='(package(=store) & kind(test))' SERVICES='(package(=services) & kind(test))' HTTP='(package(=server) & kind(test))'

clippy() { cargo clippy --all-targets -- -D warnings; }
clippy_client() {
    if has_wasm_std rustc; then
        cargo clippy -p client --target wasm32-unknown-unknown -- -D warnings
    else
        echo "skipped: Debian's compiler for the web has no clippy"
    fi
}
wasm_size() {
    local bytes
    bytes=$(node -p "require('$PWD/target/site/assets.json').wasm_bytes")
    echo "WASM with its glue: $bytes bytes of $WASM_BUDGET"
    [ "$bytes" -le "$WASM_BUDGET" ]
}
deny() {
    cargo deny --log-level error check licenses bans sources
    if timeout 120 cargo deny --log-level off fetch db >/dev/null 2>&1; then
        cargo deny --log-level error check advisories
    else
        echo "advisories skipped: their database cannot be reached"
    fi
}
# A throw-away cluster of this run's own: two runs at once, or one that was killed, are in nobody's way. It keeps
# nothing on disk: these are tests of queries, not of durability. The use cases run here too, for their locks.
as_postgres() { # the server refuses to run as root
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}
store_postgres() {
    local bin dir port status=0
    bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)")
    dir=$(mktemp -d)
    [ "$(id -u)" != 0 ] || chown postgres "$dir"
    port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
    (cd "$dir" && as_postgres "$bin/initdb" -D "$dir/data" -A trust -U postgres -E UTF8 --no-sync >/dev/null)
    (cd "$dir" && as_postgres "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w start >/dev/null \
        -o "-p $port -k $dir -h 127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c autovacuum=off")
    # What only PostgreSQL can do is ignored elsewhere.
    CHIBO_TEST_CLUSTER=$dir CHIBO_TEST_DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres" \
        nextest --run-ignored all -E "$STORE | $SERVICES | ($HTTP & test(/^between::/))" || status=$?
    (cd "$dir" && as_postgres "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null)
    rm -rf "$dir"
    return $status
}
doc() { cargo test --doc --no-fail-fast; }
soak() {
    cargo build --quiet --bin chibo --bin bench
    env -u TMPDIR target/debug/bench soak 10 500
}
browser() {
    export CHROMIUM=${CHROMIUM:-$(command -v chromium-headless-shell || command -v chromium)} CHIBO_BIN=$PWD/target/debug/chibo
    cargo build --tests --bin chibo --quiet
    npm --prefix end2end test
}

step setup .ci/setup.sh test
check fmt cargo fmt --check
check layers node .ci/layers.mjs
check deny deny
check clippy clippy
check clippy-client clippy_client
step site .ci/site.sh
check wasm-size wasm_size
if [ -z "${ONLY:-}" ] || [[ "$ONLY" =~ unit|store|services|http|soak|browser ]]; then step build cargo nextest run --no-run; fi
unset CHIBO_TEST_DATABASE_URL
kind unit nextest -E "not ($STORE | $SERVICES | $HTTP)"
kind store-sqlite nextest -E "$STORE"
kind store-postgres store_postgres
kind services nextest -E "$SERVICES"
kind http nextest -E "$HTTP"
kind doc doc
# Ten moments of the kill test, 500 ballots each; make soak runs a hundred of 2,000.
check soak soak
kind browser browser

say "all in $SECONDS s"
for fault in ${faults[@]+"${faults[@]}"}; do echo "FAILED: $fault"; done
printf '%s\n' ${summary[@]+"${summary[@]}"}
[ ${#faults[@]} = 0 ]
