#!/bin/sh
# Installs html-validate below scripts/markup/node_modules/, with --all also vnu; does nothing where they are.
set -eu
cd "$(dirname "$0")/markup"
if ! command -v npm >/dev/null 2>&1; then
    echo "Markup is NOT checked: found no npm on the PATH. Install Node.js 20.19 or newer, then run this again." >&2
    exit 3
fi
if [ "${1:-}" = "--all" ]; then
    kept="--include=dev" last="vnu-jar"
else
    kept="--omit=dev" last="html-validate"
fi
if [ node_modules/.package-lock.json -nt package-lock.json ] && [ -d "node_modules/$last" ]; then
    echo "Checks of markup: $PWD/node_modules"
    exit 0
fi
npm ci "$kept" || {
    echo "Markup is NOT checked: npm could not install what scripts/markup/package-lock.json lists." >&2
    exit 3
}
