"""Markdown of documents: what is plain is not parsed, and comes out as if it were."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from site_builder.render import _PLAIN, _markdown_parser, markdown

PIECES = "a Q é 1 9. - * _b_ [x](y) <i> & &amp; \" ' ` ~~ # > | : \\ + = ! \t \u00a0 \u2028 \r \n \n\n".split(" ")
WORDS = ("keep", "it:", "(dry)", "3.5", "don't", "–", "e.g.", "a/b", "50%", "!", "#1", "|", "+", "=", "é")


@given(st.lists(st.sampled_from([*PIECES, "word", " ", "\n\n", "\n- word", "\n\n- word"]), max_size=12).map("".join))
def test_any_text_comes_out_as_the_parser_has_it(text: str) -> None:
    assert markdown(text) == _markdown_parser().render(text)


def test_plain_paragraphs_come_out_as_the_parser_has_them() -> None:
    chance = random.Random(3)
    for _ in range(200):
        one, two, three, four, five = (
            " ".join(["Word", *chance.choices(WORDS, k=chance.randint(0, 9))]) for _ in range(5)
        )
        first, last = chance.choice(("", "- ")), chance.choice(("", "\n"))
        text = f"{first}{one}\n\n{two}\n\n- {three}\n\n{four}\n\n- {five}\n- {one}{last}"
        assert _PLAIN.fullmatch(text)
        assert markdown(text) == _markdown_parser().render(text)
