#!/bin/sh
# Proves the two commands on a pristine Debian 12: debootstrap, nothing preinstalled, the committed tree of HEAD.
#
#   packaging/pristine.sh [--only-setup | --test] [--isolated] [--as-it-lies] [--keep]
#
#   --only-setup   just `./kiosk.sh --help`, twice: what set-up costs
#   --test         after the two demos also `./kiosk.sh test`
#   --isolated     set up first, then the demos and tests in a network of their own (loopback alone): proves that they
#                  need none, and leaves this machine's own card service alone
#   --as-it-lies   the files of this work tree rather than those of HEAD
#   --keep         leave the folder for a look (its name is printed)
#
# Needs root and debootstrap. Everything is mounted inside a mount and process namespace of its own, so mounts and
# processes end with it, and deleting the folder can never reach through a live mount.
set -eu

demo=yes suite=no network=shared tree=head keep=no
for word in "$@"; do
    case $word in
        --only-setup) demo=no ;;
        --test) suite=yes ;;
        --isolated) network=own ;;
        --as-it-lies) tree=work ;;
        --keep) keep=yes ;;
        *) sed -n '2,14s/^# \{0,1\}//p' "$0"; exit 2 ;;
    esac
done

here=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
root=$(mktemp -d "${TMPDIR:-/tmp}/pristine.XXXXXX")
chmod 755 "$root"
say() { printf '== %s\n' "$*"; }

away() {
    if grep -q " $root" /proc/self/mounts; then
        say "left alone, something is still mounted in $root"
    elif [ "$keep" = yes ]; then
        say "kept: $root"
    else
        rm -rf --one-file-system -- "$root"
    fi
}
trap away EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# This machine's own archive, as apt knows it; its transport settings and extra authorities come along.
# shellcheck disable=SC2016 # apt's own placeholder
archive=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
[ -n "$archive" ] || { say "apt knows no bookworm archive: run apt-get update first"; exit 1; }
started=$(date +%s)
debootstrap --variant=minbase bookworm "$root" "$archive" >"$root.log" 2>&1 || { tail -n 20 "$root.log"; exit 1; }
rm -f -- "$root.log"
say "debootstrap: $(($(date +%s) - started)) s, $(du -sm --one-file-system "$root" | cut -f1) MB"

rm -f -- "$root/etc/apt/sources.list"
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list; do
    if [ -f "$list" ]; then cp -- "$list" "$root$list"; fi
done
apt-config dump Acquire >"$root/etc/apt/apt.conf.d/99this-machine"
mkdir -p -- "$root/usr/local/share/ca-certificates"
for authority in /usr/local/share/ca-certificates/*.crt; do
    if [ -f "$authority" ]; then cp -- "$authority" "$root/usr/local/share/ca-certificates/"; fi
done
bundle=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}
if [ -f "$bundle" ]; then
    mkdir -p -- "$root$(dirname -- "$bundle")"
    cp -L -- "$bundle" "$root$bundle"
fi
cp -L -- /etc/resolv.conf "$root/etc/resolv.conf"
cp -L -- /etc/hosts "$root/etc/hosts"

mkdir -p -- "$root/opt/kiosk"
if [ "$tree" = head ]; then
    git -C "$here" archive HEAD | tar -x -C "$root/opt/kiosk"
else
    git -C "$here" ls-files -z --cached --others --exclude-standard |
        (cd -- "$here" && tar -c --null --ignore-failed-read -T -) | tar -x -C "$root/opt/kiosk"
fi

alone=
# Runs one command line in the chroot, with this environment, and says how long it took.
inside() {
    label=$1
    started=$(date +%s%N)
    status=0
    # shellcheck disable=SC2016 # expanded inside
    # shellcheck disable=SC2086 # none or one word
    unshare --mount --pid $alone --fork --kill-child -- sh -eu -c '
        root=$1
        if [ -n "$3" ]; then ip link set lo up; fi
        mount -t proc proc "$root/proc"
        mount -t sysfs -o ro sysfs "$root/sys"
        mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
        mkdir -p "$root/dev/shm"
        mount -t tmpfs tmpfs "$root/dev/shm"
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
        HOME=/root TMPDIR=/tmp
        export PATH HOME TMPDIR
        exec chroot "$root" sh -c "cd /opt/kiosk && $2"
    ' pristine "$root" "$2" "$alone" || status=$?
    say "$label: exit $status, $((($(date +%s%N) - started) / 1000000)) ms"
    return "$status"
}

if [ "$demo" = no ]; then
    inside "first start with set-up" "./kiosk.sh --help >/dev/null"
    inside "second start" "./kiosk.sh --help >/dev/null"
else
    if [ "$network" = own ]; then
        inside "set-up" "./kiosk.sh --help >/dev/null"
        alone=--net
    fi
    inside "first demo" "./kiosk.sh demo --auto elder-card --out out"
    inside "second demo" "./kiosk.sh demo --auto elder-card --out out"
    grep -h '"first_frame_s"' "$root/opt/kiosk/out/report.json" || :
fi
if [ "$suite" = yes ]; then inside "the suite" "./kiosk.sh test"; fi
say "size of the set-up: $(du -sm --one-file-system "$root" | cut -f1) MB"
