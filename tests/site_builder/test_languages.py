from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from site_builder import messages
from site_builder.messages import spoken
from site_builder.script_messages import script_said
from site_builder.translation import TranslationError, read_translation
from tests.site_builder.pseudo import bare_in_script, bare_in_template, pseudo_catalogue, pseudo_language, untranslated
from tests.site_builder.rich import build_rich
from tests.site_builder.sites import ROOT

TEMPLATES = ROOT / "templates"


def catalogue(language: str | None, **texts: str | tuple[str, ...]) -> bytes:
    """A compiled catalogue; spaces of a message are underscores here."""
    made, compiled = Catalog(locale=language), io.BytesIO()
    for text, said in texts.items():
        text = text.replace("_", " ")
        made.add((text, f"{text}s") if isinstance(said, tuple) else text, said)
    write_mo(compiled, made)
    return compiled.getvalue()


@pytest.fixture(scope="module")
def pseudo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with every kind of page, in the language that marks its messages."""
    output = tmp_path_factory.mktemp("pseudo") / "site"
    with spoken(pseudo_language()):
        build_rich(output, tmp_path_factory.mktemp("workshop"))
    return output


def test_the_template_for_translators_is_fresh(tmp_path: Path) -> None:
    fresh = tmp_path / "messages.pot"
    subprocess.run([sys.executable, ROOT / "scripts" / "messages.py", fresh], check=True)
    assert fresh.read_text("utf-8") == (TEMPLATES / "messages.pot").read_text("utf-8"), "run make messages"


def test_every_text_of_every_page_is_a_message_or_marked_as_the_language_of_documents(pseudo_site: Path) -> None:
    pages = sorted(pseudo_site.rglob("*.html"))
    found = {
        (str(page.relative_to(pseudo_site)), *text) for page in pages for text in untranslated(page.read_text("utf-8"))
    }
    assert len(pages) > 100
    assert found == set()


def test_pages_state_their_language_and_that_of_documents(pseudo_site: Path, real_site: Path) -> None:
    page = "units/ocr/j-601-1515.html"
    other, english = ((site / page).read_text("utf-8") for site in (pseudo_site, real_site))
    assert '<html lang="en-XA">' in other
    assert '<h1 lang="en-GB">Monitor and solve customer service problems</h1>' in other
    assert english.count(" lang=") == 1
    assert '<html lang="en-GB">' in english


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_templates_hold_no_texts_of_their_own(template: Path) -> None:
    assert bare_in_template(template) == []


@pytest.mark.parametrize("script", sorted(TEMPLATES.rglob("*.js")), ids=lambda path: path.name)
def test_scripts_hold_no_texts_of_their_own(script: Path) -> None:
    assert bare_in_script(script) == []


def test_printed_pages_are_counted_in_the_language(pseudo_site: Path) -> None:
    assert '" counter(page) " \\f3 f " counter(pages) "' in (pseudo_site / "static" / "site.css").read_text("utf-8")


@pytest.fixture
def welsh(tmp_path: Path) -> Iterator[Path]:
    """A site is built in a language of five forms."""
    path = tmp_path / "cy.mo"
    path.write_bytes(catalogue("cy", **{"%(num)s_unit": tuple(f"%(num)s uned {form}" for form in range(5))}))
    with spoken(read_translation(path)[0]):
        yield path


def test_a_script_chooses_among_all_forms_of_a_language(welsh: Path) -> None:
    said = script_said("ngettext('%(num)s unit', '%(num)s units', n)", "try.js")
    assert said.startswith('["%(num)s uned 0","%(num)s uned 1",')
    assert said.count("uned") == 5
    assert messages.counted("%(num)s unit", "%(num)s units", 3) == "3 uned 3"
    assert "n==3" in said.replace(" ", "")


def test_a_script_that_names_a_message_in_another_way_is_refused() -> None:
    with pytest.raises(ValueError, match=r"try\.js: found _\(name\)"):
        script_said("say(_(name), _('Level'))", "try.js")


def test_messages_without_a_translation_stay_english_and_are_told(tmp_path: Path) -> None:
    path = tmp_path / "cy.mo"
    path.write_bytes(catalogue("cy", Level="Lefel"))
    translation, untold = read_translation(path)
    with spoken(translation):
        assert (messages._("Level"), messages._("Credit")) == ("Lefel", "Credit")
        assert messages.counted("%(num)s unit", "%(num)s units", 2) == "2 units"
    assert untold.messages == {"Credit", "%(num)s unit"}


def test_a_translation_that_asks_for_an_unknown_value_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cy.mo"
    path.write_bytes(catalogue("cy", **{"Page_%(number)s": "Tudalen %(rhif)s"}))
    with (
        spoken(read_translation(path)[0]),
        pytest.raises(TranslationError, match=r"'Page %\(number\)s': found %\(rhif\)s in 'Tudalen"),
    ):
        messages._("Page %(number)s", number=1)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"no catalogue", "expected a compiled catalogue|name a compiled catalogue"),
        (catalogue(None, Level="Lefel"), "found the Language '' in its head"),
        (pseudo_catalogue()[:900], "expected a compiled catalogue|name a compiled catalogue"),
    ],
)
def test_a_file_that_is_no_translation_is_refused(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "odd.mo"
    path.write_bytes(content)
    with pytest.raises(TranslationError, match=expected):
        read_translation(path)
    with pytest.raises(TranslationError, match="No such file"):
        read_translation(tmp_path / "none.mo")
