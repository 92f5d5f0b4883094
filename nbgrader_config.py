"""How nbgrader works in this course: its folders, and our sandbox and judge in place of its executor."""

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from grader.reports.gradebook import COURSE_ID

c = get_config()  # noqa: F821  (nbgrader provides it)

c.CourseDirectory.course_id = COURSE_ID
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
# What lies beside a master is copied to students; its percent script holds the solutions.
c.CourseDirectory.ignore = [*CourseDirectory.ignore.default(), "*.py"]

c.ClearSolutions.code_stub = {
    "python": "raise NotImplementedError  # your code instead of this line"
}
c.GenerateAssignment.preprocessors = [
    *GenerateAssignment.preprocessors.default(),
    "grader.nbgrader_plugin.ReleaseMetadata",
]

c.Autograde.exporter_class = "grader.nbgrader_plugin.SubmissionExporter"
c.Autograde.sanitize_preprocessors = ["grader.nbgrader_plugin.RestoreFromRelease"]
c.Autograde.autograde_preprocessors = [
    "grader.nbgrader_plugin.GradeInSandbox",
    "grader.nbgrader_plugin.SaveVerdicts",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
