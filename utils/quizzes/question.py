"""A question with options, and the page that a student sees."""

import string
from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One answer to choose, and what is said to whoever chooses it; both in Markdown."""

    text: str
    reply: str
    is_right: bool


@dataclass(frozen=True)
class Question:
    """What is asked, in Markdown, and the options in the order of their letters."""

    text: str
    options: tuple[Option, ...]

    @property
    def letters(self) -> str:
        """The letters of the options, one after the other."""
        return string.ascii_lowercase[: len(self.options)]

    def page(self, answer: str = "") -> str:
        """The question as Markdown; with the reply to `answer`, if there is one."""
        options = zip(self.letters, self.options, strict=True)
        lines = [f"- **{letter}**: {option.text}" for letter, option in options]
        return "\n\n".join([f"**Predict.** {self.text}", "\n".join(lines), self._reply(answer)])

    def _reply(self, answer: str) -> str:
        letter = str(answer).strip().strip("()").lower()
        if not letter:
            return '*Write your letter between the quotes, `answer="…"`, and run this cell again.*'
        if len(letter) > 1 or letter not in self.letters:
            return f"*There is no option {answer}: choose one of {', '.join(self.letters)}.*"
        option = self.options[self.letters.index(letter)]
        return f"**{'Yes.' if option.is_right else 'Not quite.'}** {option.reply}"


def right(text: str, reply: str) -> Option:
    """The option that is so."""
    return Option(text, reply, True)


def wrong(text: str, reply: str) -> Option:
    """An option that is not so, though somebody may have a reason to choose it."""
    return Option(text, reply, False)
