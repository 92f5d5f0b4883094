"""Questions to be answered before the next cell is run.

Who predicts first, and is wrong, remembers. A question has a few options, and each of them has a reply of
its own: a wrong one leads to the thought from which it comes, and never just says no. Nothing here counts
for a mark, so questions and replies lie open beside the notebook. They are declared in `utils.quizzes`,
one module a lesson.
"""

import importlib

from utils.quizzes.question import Option, Question, right, wrong

__all__ = ["Option", "Question", "questions_of", "quiz", "right", "wrong"]


def quiz(lesson: str, name: str, answer: str = "") -> None:
    """Show a question of a lesson, and the reply to `answer`: the letter of an option, such as "b".

    Raises KeyError where the lesson asks no such question.
    """
    page = questions_of(lesson)[name].page(answer)
    try:
        get_ipython()  # type: ignore[name-defined]
    except NameError:
        print(page)
        return
    # Loaded only where somebody looks: whoever grades a notebook asks the same question in vain.
    from IPython.display import Markdown, display

    display(Markdown(page))


def questions_of(lesson: str) -> dict[str, Question]:
    """All questions of a lesson, by name."""
    return importlib.import_module(f"{__name__}.{lesson}").QUESTIONS
