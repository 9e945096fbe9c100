#!/bin/sh
# Installs the headless browser that the tests open the site in; does nothing where one is on the PATH.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        echo "Browser for the tests: $(command -v "$name")"
        exit 0
    fi
done
if ! command -v apt-get >/dev/null 2>&1; then
    echo "No Chromium or Google Chrome on the PATH, and no apt-get to install one with. Install either, then run this again." >&2
    exit 3
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Chromium is missing and this account may not install it. Ask an administrator for: apt-get install chromium" >&2
        exit 3
    fi
    as_root="sudo"
fi
$as_root apt-get update -q
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium
