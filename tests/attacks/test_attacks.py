"""Everybody who attacks hands in beside two honest neighbours; nobody gains, loses, stays or leaves a trace.

Every other file in this folder is one attack: its docstring tells who tries what and why it fails, and its
constants say what is in the notebook. All of them are optional.

    CELLS        sources of solution cells, by exercise, or a function that makes them from a `World`; these
                 exercises are under attack, and are worth nothing unless EARNS says otherwise
    FIRST_CELL   a cell before all others; LAST_CELL, one behind them
    EARNS        the share of an exercise's points that the same code would earn honestly, where that is not
                 what the rest suggests: nothing for what is under attack, and for everything else all or
    OTHERS_EARN
    SAYS         what a verdict on something under attack has to say, as a regular expression
    STUDENT      the name of the folder that is handed in
    WEEK         the lesson that is attacked, where it is not week 3
    damage       a function that does more to the notebook

Where a source says $COURSE, $PROJECT, $HOME or $NEIGHBOUR, it is told the real place of what it looks for;
$MARK is the mark by which we know what it left behind.
"""

import hashlib
import importlib.util
import io
import json
import re
import shutil
import tempfile
from dataclasses import asdict, dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import jupytext
import nbformat
import psutil
import pytest
from rich.console import Console
from sample_class import ROOT, edits, nothing, solution, write_notebook

from grader.build import build
from grader.judging.judge import CORRECT, GRADER_ERROR
from grader.reports.autograded import autograded
from grader.reports.gradebook import Ledger
from grader.reports.report import class_page, legend, summary, table, to_json
from grader.sandboxes.guard import Limits
from grader.submissions.autograde import find_submissions, grade_class
from grader.submissions.course import Course
from grader.submissions.crews import Processes
from grader.submissions.grading import prepare

LIMITS = Limits(memory=2**30, cpu_seconds=2, wall_seconds=10.0, total_seconds=40.0)

ATTACKS = sorted(
    path.stem for path in Path(__file__).parent.glob("*.py") if "test_" not in path.name
)

NEIGHBOURS = {
    "week09_gradient_checking": nothing,
    "week03_logistic_regression": edits(sigmoid_derivative=("s * (1 - s)", "1 - s ** 2")),
    "week05_deep_network": edits(linear_forward=("W @ A_prev + b", "W @ A_prev")),
}
"""In which way the second neighbour is wrong; the first one is all right."""

SECRET = "a-planted-secret"
MARK = "left-behind-by-an-attack"

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class World:
    """Where everything lies: the course, the class, a home folder and the temporary files of the grader."""

    course: Course
    week: str
    folder: Path
    home: Path

    @property
    def submitted(self) -> Path:
        return self.folder / "submitted"

    def tell(self, source: str) -> str:
        """The source with the places that it asks for."""
        neighbour = self.submitted / "neighbour-right" / self.week
        places = {"COURSE": self.course.root, "PROJECT": ROOT, "HOME": self.home}
        for name, place in {**places, "NEIGHBOUR": neighbour, "MARK": MARK}.items():
            source = source.replace(f"${name}", str(place))
        return source


def load(name: str) -> ModuleType:
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"attack_{name}", path)
    attack = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(attack)
    return attack


def week_of(attack: ModuleType) -> str:
    return getattr(attack, "WEEK", "week03_logistic_regression")


def cells_of(attack: ModuleType, world: World) -> dict[str, str]:
    cells = getattr(attack, "CELLS", {})
    return cells(world) if callable(cells) else cells


def student_of(name: str, attack: ModuleType) -> str:
    return getattr(attack, "STUDENT", name)


def hand_in(name: str, attack: ModuleType, world: World) -> None:
    def solve(notebook):
        for exercise, source in cells_of(attack, world).items():
            solution(notebook, exercise)["source"] = world.tell(source)
        if first := getattr(attack, "FIRST_CELL", None):
            notebook["cells"].insert(0, code_cell("first", world.tell(first)))
        if last := getattr(attack, "LAST_CELL", None):
            notebook["cells"].append(code_cell("last", world.tell(last)))
        getattr(attack, "damage", nothing)(notebook)

    write_notebook(world.week, solve, world.submitted / student_of(name, attack) / world.week)


def code_cell(name: str, source: str) -> dict:
    cell = {"cell_type": "code", "id": name, "metadata": {}, "source": source}
    return {**cell, "outputs": [], "execution_count": None}


def hand_in_honestly(world: World) -> None:
    honest = {"neighbour-right": nothing, "neighbour-wrong": NEIGHBOURS[world.week]}
    for student, solve in honest.items():
        path = write_notebook(world.week, solve, world.submitted / student / world.week)
        path.with_name("notes.txt").write_text(SECRET)


@dataclass(frozen=True)
class Outcome:
    """A class that was graded with attackers in it: what each got, and what was different afterwards."""

    world: World
    attackers: dict
    alone: dict
    together: dict
    live_in_page: list
    terminal: str
    record: str
    autograded: dict
    changed: list
    running: list


def grade_all(attacks: dict[str, ModuleType], world: World) -> Outcome:
    week = world.course.week(world.week)
    hand_in_honestly(world)
    processes = set(psutil.Process().children(recursive=True))
    grading = replace(prepare(world.course, week), limits=LIMITS)

    def graded(kept):
        submissions = find_submissions(world.submitted, week)
        return {
            one.result.student: one
            for one in grade_class(grading, submissions, world.folder / kept, crew)
        }

    with Processes(grading, autograded, 2) as crew:
        alone = graded("results-alone")
        for name, attack in attacks.items():
            hand_in(name, attack, world)
        before = snapshot(world)
        together = graded("results")
        changed = sorted(before ^ snapshot(world))
    running = left_running(processes)
    submissions = find_submissions(world.submitted, week)
    with Ledger(week, grading.release, world.folder) as ledger:
        for student, done in together.items():
            ledger.record(done, submissions[student])
    alone, together = (
        {student: one.result for student, one in done.items()} for done in (alone, together)
    )
    results = list(together.values())
    assert [*map(ledger.written, results)] == results
    folders = (world.folder / "autograded").iterdir()
    return Outcome(
        world=world,
        attackers={name: student_of(name, attack) for name, attack in attacks.items()},
        alone=alone,
        together=together,
        live_in_page=live_parts(class_page(results)),
        terminal=in_terminal(results),
        record=json.dumps(to_json(results)),
        autograded={folder.name: next(folder.rglob("*.ipynb")).read_text() for folder in folders},
        changed=changed,
        running=running,
    )


def in_terminal(results: list) -> str:
    console = Console(file=io.StringIO(), width=200, color_system=None)
    console.print(table(results))
    return f"{console.file.getvalue()}{legend(results)}{summary(results)}"


def snapshot(world: World) -> set[tuple[str, str]]:
    """What lies in the course, with the submissions, at home and among the temporary files."""
    folders = world.course.root, world.submitted, world.home, Path(tempfile.gettempdir())
    files = {path for folder in folders for path in folder.rglob("*")}
    # Folders in which zygotes start come and go, and have to be empty.
    files = {path for path in files if not (path.name.startswith("student-") and path.is_dir())}
    files |= {path for path in Path("/tmp").iterdir() if MARK in path.name}
    return {(str(path), fingerprint(path)) for path in files if "__pycache__" not in path.parts}


def fingerprint(path: Path) -> str:
    if path.is_file() and not path.is_symlink():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return oct(path.lstat().st_mode)


def left_running(before: set[psutil.Process]) -> list[str]:
    """Our own descendants, and whoever bears the attackers' mark, after a moment for the kernel."""
    _, alive = psutil.wait_procs(set(psutil.Process().children(recursive=True)) - before, timeout=5)
    marked = [one for one in psutil.process_iter(["cmdline"]) if MARK in str(one.info["cmdline"])]
    return [str(one) for one in [*alive, *marked]]


@pytest.fixture(scope="module")
def outcomes(request, tmp_path_factory):
    """The outcomes by week, of all attacks that this run of the tests asks for."""
    asked = {item.callspec.params["name"] for item in request.session.items if is_ours(item)}
    attacks = {name: load(name) for name in sorted(asked)}
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        for place in (".ssh/id_ed25519", ".netrc", "grades.csv"):
            (home / place).parent.mkdir(exist_ok=True)
            (home / place).write_text(SECRET)
        patch.setenv("HOME", str(home))
        patch.setenv("A_SECRET", SECRET)
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("temporary")))
        weeks = {week_of(attack) for attack in attacks.values()}
        course = build_course(tmp_path_factory.mktemp("attacked") / "course", weeks)
        outcomes = {}
        for week in weeks:
            world = World(course, week, tmp_path_factory.mktemp("class"), home)
            of_week = {name: one for name, one in attacks.items() if week_of(one) == week}
            outcomes[week] = grade_all(of_week, world)
        yield outcomes


def is_ours(item) -> bool:
    return item.path == Path(__file__) and hasattr(item, "callspec")


def build_course(folder: Path, weeks: set[str]) -> Course:
    """A course in which these weeks are built, with a secret beside them."""
    course = Course(folder)
    shutil.copytree(ROOT / "solutions", course.root / "solutions")
    shutil.copy(ROOT / "nbgrader_config.py", course.root)
    (course.root / "students.csv").write_text(SECRET)
    for week in map(course.week, weeks):
        master = nbformat.read(week.master, as_version=4)
        week.script.write_text(jupytext.writes(master, fmt="py:percent"))
        build(course, week)
    return course


@pytest.fixture
def outcome(outcomes, attack):
    return outcomes[week_of(attack)]


@pytest.fixture
def attack(name):
    return load(name)


@pytest.mark.parametrize("name", ATTACKS)
class TestAttack:
    def test_earns_what_an_honest_answer_would(self, name, attack, outcome):
        result = outcome.together[student_id_of(outcome, name)]
        expected = dict.fromkeys(cells_of(attack, outcome.world), 0.0)
        expected.update(getattr(attack, "EARNS", {}))
        shares = {verdict.exercise: verdict.share for verdict in result.verdicts}
        others = getattr(attack, "OTHERS_EARN", 1.0)
        assert shares == {one: expected.get(one, others) for one in shares}, explain(result)

    def test_does_not_break_the_grader(self, name, outcome):
        result = outcome.together[student_id_of(outcome, name)]
        assert not result.needs_a_look, explain(result)

    def test_is_told_what_happened(self, name, attack, outcome):
        result = outcome.together[student_id_of(outcome, name)]
        under_attack = cells_of(attack, outcome.world)
        said = [one.message for one in result.verdicts if one.exercise in under_attack]
        pattern = getattr(attack, "SAYS", ".")
        assert all(re.search(pattern, message) for message in said), said

    def test_finds_no_secret(self, name, outcome):
        result = outcome.together[student_id_of(outcome, name)]
        assert SECRET not in json.dumps(asdict(result))
        assert SECRET not in outcome.autograded[result.student]

    def test_leaves_the_neighbours_alone(self, name, outcome):
        for student, result in outcome.alone.items():
            assert outcome.together[student] == result

    def test_changes_no_file_outside(self, name, outcome):
        assert outcome.changed == []

    def test_leaves_nothing_running(self, name, outcome):
        assert outcome.running == []

    def test_brings_no_script_into_a_page(self, name, outcome):
        student = student_id_of(outcome, name)
        notebook = nbformat.reads(outcome.autograded[student], as_version=4)
        cards = [
            output.data["text/html"]
            for cell in notebook.cells
            for output in cell.get("outputs", [])
            if "text/html" in output.get("data", {})
        ]
        assert cards
        assert [part for card in cards for part in live_parts(card)] == []
        assert outcome.live_in_page == []

    def test_commands_no_terminal(self, name, outcome):
        assert all(sign.isprintable() or sign == "\n" for sign in outcome.terminal)


def student_id_of(outcome: Outcome, name: str) -> str:
    from grader.submissions.reader import student_id

    return student_id(outcome.attackers[name])


def explain(result) -> str:
    return "\n".join(
        f"{one.exercise}: {one.status} {one.right}/{one.total} {one.message} {one.printed}"
        for one in result.verdicts
        if one.status != CORRECT or one.status == GRADER_ERROR
    )


def live_parts(html: str) -> list[str]:
    """What a browser would run or fetch in a piece of HTML."""
    parser = _Inspector()
    parser.feed(html)
    parser.close()
    return parser.found


class _Inspector(HTMLParser):
    HARMLESS = re.compile(
        "html|head|meta|title|style|body|h1|h2|div|p|span|a|br|em|strong|code|pre|details|summary"
        "|table|thead|tbody|tr|th|td"
    )

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attributes):
        if not self.HARMLESS.fullmatch(tag):
            self.found.append(tag)
        for name, value in attributes:
            fetches = name in ("src", "href", "action", "data") and not (value or "").startswith(
                "#"
            )
            if name.startswith("on") or fetches or "javascript:" in (value or "").lower():
                self.found.append(f"{tag} {name}={value}")


def test_the_inspector_sees_what_lives():
    assert live_parts("<p onclick='x()'><script>1</script><a href='javascript:x'>y</a>") == [
        "p onclick=x()",
        "script",
        "a href=javascript:x",
    ]
    assert live_parts("<p>&lt;script&gt;</p><a href='#student-1'>x</a>") == []


def test_every_attack_tells_its_story():
    for name in ATTACKS:
        attack = load(name)
        assert len(attack.__doc__ or "") > 80, name
        assert {"CELLS", "FIRST_CELL", "LAST_CELL", "damage"} & set(vars(attack)), name


def test_there_are_many_attacks():
    assert len(ATTACKS) >= 60
