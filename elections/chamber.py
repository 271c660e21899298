"""The council as squares, as many as it has seats: ours are full."""

from dataclasses import dataclass
from math import isqrt

STEP, SIDE = 12, 10


@dataclass(frozen=True, slots=True)
class Chamber:
    """A drawing: its size, and a path for the seats that are ours and for the others."""

    width: int
    height: int
    ours: str
    others: str


def chamber(seats: int | None, won: int | None) -> Chamber | None:
    """Return the drawing of a council, row by row, ours first; None where a figure is missing or makes no sense.

    >>> chamber(4, 1)
    Chamber(width=24, height=24, ours='M1 1h10v10h-10z', others='M13 1h10v10h-10zM1 13h10v10h-10zM13 13h10v10h-10z')
    """
    if not seats or won is None or won > seats:
        return None
    across = isqrt(seats - 1) + 1
    squares = [
        f"M{place % across * STEP + 1} {place // across * STEP + 1}h{SIDE}v{SIDE}h-{SIDE}z" for place in range(seats)
    ]
    down = -(-seats // across)
    return Chamber(across * STEP, down * STEP, "".join(squares[:won]), "".join(squares[won:]))
