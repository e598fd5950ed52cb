# What run.sh and test.sh share: system libraries, the virtual environment, the package with its pins.
# Sourced, never run; expects $root, the folder of the checkout. Everything it says goes to standard error,
# because standard output belongs to the command that is started.

venv="$root/.venv"

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$@"
    exit 1
}

# What Qt loads at run time: library, and the Debian package that brings it. libcups is for printing.
qt_libraries='
libGL.so.1 libgl1
libEGL.so.1 libegl1
libglib-2.0.so.0 libglib2.0-0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libxkbcommon.so.0 libxkbcommon0
libbrotlidec.so.1 libbrotli1
libX11.so.6 libx11-6
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libX11-xcb.so.1 libx11-xcb1
libxcb-image.so.0 libxcb-image0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-randr.so.0 libxcb-randr0
libxcb-util.so.1 libxcb-util1
libwayland-cursor.so.0 libwayland-cursor0
libwayland-egl.so.1 libwayland-egl1
libcups.so.2 libcups2
'

# Prints a Python that is new enough and can make virtual environments; nothing where there is none.
find_python() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
}

missing_packages() {
    [ -n "$(find_python)" ] || printf 'python3 python3-venv '
    present=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
    printf '%s' "$qt_libraries" | while read -r library package; do
        case "$library" in '') continue ;; esac
        case "$present" in *"$library "*) ;; *) printf '%s ' "$package" ;; esac
    done
}

install_system_packages() {
    [ "$(uname -s)" = Linux ] || return 0
    packages=$(missing_packages)
    [ -n "$packages" ] || return 0
    if ! command -v apt-get >/dev/null; then
        say "Not found on this system, and there is no apt-get to install it with: $packages"
        return 0
    fi
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif command -v sudo >/dev/null; then
        as_root=sudo
    else
        fail "Run this once as root, then start again: apt-get install $packages"
    fi
    say "Installing system packages: $packages"
    $as_root apt-get update -q </dev/null >&2 || say "The list of packages could not be renewed; trying with the old one."
    # shellcheck disable=SC2086  # a list of words
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $packages </dev/null >&2 ||
        fail "The system packages could not be installed. Check the network connection, then start again."
}

# What the environment was made from: where it stands, which Python, and every file that decides its contents.
# $1 is the extra that is asked for.
fingerprint() {
    (
        cd "$root"
        printf '%s\n' "$root" "$1"
        "$venv/bin/python" --version 2>&1
        cat pyproject.toml packaging/constraints.txt packaging/hatch_build.py packaging/messages.py
        cat resources/i18n/*/LC_MESSAGES/*.po
    ) | cksum
}

pip_install() {
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        --constraint "$root/packaging/constraints.txt" "$@" </dev/null >&2
}

# set_up [test]: brings everything up to date. Where nothing has changed since the last time it returns at once.
set_up() {
    extra=${1:-}
    stamp="$venv/set-up${extra:+-$extra}"
    if [ -x "$venv/bin/python" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint "$extra")" ]; then
        return 0
    fi
    install_system_packages
    if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        python=$(find_python)
        [ -n "$python" ] || fail "Python 3.11 or newer with its venv module is needed and was not found."
        say "Making the virtual environment $venv"
        "$python" -m venv --clear "$venv"
    fi
    say "Installing Vindplaats and what it needs (some minutes the first time)"
    # The build tools are pinned too, so the build does without the network once they are there.
    # setuptools and wheel build what the tests need and comes as source only (WsgiDAV).
    pip_install hatchling babel ${extra:+setuptools wheel} &&
        pip_install --no-build-isolation --editable "$root${extra:+[$extra]}" ||
        fail "The packages could not be installed. Check the network connection, then start again."
    fingerprint "$extra" >"$stamp"
    [ -z "$extra" ] || fingerprint '' >"$venv/set-up"
}
