"""Keys: drawn from a secret, the same every time, and whole on disk or not at all."""

from dataclasses import replace

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.answers.answer import RAISED, RETURNED, Answer
from grader.answers.codec import encode
from grader.keys.exercise import Edit, Exercise, ExerciseError, Lesson, Misconception, Tolerance
from grader.keys.key import (
    FORMAT,
    AnswerKey,
    KeyFileError,
    is_alike,
    is_right,
    load_exercise_key,
    load_key,
    save_key,
)
from grader.keys.key_maker import PUBLIC, make_key


def double(x):
    return 2 * x


def triple(x):
    return 3 * x


def halves(parameters, x):
    return {"W": parameters["W"] / 2}, x / 2


def double_cases(rng):
    yield (rng.normal(size=(2, 3)),)
    yield (float(rng.uniform(1, 2)),)


def halves_cases(rng):
    yield {"W": rng.normal(size=(2, 1))}, float(rng.uniform(1, 2))


def misconception(old, new, name="a mistake"):
    return Misconception(name, "Have you looked twice?", (Edit(old, new),))


SQUARES = misconception("2 * x", "x**2", "it squares")
DOUBLE = Exercise(double, double_cases, (SQUARES, misconception("2 * x", "3 * x", "it triples")))
HALVES = Exercise(
    halves,
    halves_cases,
    (misconception("x / 2", "x", "x is whole"),),
    returns=("parameters", "x"),
    tolerance=Tolerance(1e-6, 1e-8),
)
LESSON = Lesson("numbers", (HALVES, DOUBLE))


@pytest.fixture(scope="module")
def key():
    return make_key(LESSON, "a secret")


@pytest.fixture(scope="module")
def exercise(key):
    """The exercise `double` of the key."""
    return key.exercises[1]


@pytest.fixture
def path(key, tmp_path):
    """The key, saved."""
    path = tmp_path / "numbers.key.h5"
    save_key(key, path)
    return path


def digests(key):
    return {exercise.name: exercise.digest for exercise in key.exercises}


class TestMaking:
    def test_a_key_says_all_that_is_needed_to_judge(self, key):
        exercise = key.exercises[0]
        assert (key.lesson, exercise.name) == ("numbers", "halves")
        assert exercise.parameters == ("parameters", "x")
        assert exercise.returns == ("parameters", "x")
        assert exercise.tolerance == Tolerance(1e-6, 1e-8)
        assert exercise.hints == {"x is whole": "Have you looked twice?"}

    def test_every_case_holds_the_reference_and_every_mistake(self, key):
        array, number = key.exercises[1].cases
        (x,) = array.inputs
        np.testing.assert_array_equal(array.expected, 2 * x)
        np.testing.assert_array_equal(array.mistakes["it squares"].value, x**2)
        assert number.expected == 2 * number.inputs[0]
        assert set(number.mistakes) == {"it squares", "it triples"}

    def test_the_same_secret_gives_the_same_key(self, key):
        assert digests(make_key(LESSON, "a secret")) == digests(key)

    def test_another_secret_gives_other_cases_everywhere(self, key):
        public = digests(make_key(LESSON, PUBLIC))
        assert all(public[name] != digest for name, digest in digests(key).items())

    def test_another_lesson_gives_other_cases(self, key):
        other = digests(make_key(Lesson("letters", LESSON.exercises), "a secret"))
        assert all(other[name] != digest for name, digest in digests(key).items())

    def test_a_change_of_one_exercise_leaves_the_others_as_they_were(self, key):
        def more_cases(rng):
            yield from halves_cases(rng)
            yield from halves_cases(rng)

        changed = make_key(
            Lesson("numbers", (DOUBLE, replace(HALVES, cases=more_cases))), "a secret"
        )
        assert digests(changed)["double"] == digests(key)["double"]
        assert digests(changed)["halves"] != digests(key)["halves"]

    def test_exercises_that_draw_alike_are_asked_different_cases(self):
        lesson = Lesson("numbers", (DOUBLE, Exercise(triple, double_cases, ())))
        one, other = make_key(lesson, "a secret").exercises
        assert one.cases[1].inputs != other.cases[1].inputs

    def test_making_a_key_leaves_numpys_global_generator_alone(self):
        np.random.seed(7)
        before = np.random.get_state()[1].copy()
        make_key(LESSON, "a secret")
        np.testing.assert_array_equal(np.random.get_state()[1], before)


class TestBadDeclarations:
    """What would make grading unfair is found when the key is made."""

    @pytest.mark.parametrize(
        ("toothless", "why"),
        [
            (misconception("2 * x", "x * 2", "other words"), "equal, in other words"),
            (misconception("2 * x", "x + x", "other operation"), "equal, by another operation"),
            (Misconception("no edit", "Is it?", ()), "nothing is changed"),
            (misconception("2 * x", "2 * x * (1 + 1e-9)", "a trifle"), "less than the tolerance"),
            (misconception("return", "return 3 * x if x is None else", "rare"), "never asked"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_a_mistake_that_no_case_notices(self, toothless, why):
        exercise = replace(DOUBLE, misconceptions=(SQUARES, toothless))
        with pytest.raises(ExerciseError, match=f"no case notices .*{toothless.name}"):
            make_key(Lesson("numbers", (exercise,)), "a secret")

    def test_one_case_that_notices_is_enough(self):
        seldom = misconception("2 * x", "2 * x + (np.ndim(x) == 0)", "seldom")
        exercise = replace(DOUBLE, misconceptions=(seldom,))
        (made,) = make_key(Lesson("numbers", (exercise,)), "a secret").exercises
        assert [is_right(made, case, case.mistakes["seldom"]) for case in made.cases] == [
            True,
            False,
        ]

    @pytest.mark.parametrize(
        ("reference", "message"),
        [
            (lambda x: x.nothing, "did not answer a case: AttributeError"),
            (lambda x: [0] * 10**6, "did not answer a case"),
        ],
    )
    def test_a_reference_that_does_not_answer(self, reference, message):
        exercise = Exercise(reference, double_cases, ())
        with pytest.raises(ExerciseError, match=message):
            make_key(Lesson("numbers", (exercise,)), "a secret")

    def test_an_exercise_without_cases(self):
        exercise = Exercise(double, lambda rng: iter(()), ())
        with pytest.raises(ExerciseError, match="every answer would be right"):
            make_key(Lesson("numbers", (exercise,)), "a secret")

    def test_an_edit_that_no_longer_matches(self):
        exercise = replace(DOUBLE, misconceptions=(misconception("x * 2", "x"),))
        with pytest.raises(ExerciseError, match="occurs 0 times"):
            make_key(Lesson("numbers", (exercise,)), "a secret")


class TestDigest:
    def test_says_whether_content_is_the_same(self, exercise):
        assert replace(exercise).digest == exercise.digest

    @pytest.mark.parametrize(
        "change",
        [
            {"name": "other"},
            {"parameters": ("y",)},
            {"returns": ("y",)},
            {"tolerance": Tolerance(1e-4)},
            {"hints": {"it squares": "Another hint."}},
            {"cases": ()},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_changes_with_everything(self, exercise, change):
        assert replace(exercise, **change).digest != exercise.digest

    def test_changes_with_a_single_expected_number(self, exercise):
        first, *others = exercise.cases
        off = replace(first, expected=first.expected * (1 + 1e-12))
        assert replace(exercise, cases=(off, *others)).digest != exercise.digest


class TestFiles:
    def test_a_key_comes_back_as_it_was(self, key, path):
        again = load_key(path)
        assert again.lesson == key.lesson
        assert [one.name for one in again.exercises] == ["halves", "double"]
        assert digests(again) == digests(key)
        assert again.exercises[0].tolerance == key.exercises[0].tolerance

    def test_one_exercise_can_be_read_alone(self, key, path):
        assert load_exercise_key(path, "double").digest == digests(key)["double"]
        assert load_exercise_key(path, "unknown") is None

    def test_saving_again_replaces_and_leaves_nothing_else(self, key, path):
        save_key(AnswerKey("numbers", key.exercises[:1]), path)
        assert [one.name for one in load_key(path).exercises] == ["halves"]
        assert list(path.parent.iterdir()) == [path]

    def test_a_key_that_can_not_be_written_leaves_the_old_one(self, key, path):
        endless = []
        endless.append(endless)
        bad = replace(key.exercises[0], hints={"loop": endless})
        with pytest.raises(Exception, match="contain itself"):
            save_key(AnswerKey("numbers", (bad,)), path)
        assert digests(load_key(path)) == digests(key)

    def test_a_missing_file_says_what_to_do(self, tmp_path):
        with pytest.raises(
            KeyFileError, match=r"numbers\.key\.h5 is not here\. Get the file again"
        ):
            load_key(tmp_path / "numbers.key.h5")

    @pytest.mark.parametrize("format", [None, 0, FORMAT - 1, FORMAT + 1, "one"])
    def test_a_file_of_another_format_says_so(self, path, format):
        with h5py.File(path, "a") as file:
            del file.attrs["format"]
            if format is not None:
                file.attrs["format"] = format
        with pytest.raises(KeyFileError, match=f"has format {format}, .* Get the file again"):
            load_key(path)

    @pytest.mark.parametrize(
        "content",
        [b"", b"no HDF5", encode({}), b"\x89HDF\r\n\x1a\n" + bytes(500)],
        ids=["empty", "text", "codec", "header only"],
    )
    def test_what_is_no_hdf5_is_damaged(self, path, content):
        path.write_bytes(content)
        with pytest.raises(
            KeyFileError, match=r"numbers\.key\.h5 is damaged .* Get the file again"
        ):
            load_key(path)

    def test_a_folder_is_no_key(self, tmp_path):
        with pytest.raises(KeyFileError, match="is damaged"):
            load_key(tmp_path)

    @pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
    def test_a_file_cut_short_is_damaged(self, path, part):
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * part)])
        with pytest.raises(KeyFileError, match="Get the file again"):
            load_key(path)

    @pytest.mark.parametrize(
        "record",
        [
            None,
            [],
            {"name": "halves"},
            {"cases": 3},
            {"cases": [{"inputs": (), "expected": 1, "mistakes": 7}]},
            {
                "cases": [],
                "name": "halves",
                "parameters": (),
                "returns": (),
                "hints": {},
                "tolerance": (9, 9),
            },
        ],
        ids=repr,
    )
    def test_an_entry_of_another_build_is_damaged(self, path, record):
        with h5py.File(path, "a") as file:
            del file["halves"]["key"]
            file["halves"]["key"] = np.frombuffer(encode(record), np.uint8)
        with pytest.raises(KeyFileError, match="Get the file again"):
            load_exercise_key(path, "halves")

    @pytest.mark.parametrize("missing", ["position", "key", "lesson"])
    def test_a_file_with_a_part_missing_is_damaged(self, path, missing):
        with h5py.File(path, "a") as file:
            if missing == "key":
                del file["halves"]["key"]
            else:
                del (file if missing == "lesson" else file["halves"]).attrs[missing]
        with pytest.raises(KeyFileError, match="Get the file again"):
            load_key(path)

    @pytest.mark.parametrize("signature", [b"TREE", b"HEAP", b"SNOD"])
    def test_a_file_with_spoiled_groups_is_damaged(self, path, signature):
        path.write_bytes(path.read_bytes().replace(signature, b"????"))
        with pytest.raises(KeyFileError, match="Get the file again"):
            load_key(path)

    def test_a_flipped_bit_in_a_case_is_noticed(self, key, path):
        """HDF5 compresses with a checksum: no case is ever silently another."""
        with h5py.File(path) as file:
            start, size = file["halves"]["key"].id.get_chunk_info(0)[2:4]
        content = path.read_bytes()
        for offset in range(2, size, 37):
            spoiled = bytearray(content)
            spoiled[start + offset] ^= 4
            path.write_bytes(spoiled)
            with pytest.raises(KeyFileError, match="Get the file again"):
                load_exercise_key(path, "halves")


class TestAlike:
    @given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
    @settings(max_examples=50, deadline=None)
    def test_values_are_alike_when_they_are_equal(self, exercise, one, other):
        equal = abs(one - other) <= 1e-7 + 1e-5 * abs(one)
        assert is_alike(exercise, Answer(RETURNED, one), Answer(RETURNED, other)) == equal

    def test_exceptions_are_alike_when_they_are_of_one_type(self, exercise):
        one = Answer(RAISED, error="ValueError", detail="here")
        assert is_alike(exercise, one, Answer(RAISED, error="ValueError", detail="there"))
        assert not is_alike(exercise, one, Answer(RAISED, error="KeyError", detail="here"))
        assert not is_alike(exercise, one, Answer(RETURNED))

    def test_only_what_was_returned_is_right(self, exercise):
        case = exercise.cases[1]
        assert is_right(exercise, case, Answer(RETURNED, case.expected))
        assert not is_right(exercise, case, Answer(RAISED, case.expected))
