#!/bin/sh
# Make .kiosk/emupos: the printer emulator `emupos` in an environment of its own, for it wants Python 3.13.
# Tests and benchmarks that ask it for a second opinion are skipped, and say so, where this was never run.
# `packaging/emupos.sh --lock` renews packaging/emupos.lock.txt: names, versions and hashes, no addresses.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd -- "$here"
lock=packaging/emupos.lock.txt
home=.kiosk/emupos
uv=.setup/bin/uv
[ -x "$uv" ] || uv=uv

if [ "${1-}" = --lock ]; then
    echo emupos | "$uv" pip compile - --quiet --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links \
        --python-version 3.13 --python-platform x86_64-manylinux_2_36 --upgrade -o "$lock"
    exit
fi

for python in "$(command -v python3.13 || :)" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13.*/bin/python3.13; do
    if [ -x "$python" ] && "$python" -c '' 2>/dev/null; then
        "$python" -m venv --clear "$home"
        "$home/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
        exec "$home/bin/emupos" --version
    fi
done
echo "emupos: no Python 3.13 on the path or in pyenv (没有找到 Python 3.13)" >&2
exit 1
