"""What crosses between a student's code and the grader: plain data, whole, and nothing else."""

import json
import math
import struct
import tracemalloc
from collections import OrderedDict, namedtuple
from enum import IntEnum

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.answers import codec
from grader.answers.codec import CodecError, Dice, Formula, Rng, Unsupported, decode, encode

CARRIED = [np.dtype(name) for name in ("bool", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8")]
CARRIED += [np.dtype(name) for name in ("f2", "f4", "f8")]

shapes = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
arrays = st.sampled_from(CARRIED).flatmap(lambda dtype: hnp.arrays(dtype, shapes))
scalars = st.sampled_from(CARRIED).flatmap(lambda dtype: hnp.arrays(dtype, ())).map(lambda a: a[()])
texts = st.text(st.characters(exclude_categories=["Cs"]))
integers = st.integers(-(10**399), 10**399)
atoms = st.one_of(st.none(), st.booleans(), integers, st.floats(), texts, scalars, arrays)
values = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(texts | integers, inner, max_size=4),
    ),
    max_leaves=12,
)


def same(one, other):
    """Equal in type, structure and every bit that matters; nan equals nan."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray | np.generic):
        equal = np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
        return one.dtype == other.dtype and one.shape == other.shape and equal
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other or (one != one and other != other)


def pack(skeleton, data=b""):
    """A message with that skeleton, be it a lie."""
    text = skeleton if isinstance(skeleton, bytes) else json.dumps(skeleton).encode()
    return struct.pack(">I", len(text)) + text + data


def decoded_or_refused(data):
    """Whether `data` was decoded; anything that is neither a value nor a CodecError is a failure."""
    try:
        decode(data)
    except CodecError:
        return False
    return True


class TestRoundTrip:
    @given(values)
    @settings(max_examples=300, deadline=None)
    def test_every_plain_value_comes_back_the_same(self, value):
        assert same(decode(encode(value)), value)

    @given(values)
    @settings(deadline=None)
    def test_the_same_value_always_gives_the_same_bytes(self, value):
        assert encode(value) == encode(decode(encode(value)))

    @pytest.mark.parametrize(
        "array",
        [
            np.arange(12.0).reshape(3, 4).T,
            np.arange(12)[::-2],
            np.asfortranarray(np.ones((2, 3), np.float32)),
            np.broadcast_to(np.float64(2.5), (3, 2)),
        ],
    )
    def test_the_layout_in_memory_makes_no_difference(self, array):
        assert same(decode(encode(array)), np.ascontiguousarray(array))

    @pytest.mark.parametrize("dtype", [">i2", ">i8", ">u4", ">f4", ">f8"])
    def test_big_endian_numbers_keep_their_value(self, dtype):
        array = np.array([1, 2, 300], dtype)
        assert same(decode(encode(array)), array.astype(array.dtype.newbyteorder("<")))

    def test_what_comes_back_from_an_array_is_only_for_reading(self):
        assert not decode(encode(np.ones(3))).flags.writeable

    @pytest.mark.parametrize(
        "recipe",
        [Rng(0), Rng(2**64), Dice(0), Dice(2**64), Formula("lambda z: 1 / 0"), Formula("")],
    )
    def test_a_recipe_stays_a_recipe(self, recipe):
        assert decode(encode({"f": (recipe,)})) == {"f": (recipe,)}


class TestSubclasses:
    """Relatives of plain values are carried as what they are relatives of."""

    def test_a_matrix_becomes_an_array(self):
        assert same(decode(encode(np.asarray([[1.0]]).view(np.matrix))), np.array([[1.0]]))

    def test_a_named_tuple_becomes_a_tuple(self):
        assert same(decode(encode(namedtuple("Pair", "a b")(1, 2))), (1, 2))

    def test_an_ordered_dict_becomes_a_dict_in_its_order(self):
        assert same(decode(encode(OrderedDict(b=1, a=2))), {"b": 1, "a": 2})

    def test_strings_and_numbers_of_a_class_of_their_own_become_plain(self):
        class Text(str):
            def __str__(self):
                raise ValueError("no text")

            __repr__ = __str__

        class Whole(int):
            def __int__(self):
                return "seven"

        class Real(float):
            def __float__(self):
                return "half"

        level = IntEnum("Level", "LOW HIGH").HIGH
        mixed = {Text("key"): [Text("text"), Whole(7), Real(0.5), level], Whole(1): np.str_("x")}
        assert same(decode(encode(mixed)), {"key": ["text", 7, 0.5, 2], 1: "x"})

    def test_a_lone_surrogate_is_replaced_since_no_file_could_hold_it(self):
        assert decode(encode({"\ud800": "a\udfff"})) == {"?": "a?"}


class TestUnsupported:
    @pytest.mark.parametrize(
        ("value", "name"),
        [
            (print, "builtin_function_or_method"),
            ({1, 2}, "set"),
            (1j, "complex"),
            (b"bytes", "bytes"),
            (np.array([None]), "array of object"),
            (np.ones(2, complex), "array of complex128"),
            (np.array(["a"]), "array of <U1"),
            (np.array(["a"], np.dtypes.StringDType()), "array of StringDType()"),
            (np.zeros(1, [("a", "i4")]), "array of [('a', '<i4')]"),
            (np.complex64(1), "scalar of complex64"),
            (10**400, "int of 1,329 bits"),
            (-(10**5000), "int of 16,610 bits"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_what_is_no_plain_data_is_named(self, value, name):
        assert decode(encode([value])) == [Unsupported(name)]

    def test_even_a_very_long_name_stays_short(self):
        thing = type("N" * 10_000, (), {})()
        assert decode(encode(thing)) == Unsupported("N" * codec.MAX_NAME)

    def test_unsupported_survives_another_trip(self):
        assert decode(encode(Unsupported("set"))) == Unsupported("set")

    @pytest.mark.parametrize("key", [(1, 2), 0.5, True, None, 10**5000], ids=type)
    def test_a_key_that_is_neither_string_nor_number_is_named(self, key):
        assert decode(encode({key: 1})) == {f"key of type {type(key).__name__}": 1}


class TestTooMuch:
    def test_a_formula_is_short(self):
        with pytest.raises(CodecError, match="formula"):
            encode(Formula("z" * (codec.MAX_NAME + 1)))

    def test_a_list_in_itself_is_refused(self):
        loop = []
        loop.append({"again": (loop,)})
        with pytest.raises(CodecError, match="contain itself"):
            encode(loop)

    def test_nesting_is_carried_to_a_limit(self):
        def nested(depth):
            return [nested(depth - 1)] if depth else 1

        assert decode(encode(nested(codec.MAX_DEPTH))) == nested(codec.MAX_DEPTH)
        with pytest.raises(CodecError, match="deep"):
            encode(nested(codec.MAX_DEPTH + 1))

    def test_many_values_are_carried_to_a_limit(self):
        assert len(decode(encode([0] * (codec.MAX_ITEMS - 1)))) == codec.MAX_ITEMS - 1
        with pytest.raises(CodecError, match="values"):
            encode([0] * codec.MAX_ITEMS)

    def test_a_list_shared_over_and_over_counts_every_time(self):
        bomb = [1]
        for _ in range(30):
            bomb = [bomb, bomb]
        with pytest.raises(CodecError, match="values"):
            encode(bomb)

    def test_a_list_that_never_ends_is_refused(self):
        class Endless(list):
            def __iter__(self):
                while True:
                    yield 1

        with pytest.raises(CodecError, match="values"):
            encode(Endless())

    @pytest.mark.parametrize(
        "value",
        [
            np.broadcast_to(np.float64(1), (2**20, 2**10)),
            [np.broadcast_to(np.float64(1), 2**19)] * 1000,
            ["x" * 2**20] * 1000,
            "x" * (codec.MAX_SKELETON + 1),
            np.zeros((0, 2**40)),
            np.zeros([1] * 20),
        ],
        ids=["one array", "arrays", "strings", "one string", "empty but wide", "dimensions"],
    )
    def test_what_is_too_large_is_refused_before_it_fills_the_memory(self, value):
        tracemalloc.start()
        try:
            with pytest.raises(CodecError):
                encode(value)
            assert tracemalloc.get_traced_memory()[1] < 4 * codec.MAX_BYTES
        finally:
            tracemalloc.stop()


class TestHostileBytes:
    """Whatever a hostile process sends, it is a value or a CodecError, and costs little."""

    @given(st.binary(max_size=200))
    @settings(max_examples=300, deadline=None)
    def test_noise(self, data):
        decoded_or_refused(data)

    @given(st.binary(max_size=60), st.binary(max_size=60))
    @settings(max_examples=200, deadline=None)
    def test_noise_behind_a_right_length(self, skeleton, data):
        decoded_or_refused(pack(skeleton, data))

    @given(values, st.data())
    @settings(max_examples=200, deadline=None)
    def test_a_message_cut_short_is_refused(self, value, data):
        message = encode(value)
        cut = data.draw(st.integers(0, len(message) - 1))
        assert not decoded_or_refused(message[:cut])

    @given(values, st.binary(min_size=1, max_size=9))
    @settings(deadline=None)
    def test_a_message_with_something_behind_it_is_refused(self, value, more):
        assert not decoded_or_refused(encode(value) + more)

    @given(values, st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), max_size=3))
    @settings(max_examples=400, deadline=None)
    def test_flipped_bits(self, value, flips):
        message = bytearray(encode(value))
        for position, bits in flips:
            message[position % len(message)] ^= bits
        decoded_or_refused(bytes(message))

    lengths = st.integers(-2, 5) | st.integers(-(2**70), 2**70) | st.sampled_from([2**31, 2**63])

    @given(
        st.sampled_from(["array", "scalar"]),
        st.sampled_from([dtype.str for dtype in CARRIED]),
        st.lists(lengths | st.none() | st.booleans() | st.floats(), max_size=20),
        st.binary(max_size=64),
    )
    @example("array", "<f8", [0, 2**26, 2**26, 2**26], b"")
    @example("array", "<f8", [2**32, 2**32, 2**32, 0], b"")
    @example("array", "|b1", [0] * 70, b"")
    @settings(max_examples=400, deadline=None)
    def test_arrays_whose_shape_lies(self, kind, dtype, shape, data):
        decoded_or_refused(pack({kind: [dtype, shape]}, data))

    nodes = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "array",
                        "scalar",
                        "tuple",
                        "list",
                        "dict",
                        "unsupported",
                        "rng",
                        "dice",
                        "formula",
                    ]
                )
                | st.text(max_size=3),
                inner,
                max_size=2,
            )
        ),
        max_leaves=10,
    )

    @given(nodes, st.binary(max_size=16))
    @settings(max_examples=400, deadline=None)
    def test_skeletons_of_any_build(self, node, data):
        decoded_or_refused(pack(node, data))

    @pytest.mark.parametrize("dtype", ["|O", "O", "object", "<c16", "<U5", "|V8", "<M8[s]", "x", 3])
    def test_no_other_type_of_array_is_made(self, dtype):
        assert not decoded_or_refused(pack({"array": [dtype, [1]]}, bytes(8)))

    @pytest.mark.parametrize("shape", [[-1], [2.0], [True], ["2"], [[2]], None, 2, {"2": 2}])
    def test_a_shape_is_a_list_of_lengths(self, shape):
        assert not decoded_or_refused(pack({"array": ["<f8", shape]}, bytes(16)))

    def test_a_scalar_has_no_shape(self):
        assert not decoded_or_refused(pack({"scalar": ["<f8", [1]]}, bytes(8)))

    @pytest.mark.parametrize(
        "skeleton",
        [
            b"[" * 100_000,
            b'{"list":[' * 900 + b"]}" * 900,
            b"1" * 5000,
            b'{"dict":[[true,1]]}',
            b'{"dict":[[1.5,1]]}',
            b'{"dict":[["a"]]}',
            b'{"list":[],"tuple":[]}',
            b'{"unsupported":"' + b"x" * 300 + b'"}',
            b'{"formula":"' + b"x" * 300 + b'"}',
            b'{"rng":-1}',
            b'{"dice":-1}',
            b'{"dice":true}',
            b'{"dice":1.5}',
            b'"\\ud800"',
            b'{"dict":[["\\ud800",1]]}',
            b'{"unsupported":"\\ud800"}',
            b'{"list":[' + b"0," * codec.MAX_ITEMS + b"0]}",
            b"[]",
            b"\xff\xfe",
            b"",
        ],
        ids=lambda skeleton: repr(skeleton[:20]),
    )
    def test_irregular_skeletons_are_refused(self, skeleton):
        assert not decoded_or_refused(pack(skeleton))

    def test_of_two_equal_keys_one_counts(self):
        assert decode(pack({"dict": [["a", 1], ["a", 2]]})) == {"a": 2}
        assert decode(pack(b'{"list":[],"list":[1]}')) == [1]

    def test_a_number_beyond_all_floats_is_infinite(self):
        assert decode(pack(b"1e999")) == math.inf

    def test_a_skeleton_can_not_blow_itself_up(self):
        """JSON of empty dicts takes twenty times its size in memory."""
        skeleton = b"[" + b"{}," * (20 * 2**20) + b"{}]"
        tracemalloc.start()
        try:
            assert not decoded_or_refused(pack(skeleton))
            assert tracemalloc.get_traced_memory()[1] < 4 * codec.MAX_BYTES
        finally:
            tracemalloc.stop()

    @pytest.mark.parametrize("size", [0, 3, codec.MAX_BYTES + 1])
    def test_too_little_and_too_much_are_refused(self, size):
        assert not decoded_or_refused(bytes(size))
