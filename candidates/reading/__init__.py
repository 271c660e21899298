"""Read a raw interview into title, lead, questions and answers, thanks, imprint.

    >>> parsed = read_interview("- Сиз кимсиз?\\n- Мен Үлгү Мисаловмун.")
    >>> parsed.as_json()["blocks"]
    [{'question': 'Сиз кимсиз?', 'answer': 'Мен Үлгү Мисаловмун.', 'sure': True}]

Nothing here knows Django, a database or the clock: text goes in, a value comes out.

**Nothing is lost.** `ParsedInterview.pieces` lie in the order of the input.
Their texts and labels, and the repeats taken out, hold every letter and digit
of `normalise(text)` exactly once. All else (`election`, `imprint` but for their
`text`) are readings: spans as they stand, numbers and days; the one thing ever
inferred is a missing year, and then a warning says so.

**Editing.** The desk shows pieces, not blocks. To split a piece, replace it by
two; to merge, by one; to re-label, give it another `role`; to move a border,
move words between neighbours; to accept a doubt, take `piece.settled()`; to
undo the removal of a repeat, insert a piece with its text and offsets. Then
`assemble(pieces, repeats)` gives the interview anew, with all readings made
again. `assemble(parsed.pieces, parsed.repeats) == parsed`.

The steps, a module each: `decoding` bytes → text; `normal`, `markup` text
without tags; `lines`, `repeats`, `noise`, `imprint` what is set aside; `units`,
`labels`, `survey`, `speakers`, `turns` where turns may begin; `voices` who
speaks; `ending` how it begins and ends; `piecing`, `assembling` what it adds up
to; `election`, `imprint_facts` what can be read off it. `pairing` lays a
translation read the same way beside its original.
"""

from .assembling import assemble
from .decoding import UnreadableUpload, decode_upload
from .normal import normalise
from .pairing import pair
from .parsed import (
    Block,
    Election,
    Imprint,
    ParsedInterview,
    Piece,
    Repeat,
    Role,
    Warning,
)
from .reader import read_interview

__all__ = [
    "Block",
    "Election",
    "Imprint",
    "ParsedInterview",
    "Piece",
    "Repeat",
    "Role",
    "UnreadableUpload",
    "Warning",
    "assemble",
    "decode_upload",
    "normalise",
    "pair",
    "read_interview",
]
