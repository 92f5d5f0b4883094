"""The autograder: exercises become keys, students' functions give answers, answers become verdicts.

`import grader` loads nothing. The folder reads from the bottom up: `codec`, `answer`, `worker` run
beside students' code; `exercise`, `key`, `compare`, `judge` decide; `sandbox`, `interview` and
`autograde` grade a class; `report` and `templates/` speak to people; `cli` is the `grader` command.
"""
