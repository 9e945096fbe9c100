"""Gather the texts of the site into a template for translators: `python scripts/messages.py FILE.pot`.

The same sources give the same file: texts stand in their order, no line numbers, no date.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("site_builder", "templates", "unit_atlas")
METHODS = [("cli/**.py", "ignore"), ("**.py", "python"), ("**.js", "javascript"), ("**.html", "jinja2")]
OPTIONS = {"**.html": {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "N_", "worded"), None),
    **dict.fromkeys(("ngettext", "NN_", "counted"), (1, 2)),
}

HEAD = "# The texts of the site that Unit Atlas builds; CONTRIBUTING.md tells how to translate them."
OF_THE_DAY = ('"POT-Creation-Date', '"Generated-By')


def main(target: Path) -> int:
    """Write the template and say how many texts it holds."""
    catalog = gathered()
    written = io.BytesIO()
    write_po(written, catalog, width=120, sort_output=True, include_lineno=False)
    lines = written.getvalue().decode().splitlines(keepends=True)
    target.write_text("".join(line for line in lines if not line.startswith(OF_THE_DAY)), encoding="utf-8")
    print(f"{target}: {len(catalog)} texts")
    return 0


def gathered() -> Catalog:
    """Return every text that templates, scripts and Python name as a message."""
    catalog = Catalog(project="Unit Atlas", version="0", charset="utf-8", header_comment=HEAD, fuzzy=False)
    for folder in FOLDERS:
        for name, _line, message, _comments, _context in extract_from_dir(
            ROOT / folder, METHODS, OPTIONS, keywords=KEYWORDS
        ):
            catalog.add(message, locations=[(f"{folder}/{name}", 0)])
    return catalog


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
