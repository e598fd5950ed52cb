#!/bin/sh
# Sets up what is missing and starts Vindplaats; arguments go through to the command.
set -eu
here=$PWD
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/packaging/setup.sh"
set_up
vindplaats="$venv/bin/vindplaats"

has_display() {
    [ "$(uname -s)" = Darwin ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]
}

if [ $# -gt 0 ] || has_display; then
    exec "$vindplaats" "$@"
fi

folder="$here/vindplaats-demo"
n=1
while [ -e "$folder" ]; do
    n=$((n + 1))
    folder="$here/vindplaats-demo-$n"
done
say "There is no display here, so the window cannot open: making the demo team in $folder instead."
exec "$vindplaats" demo "$folder"
