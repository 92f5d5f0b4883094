"""The autograder: exercises become keys, students' functions give answers, answers become verdicts.

`import grader` loads nothing. The rooms read from the bottom up: `answers` and `keys` say what is asked and
what came back, `judging` compares, `exercises` and `variants` hold what the course asks for; `sandboxes` run
strangers' code, `submissions` grade a class, `reports` speak to people, and `quality` measures how good all
that is. The modules beside the rooms are the doors: `check` in a notebook, `cli` at a prompt.
"""
