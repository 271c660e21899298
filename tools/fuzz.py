"""Fuzz the reading of interviews: texts, pages and files made up by hypothesis, for ten minutes or as long as asked.

    make fuzz                    ten minutes
    make fuzz ARGS="--minutes 3"

Whatever comes in, `read_interview` loses no letter, and `decode_upload` answers with a text or `UnreadableUpload`, both
in time. What breaks this is printed, shrunk; the exit status is then 1. It is no test of `make test`: each run looks
for something new.
"""

import argparse
import faulthandler
import io
import random
import sys
import time
import zipfile

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from candidates.reading import UnreadableUpload, read_interview
from candidates.reading.characters import letters_and_digits
from candidates.reading.decoding import decode_upload
from candidates.reading.normal import normalise
from tests.candidates.test_reading_properties import anything, retold

ROUND = 200  # examples between two looks at the clock
PATIENCE = 60  # seconds for one text of at most some hundred kilobytes; then it hangs
NAMES = st.sampled_from(["a.txt", "a.html", "a.docx", "a.doc", "a", "маек.TXT", "a.xhtml"])
HEADS = st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\0\0", b"<html>"])
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
TAGS = st.sampled_from(
    "<w:p> </w:p> <w:r> </w:r> <w:t> </w:t> <w:tbl> </w:tbl> <w:tr> <w:tc> <w:b/> <w:hyperlink/> &amp; &x; Үлгү".split()
)

encoded = st.tuples(anything, st.sampled_from(["utf-8", "utf-16", "cp1251", "koi8-r", "cp866", "utf-32"])).map(
    lambda found: found[0].encode(found[1], "replace")
)
long_texts = st.tuples(anything, st.integers(1, 300)).map(lambda found: found[0] * found[1])


@st.composite
def documents(draw) -> bytes:
    """Return a .docx whose XML may be anything."""
    words = WORD.format("".join(draw(st.lists(TAGS, max_size=40)))) if draw(st.booleans()) else draw(st.text())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", words.encode("utf-8", "replace"))
        package.writestr("[Content_Types].xml", draw(st.text(max_size=50)).encode("utf-8", "replace"))
    data = bytearray(stream.getvalue())
    for _each in range(draw(st.integers(0, 3))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


files = st.one_of(
    st.tuples(HEADS, st.binary(max_size=2000)).map(b"".join), encoded, documents(), st.binary(max_size=4000)
)


def a_text_is_read_whole(text: str) -> None:
    """Every letter and digit is told once and in order, and the reading is the same every time."""
    parsed = read_interview(text)
    if retold(parsed) != letters_and_digits(normalise(text)):
        raise AssertionError("a letter or digit was lost, told twice, or out of its order")
    if read_interview(text) != parsed:
        raise AssertionError("the same text was read in two ways")


def a_file_is_read_or_refused(data: bytes, name: str) -> None:
    """A file becomes a text that can be read, or is refused with a reason."""
    try:
        text = decode_upload(data, name)
    except UnreadableUpload:
        return
    a_text_is_read_whole(text)


def main(argv: list[str] | None = None) -> int:
    """Fuzz for some minutes; return 0 when nothing broke."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10, help="how long; 10 unless told")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32), help="to repeat a run")
    options = parser.parse_args(argv)
    print(f"fuzzing read_interview for {options.minutes:g} minutes, seed {options.seed}", flush=True)
    ways = [(a_text_is_read_whole, (anything,)), (a_text_is_read_whole, (long_texts,))]
    ways.append((a_file_is_read_or_refused, (files, NAMES)))
    until, tried, told_at, longest = time.monotonic() + options.minutes * 60, 0, time.monotonic(), 0.0

    def watched(claim):
        def watch(values):
            nonlocal tried, longest
            faulthandler.dump_traceback_later(PATIENCE, exit=True)
            begun = time.process_time()
            claim(*values)
            longest, tried = max(longest, time.process_time() - begun), tried + 1

        return watch

    number = 0
    while time.monotonic() < until:
        claim, strategies = ways[number % len(ways)]
        number += 1
        try:
            run(watched(claim), strategies, options.seed + number)
        except Exception as error:
            faulthandler.cancel_dump_traceback_later()
            notes = "\n".join(getattr(error, "__notes__", []))
            print(f"BROKEN by seed {options.seed} after {tried} examples: {error!r}\n{notes}", file=sys.stderr)
            return 1
        if time.monotonic() - told_at > 30:
            told_at = time.monotonic()
            print(f"{tried} examples, the longest took {longest:.2f} s", flush=True)
    faulthandler.cancel_dump_traceback_later()
    print(f"{tried} examples, no crash and no hang; the longest took {longest:.2f} s")
    return 0


def run(claim, strategies, number: int) -> None:
    """Try a claim on some examples that differ from round to round."""
    rounds = settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    seed(number)(rounds(given(st.tuples(*strategies))(claim)))()


if __name__ == "__main__":
    sys.exit(main())
