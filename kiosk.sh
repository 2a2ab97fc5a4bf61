#!/bin/sh
# The terminal's front door: sets up what is missing, then hands every verb to the program (`python -m ui`).
# Safe to run again and to interrupt: the stamp that says "set up" is written last.
set -eu

here=$(dirname -- "$(readlink -f -- "$0")")
venv=$here/.venv
setup=$here/.setup
stamp=$venv/kiosk-setup.stamp

say() { printf '%s\n' "kiosk: $*" >&2; }

# Words of packaging/apt.txt that dpkg does not call installed; one look at its status file.
missing_packages() {
    wanted=$(sed 's/#.*//' "$here/packaging/apt.txt" | tr -s '[:space:]' ' ')
    # shellcheck disable=SC2086 # one word a package
    installed=" $(dpkg-query -W -f='${Package}/${db:Status-Status} ' $wanted 2>/dev/null || :)"
    for package in $wanted; do
        case $installed in
            *" $package/installed "*) ;;
            *) printf '%s ' "$package" ;;
        esac
    done
}

# What the virtual environment is made from.
fingerprint() {
    cd -- "$here/packaging"
    cat uv.lock.txt build.lock requirements.lock | sha256sum
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@" 9>&- # no daemon that a package starts may keep the lock
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        say "root is needed once for: $*"
        say "需要管理员权限执行一次上面的命令，然后再运行本脚本。"
        exit 1
    fi
}

install_packages() {
    say "installing Debian packages (安装系统软件包): $*"
    as_root env DEBIAN_FRONTEND=noninteractive dpkg --configure -a # what an interrupted start left half done
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
}

# Each command brings what is there to what the locks say, so a start that was interrupted is simply continued.
make_environment() {
    say "making the virtual environment .venv (建立 Python 运行环境) ..."
    /usr/bin/python3 -m venv "$setup"
    "$setup/bin/python" -m pip install --quiet --require-hashes -r "$here/packaging/uv.lock.txt"
    "$setup/bin/uv" venv --quiet --allow-existing --relocatable --python /usr/bin/python3 "$venv"
    "$setup/bin/uv" pip sync --quiet --compile-bytecode --python "$venv/bin/python" --require-hashes \
        --build-constraints "$here/packaging/build.lock" "$here/packaging/requirements.lock"
    printf '%s\n' "$print" >"$stamp.new"
    mv -- "$stamp.new" "$stamp"
    say "ready (准备完成)"
}

# Two first starts at once take turns; the second finds the work done.
set_up() {
    mkdir -p -- "$here/.kiosk"
    (
        flock 9
        missing=$(missing_packages)
        # shellcheck disable=SC2086 # one word a package
        if [ -n "$missing" ]; then install_packages $missing; fi
        if [ "$(cat -- "$stamp" 2>/dev/null)" != "$print" ]; then make_environment; fi
    ) 9>"$here/.kiosk/setup.lock"
}

print=$(fingerprint)
if [ -n "$(missing_packages)" ] || [ "$(cat -- "$stamp" 2>/dev/null)" != "$print" ]; then set_up; fi

# The checkout comes first on the path, so that it runs as it lies here, from any folder; -P keeps that folder's own out.
PYTHONPATH=$here${PYTHONPATH:+:$PYTHONPATH} PYTHONUTF8=1
export PYTHONPATH PYTHONUTF8
exec "$venv/bin/python" -P -m ui "$@"
