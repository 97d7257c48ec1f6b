"""Weights in small files come back as they were."""

from triage.packing import pack, unpack


def test_what_is_packed_comes_back() -> None:
    pairs = {"no one": (3, -1), "again": (3, -1), "kind": (-4, -5), "": (1, 0), "nothing": (-57, 60)}
    assert unpack(pack(pairs), 0.5) == {
        "": 0.5,
        "again": 1.5 - 0.5j,
        "kind": -2 - 2.5j,
        "no one": 1.5 - 0.5j,
        "nothing": -28.5 + 30j,
    }


def test_a_feature_that_weighs_nothing_is_left_out() -> None:
    assert unpack(pack({"the": (0, 0), "a": (1, 2)}), 1.0) == {"a": 1 + 2j}


def test_no_feature_is_packed_into_nothing() -> None:
    assert unpack(pack({}), 1.0) == {}


def test_what_neighbours_share_is_written_once() -> None:
    packed = pack({"nobody came": (1, 1), "nobody cares": (1, 1), "nobody": (1, 1)})
    assert packed.count("nobody") == packed.count("ca") == 1
