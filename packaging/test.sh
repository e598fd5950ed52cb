#!/bin/sh
# Everything that has to hold before a change is kept; every check runs, and one that fails fails the whole.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/packaging/setup.sh"
set -e
set_up test
set +e
cd "$root" || exit 1
exec </dev/null
export QT_QPA_PLATFORM=offscreen
failed=

check() {
    say "== $*"
    "$venv/bin/python" "$@" || failed="$failed
  $*"
}

check -m ruff check .
check -m ruff format --check .
check -m mypy
check packaging/messages.py compile
check -m pytest --numprocesses auto --dist worksteal "$@"

[ -z "$failed" ] || fail "Failed:$failed"
