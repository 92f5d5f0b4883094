"""The steps by which the stock commands make masters, and grade in our sandbox with our judge.

`nbgrader_config.py` names these classes where nbgrader lets a course name its own: how a released
notebook is finished, how a submission is read and repaired, how it is graded and where its scores come
from. So the command line, the Python API and formgrader's button all grade alike.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades

from grader.reports.autograded import attach_cards
from grader.reports.gradebook import record_comment, record_grade
from grader.submissions.course import find_course
from grader.submissions.examiner import Examiner
from grader.submissions.grading import prepare
from grader.submissions.reader import UnreadableNotebook, fetch, notebook_in
from grader.submissions.submission import CHECK_PREFIX, DEMO, read_release, repair, unreadable

Resources = dict[str, Any]

WIDGET = "application/vnd.jupyter.widget-view+json"

FOUND = "submission"
"""The notebook metadata in which the sanitizing step tells the grading step what it found."""


class ReleaseMetadata(NbGraderPreprocessor):
    """Finishes a released notebook: where it waits for the student's code, "run all" goes on."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Tag demonstrations, and forget the script that the master is paired with."""
        nb.metadata.pop("jupytext", None)
        for cell in nb.cells:
            tags = cell.metadata.get("tags", [])
            if DEMO in tags:
                cell.metadata["tags"] = [*tags, "raises-exception"]
        return nb, resources


class MasterOutputs(Preprocessor):
    """Finishes an executed master: leaves out what is different or means nothing the next time."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: Resources, index: int
    ) -> tuple[NotebookNode, Resources]:
        """Drop outputs that are only a widget, and when the cell was executed."""
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell["outputs"] = [one for one in cell.outputs if WIDGET not in one.get("data", {})]
        return cell, resources


class SubmissionExporter(NotebookExporter):
    """Reads whatever was handed in: what is no notebook becomes one that says so, not an error."""

    def from_filename(
        self, filename: str, resources: Resources | None = None, **kw: Any
    ) -> tuple[str, Resources]:
        """Convert the notebook in a file, damaged or not, or say what lies in its place."""
        found = {"problem": "", "repairs": ()}
        notebook = nbformat.v4.new_notebook()
        try:
            notebook, found["repairs"] = notebook_in(fetch(Path(filename)))
        except UnreadableNotebook as error:
            found["problem"] = str(error)
        return self.from_notebook_node(notebook, resources={**(resources or {}), **found}, **kw)


class RestoreFromRelease(NbGraderPreprocessor):
    """Sanitizing: takes all that is the course's own from the released notebook."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Repair the submission, and note for the grading step what was found."""
        place = resources["nbgrader"]
        week = find_course(Path.cwd()).week(place["assignment"])
        release = read_release(week.released)
        problem = resources["problem"]
        submission = (
            unreadable(place["student"], release, problem)
            if problem
            else repair(nb, place["student"], release, resources["repairs"])
        )
        found = {"problem": submission.problem, "repairs": submission.repairs}
        submission.notebook.metadata[FOUND] = found
        return submission.notebook, resources


class GradeInSandbox(NbGraderPreprocessor):
    """Grading: interviews the submission in a sandbox, and shows the verdicts under its check cells."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Grade the sanitized notebook; the result goes on in `resources`."""
        place = resources["nbgrader"]
        course = find_course(Path.cwd())
        found = nb.metadata.pop(FOUND)
        grading = prepare(course, course.week(place["assignment"]))
        submission = repair(nb, place["student"], grading.release)
        if found["problem"]:
            submission = unreadable(place["student"], grading.release, found["problem"])
        with Examiner(grading) as examiner:
            result = examiner.grade(submission).result
        result = replace(result, repairs=tuple(found["repairs"]))
        return attach_cards(nb, result, grading.release), {**resources, "result": result}


class SaveVerdicts(SaveAutoGrades):
    """Takes scores and comments from the verdicts, not from what a notebook printed."""

    def _add_score(self, cell: NotebookNode, resources: Resources) -> None:
        result = resources["result"]
        graded = zip(result.verdicts, result.max_points, strict=True)
        for verdict, max_points in graded:
            if cell.metadata.nbgrader["grade_id"] == CHECK_PREFIX + verdict.exercise:
                record_grade(self._find(self.gradebook.find_grade, cell), verdict, max_points)
        self.gradebook.db.commit()

    def _add_comment(self, cell: NotebookNode, resources: Resources) -> None:
        for verdict in resources["result"].verdicts:
            if cell.metadata.nbgrader["grade_id"] == verdict.exercise:
                record_comment(self._find(self.gradebook.find_comment, cell), verdict)
        self.gradebook.db.commit()

    def _find(self, finder: Any, cell: NotebookNode) -> Any:
        return finder(
            cell.metadata.nbgrader["grade_id"],
            self.notebook_id,
            self.assignment_id,
            self.student_id,
        )
