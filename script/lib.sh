# Shared by the scripts of this folder: where we are, what is said, how a step is stopped.
# shellcheck shell=sh

set -eu
ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$ROOT"
PY=.venv/bin/python
child=""

say() { printf '%s\n' "· $*"; }

die() {
    printf '%s\n' "$*" >&2
    exit 1
}

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

# Prints the first Python that is new enough, or nothing.
find_python() {
    for name in .venv/bin/python "${PYTHON:-}" python3.13 python3.12 python3.14 python3 python \
        "${HOME:-/nonexistent}"/.pyenv/versions/3.1[2-9]*/bin/python3 /usr/local/bin/python3.1[2-9] \
        /opt/homebrew/bin/python3.1[2-9]; do
        if [ -n "$name" ] && fits "$name"; then
            "$name" -c 'import os, sys; print(os.path.realpath(sys.executable))'
            return
        fi
    done
}

need_python() {
    python=$(find_python)
    [ -n "$python" ] || die "No Python 3.12 or later was found. Install Python 3.13 (Debian 13: apt install \
python3-full; Debian 12 has only 3.11: use pyenv or the installer of python.org), or name it: PYTHON=/path/to/python3.13 $0"
}

# A step runs as a child that is stopped together with us, so that nothing stays behind.
run() {
    "$@" &
    child=$!
    set +e
    wait "$child"
    code=$?
    set -e
    child=""
    return "$code"
}

stop_child() {
    [ -z "$child" ] || kill -TERM "$child" 2>/dev/null || true
    [ -z "$child" ] || wait "$child" 2>/dev/null || true
    exit "$1"
}
trap 'stop_child 143' TERM
trap 'stop_child 130' INT
