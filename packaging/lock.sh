#!/bin/sh
# Renew packaging/requirements.lock from pyproject.toml: names, versions and hashes, no addresses.
# `packaging/lock.sh` adds what is missing and keeps the rest; `packaging/lock.sh --upgrade` takes the newest of all.
# Which index answers is the environment's business.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd -- "$here"
uv=.setup/bin/uv
[ -x "$uv" ] || uv=uv
"$uv" pip compile pyproject.toml --quiet --group dev --generate-hashes --no-header --no-annotate \
    --no-emit-index-url --no-emit-find-links \
    --python-version 3.11 --python-platform x86_64-manylinux_2_36 -o packaging/requirements.lock "$@"
