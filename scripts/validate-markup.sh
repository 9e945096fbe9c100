#!/bin/sh
# Checks the markup of all pages of a site with html-validate and vnu: scripts/validate-markup.sh FOLDER
set -eu
site=${1:?name the folder of a site}
here=$(cd "$(dirname "$0")" && pwd)
"$here/install-markup.sh" --all
tools=$here/markup/node_modules
if ! command -v java >/dev/null 2>&1; then
    echo "vnu needs Java: found none on the PATH. On Debian: apt-get install default-jre-headless" >&2
    exit 3
fi
list=$(mktemp)
trap 'rm -f "$list"' EXIT
count() {
    found=$(grep -c . "$list" || true)
    cat "$list"
    echo "$1: $found in $(find "$site" -name '*.html' | wc -l) pages"
    [ "$found" -eq 0 ] && [ "$2" -eq 0 ]
}
ended=0 failed=0
"$tools/.bin/html-validate" --config "$here/markup/html-validate.mjs" --formatter text "$site/**/*.html" >"$list" || ended=$?
count html-validate "$ended" || failed=1
ended=0
java -jar "$tools/vnu-jar/build/dist/vnu.jar" --Werror --skip-non-html --filterfile "$here/markup/vnu-filter.txt" \
    --format gnu --stdout "$site" >"$list" || ended=$?
count vnu "$ended" || failed=1
exit "$failed"
