"""Weights in small files come back as they were."""

from triage.packing import pack, unpack


def test_what_is_packed_comes_back() -> None:
    pairs = {"no one": (3, -1), "again": (3, -1), "kind": (-4, -5), "the": (0, 0)}
    assert unpack(pack(pairs), 0.5) == {"no one": 1.5 - 0.5j, "again": 1.5 - 0.5j, "kind": -2 - 2.5j}


def test_features_of_one_pair_stand_together() -> None:
    assert pack({"b": (1, 2), "a": (1, 2)}) == {"1 2": "a\tb"}
