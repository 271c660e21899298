"""The command `read_interview FILE [--json]`: prints a reading and touches nothing."""

import argparse
import json
import sys
from pathlib import Path

from .decoding import UnreadableUpload, decode_upload
from .parsed import ParsedInterview
from .reader import read_interview


def main(argv: list[str] | None = None) -> int:
    """Read the file named in `argv` and print it; return the exit status.

    0 when it was read, 1 when it cannot be read (the reason goes to stderr).
    """
    options = _parser().parse_args(argv)
    try:
        text = decode_upload(Path(options.file).read_bytes(), options.file)
    except (OSError, UnreadableUpload) as error:
        print(f"read_interview: {error}", file=sys.stderr)
        return 1
    parsed = read_interview(text)
    if options.json:
        print(json.dumps(parsed.as_json(), ensure_ascii=False, indent=2))
    else:
        print(summary(parsed))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="read_interview", description=main.__doc__.splitlines()[0])
    parser.add_argument("file", help="a .txt, .docx or .html file")
    parser.add_argument("--json", action="store_true", help="print everything that was read as JSON")
    return parser


def summary(parsed: ParsedInterview) -> str:
    """Return the reading in the order an editor checks it."""
    rows = [f"language   {parsed.language}", f"title      {parsed.title}", f"lead       {parsed.lead}"]
    for number, block in enumerate(parsed.blocks, 1):
        mark = " " if block.sure else "?"
        rows += ["", f"{number}{mark} — {block.question}", f"     {block.answer}"]
    rows.append("")
    rows += [f"thanks     {thanks}" for thanks in parsed.thanks if thanks]
    rows.append(f"closing    {parsed.closing}")
    facts = parsed.as_json()
    for part in ("election", "imprint"):
        rows += [f"{part}.{name:<24}{value}" for name, value in facts[part].items()]
    rows += [f"left over  {text}" for text in parsed.left_over]
    rows.append(f"repeats    {len(parsed.repeats)}")
    rows += [f"warning    {w.code} (block {w.block}): {w.message}" for w in parsed.warnings]
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
