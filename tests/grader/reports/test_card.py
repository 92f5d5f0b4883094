"""Cards: a verdict in words, in which nothing that a student wrote can do harm."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.judging.judge import (
    CELL_MISSING,
    CORRECT,
    GRADER_ERROR,
    NOT_ATTEMPTED,
    RAISED_STATUS,
    STATUSES,
    TIMED_OUT_STATUS,
    WRONG,
    Verdict,
)
from grader.reports.card import card_html, card_text, colour_of, headline, note_html, symbol_of

WRONG_VERDICT = Verdict(
    "sigmoid",
    WRONG,
    2,
    6,
    "The result has shape (1, 3); it should have shape (3, 1).",
    diagnosis="the exponent has the wrong sign",
    hint="Which sign does `z` carry?",
    call="sigmoid(z) with z = an array of shape (3, 1)",
    got="an array of shape (1, 3)",
    wanted="an array of shape (3, 1)",
    printed="z is 3",
)

HOSTILE = [
    "<script>alert(1)</script>",
    "</pre></div><script>",
    "`<img src=x onerror=alert(1)>`",
    '" onmouseover="alert(1)',
    "' style='position:fixed",
    "&lt;b&gt; `&lt;`",
    "{{ 7 * 7 }} {% raw %}",
    "`a` ``b`` ` c `<b>` ",
]

TAGS = {"div", "strong", "code", "br", "details", "summary", "pre"}


class Reader(HTMLParser):
    """Collects what a browser would see: tags, attributes, text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.tags.append("comment")

    handle_decl = unknown_decl = handle_pi = handle_comment


class TestText:
    def test_says_all_that_helps(self):
        assert card_text(WRONG_VERDICT) == (
            "✗ sigmoid: 2 of 6 cases are right so far.\n"
            "  The result has shape (1, 3); it should have shape (3, 1).\n"
            "  Is this it: the exponent has the wrong sign? Which sign does `z` carry?\n"
            "  Asked: sigmoid(z) with z = an array of shape (3, 1)\n"
            "  Got: an array of shape (1, 3). Wanted: an array of shape (3, 1)."
        )

    def test_is_one_line_where_all_is_right(self):
        verdict = Verdict("sigmoid", CORRECT, 6, 6, "All 6 cases are right.")
        assert card_text(verdict) == "✓ sigmoid is right: all 6 cases."

    def test_leaves_out_two_sides_that_look_the_same(self):
        verdict = Verdict("f", WRONG, 0, 1, "Not right.", got="a number", wanted="a number")
        assert "Got" not in card_text(verdict)
        assert "Got" not in card_html(verdict)

    def test_does_not_talk_of_cases_where_nothing_is_written(self):
        verdict = Verdict("f", NOT_ATTEMPTED, 0, 1, "`f` is still to be written.", call="f(x)")
        assert card_text(verdict) == "○ f is waiting for you.\n  `f` is still to be written."


class TestHeadline:
    @pytest.mark.parametrize(
        ("status", "right", "words"),
        [
            (CORRECT, 3, "f is right: all 3 cases."),
            (NOT_ATTEMPTED, 0, "f is waiting for you."),
            (WRONG, 0, "f is not right yet."),
            (WRONG, 1, "f: 1 of 3 cases is right so far."),
            (RAISED_STATUS, 0, "f stopped on the way."),
            (RAISED_STATUS, 2, "f: 2 of 3 cases are right so far."),
            (TIMED_OUT_STATUS, 0, "f is not right yet."),
            (CELL_MISSING, 0, "f is not right yet."),
        ],
    )
    def test_says_how_things_stand(self, status, right, words):
        assert headline(Verdict("f", status, right, 3, "")) == words

    def test_only_what_is_right_looks_right(self):
        others = [status for status in STATUSES if status != CORRECT]
        assert colour_of(CORRECT) not in map(colour_of, others)
        assert symbol_of(CORRECT) not in map(symbol_of, others)
        assert symbol_of(GRADER_ERROR) not in map(symbol_of, {*others} - {GRADER_ERROR})


class TestHtml:
    def test_says_all_that_helps(self):
        text = Reader(card_html(WRONG_VERDICT)).text
        for words in [
            "✗ sigmoid: 2 of 6 cases are right so far.",
            "The result has shape (1, 3); it should have shape (3, 1).",
            "the exponent has the wrong sign",
            "sigmoid(z) with z = an array of shape (3, 1)",
            "Got: an array of shape (1, 3)",
            "Wanted: an array of shape (3, 1)",
            "z is 3",
        ]:
            assert words in text

    def test_backticks_set_code(self):
        assert "Which sign does <code>z</code> carry?" in card_html(WRONG_VERDICT)
        assert "<code>f</code>" in note_html("Write `f`.", "#000000")

    texts = st.sampled_from(HOSTILE) | st.text(max_size=30)

    @given(texts, texts, texts, texts, st.sampled_from(STATUSES))
    @example(*HOSTILE[:4], WRONG)
    @example(*HOSTILE[4:], RAISED_STATUS)
    @settings(max_examples=100, deadline=None)
    def test_nothing_that_was_written_becomes_markup(self, name, message, got, printed, status):
        verdict = Verdict(
            name, status, 0, 3, message, name, message, printed, got, name, printed=printed
        )
        seen = Reader(card_html(verdict))
        assert set(seen.tags) <= TAGS
        assert {name for name, _ in seen.attributes} <= {"style"}
        assert all("alert" not in value and "fixed" not in value for _, value in seen.attributes)

    @pytest.mark.parametrize("hostile", HOSTILE)
    def test_what_was_printed_is_shown_as_it_is(self, hostile):
        verdict = Verdict("f", WRONG, 0, 1, "", printed=hostile)
        assert hostile in Reader(card_html(verdict)).text

    @pytest.mark.parametrize("hostile", HOSTILE)
    def test_a_note_escapes_too(self, hostile):
        seen = Reader(note_html(hostile, "#000000"))
        assert set(seen.tags) <= {"div", "code"}
        assert seen.text.strip().replace("`", "") == hostile.strip().replace("`", "")
