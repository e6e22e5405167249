#!/bin/sh
# Install the two programs that pip cannot: bubblewrap (the sandbox) and chromium (the browser test).
set -eu

missing=""
command -v bwrap >/dev/null 2>&1 || missing="$missing bubblewrap"
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Please install:$missing (with your system's package manager)." >&2
    exit 0
elif [ "$(id -u)" = 0 ]; then
    sudo=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    sudo="sudo -n"
else
    echo "Please run once: sudo apt-get install --yes$missing" >&2
    exit 0
fi
echo "Installing$missing …"
$sudo apt-get update -qq
DEBIAN_FRONTEND=noninteractive $sudo apt-get install --yes -qq --no-install-recommends $missing >/dev/null
