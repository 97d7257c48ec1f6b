"""How sure a share is that was counted on few."""

from math import sqrt

_Z = 1.96  # of 95 %


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share, after Wilson (1927); (0, 1) where nothing was counted."""
    if not whole:
        return 0.0, 1.0
    share, z2 = part / whole, _Z * _Z
    middle = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    half = _Z * sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole)) / (1 + z2 / whole)
    return max(0.0, middle - half), min(1.0, middle + half)
