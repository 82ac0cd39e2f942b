#!/usr/bin/env bash
# From a bare checkout to the running demo: installs what is missing, builds what has changed, starts
# `chibo serve --demo` with what follows on the command line. A debug build unless PROFILE=release: it is ready
# in a third of the time.
source "$(dirname "$0")/lib.sh"

.ci/setup.sh build
say "building the pages' style and islands"
.ci/site.sh
say "building the server (the first time takes minutes)"
profile=${PROFILE:-dev}
cargo build --bin chibo --profile "$profile"
[ "$profile" = dev ] && profile=debug
say "starting the demo"
exec "target/$profile/chibo" serve --demo "$@"
