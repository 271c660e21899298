"""Slips of the finger: a letter too many, too few, another one, or two in each other's place."""

from os.path import commonprefix

#: From how many letters a word may have one slip, and from how many two; shorter words are too like each other.
ONE_SLIP, TWO_SLIPS = 4, 8


def slips_allowed(word: str) -> int:
    """Return how many slips a word may have; a number has none.

    >>> slips_allowed("аба"), slips_allowed("түтүн"), slips_allowed("асанбердиев"), slips_allowed("2021")
    (0, 1, 2, 0)
    """
    if len(word) < ONE_SLIP or any(sign.isdigit() for sign in word):
        return 0
    return 1 if len(word) < TWO_SLIPS else 2


def slips_between(typed: str, written: str, most: int) -> int:
    """Return how many slips lie between two words, or `most + 1` when there are more.

    >>> slips_between("бишкк", "бишкек", 1), slips_between("ибшкек", "бишкек", 1), slips_between("шаар", "шамал", 1)
    (1, 1, 2)
    """
    if abs(len(typed) - len(written)) > most:
        return most + 1
    if most == 1:
        return 0 if typed == written else 1 if is_one_slip(typed, written) else 2
    before, row = [], list(range(len(written) + 1))
    for i, left in enumerate(typed, 1):
        two_before, before, row = before, row, [i]
        for j, right in enumerate(written, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == written[j - 2] and typed[i - 2] == right:
                least = min(least, two_before[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def is_one_slip(typed: str, written: str) -> bool:
    """Say whether two different words are one slip apart: by then only their ends can still agree, after the slip.

    >>> is_one_slip("бишкк", "бишкек"), is_one_slip("ибшкек", "бишкек"), is_one_slip("шаар", "шамал")
    (True, True, False)
    """
    at = len(commonprefix((typed, written)))
    one, other = typed[at:], written[at:]
    turned = one[1::-1] + one[2:] if len(one) > 1 else one
    return one[1:] == other[1:] or one[1:] == other or one == other[1:] or turned == other


def slips_in(typed: str, written: str) -> int | None:
    """Return with how many slips a word was probably meant as a written one, None where it was not.

    The shortest words must begin alike.

    >>> slips_in("бишкк", "бишкек"), slips_in("бишкек", "бишкек"), slips_in("шаар", "шамал")
    (1, 0, None)
    """
    most = slips_allowed(typed)
    if not most or (len(typed) == ONE_SLIP and (typed[0] != written[0] or len(written) < ONE_SLIP)):
        return None
    slips = slips_between(typed, written, most)
    return slips if slips <= most else None
