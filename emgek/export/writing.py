"""A folder of copies: each is made beside the one that is shown, and takes its place in one step.

builds/<when>/site/…      the files, named like the addresses
builds/<when>/404/…       what is said where there is no page, or not yet, or no more: 404, 410, 503
builds/<when>/moved/301/… one symbolic link for each address that was left
builds/<when>/export.json as of when, until when it is true, the end of the journal
current                   a symbolic link to the copy that is shown
on                        there while the proxy shows it (`switch`)
"""

import fcntl
import gzip
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from emgek.export.addresses import Address

#: What a web server sends compressed if it lies there so.
COMPRESSED = frozenset({".html", ".css", ".js", ".svg", ".xml", ".txt", ".ics"})
#: Files whose names say what is in them: pages of the copy before may still ask for them.
NAMED_BY_CONTENT = ("share/", "media/", "static/", "site.")
FEW = 256
"""Fewer bytes are not compressed."""


class BusyError(Exception):
    """Somebody else is writing into the folder."""


@dataclass
class Build:
    """One copy while it is written; `before` is the one that is shown, whose unchanged files are taken over."""

    folder: Path
    before: Path | None
    count: int = 0
    size: int = 0
    changed: int = 0
    assets: list[str] = field(default_factory=list)

    def put(self, name: str, matter: bytes) -> None:
        """Write a file; one that is as before stays the same file, with its day."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self.count += 1
        self.size += len(matter)
        asset = name.removeprefix("site/")
        if asset.startswith(NAMED_BY_CONTENT):
            self.assets.append(asset)
        if self.before and is_same(self.before / name, matter):
            self.take_over(name)
            return
        self.changed += 1
        path.write_bytes(matter)
        if path.suffix in COMPRESSED and len(matter) > FEW:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(matter, mtime=0))

    def take_over(self, name: str) -> None:
        """Give a file of the copy before another place, with what lies compressed beside it."""
        for each in (name, f"{name}.gz"):
            if (self.before / each).is_file():
                (self.folder / each).parent.mkdir(parents=True, exist_ok=True)
                os.link(self.before / each, self.folder / each)

    def keep_assets(self) -> None:
        """Keep what pages of the copy before name: a reader may have one open."""
        if not self.before:
            return
        for name in (self.before / "assets.txt").read_text("utf-8").splitlines():
            if not (self.folder / "site" / name).exists():
                self.take_over(f"site/{name}")

    def move(self, status: int, place: Address, there: Address) -> None:
        """Note where an address leads that was left: a web server reads it from where the link points."""
        path = self.folder / "moved" / str(status) / place.as_path.strip("/") / "to"
        path.parent.mkdir(parents=True, exist_ok=True)
        target = self.folder / "site" / there.as_path.strip("/")
        path.symlink_to(os.path.relpath(target, path.parent))

    def close(self, facts: dict) -> None:
        """Write what is known of the copy."""
        (self.folder / "assets.txt").write_text("".join(f"{name}\n" for name in sorted(self.assets)), "utf-8")
        told = facts | {"files": self.count, "bytes": self.size, "changed": self.changed}
        (self.folder / "export.json").write_text(f"{json.dumps(told, indent=2)}\n", "utf-8")


def is_same(path: Path, matter: bytes) -> bool:
    """Say whether a file is there and holds just this."""
    return path.is_file() and path.stat().st_size == len(matter) and path.read_bytes() == matter


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep others from writing into a folder; raise BusyError where somebody already does."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError from error
        yield


def shown(folder: Path) -> Path | None:
    """Return the copy that is shown, None where there is none."""
    current = folder / "current"
    return current.resolve() if current.exists() else None


def begin(folder: Path, at: datetime, number: int) -> Build:
    """Begin a copy beside the one that is shown; what was left of one that was never finished goes."""
    before = shown(folder)
    forget(folder, but=(before,))
    made = folder / "builds" / f"{at:%Y%m%dT%H%M%SZ}-{number}"
    while made.exists():
        made = made.with_name(f"{made.name}a")
    made.mkdir(parents=True)
    return Build(made, before)


def show(folder: Path, build: Build, *, keep: bool = True) -> None:
    """Let a copy take the place of the one before, in one step; that one stays for those who are reading it.

    Where `keep` is false it goes: something in it was erased.
    """
    os.sync()  # no power cut leaves a link to files that never reached the disk
    link = folder / "current.new"
    link.unlink(missing_ok=True)
    link.symlink_to(build.folder.relative_to(folder))
    link.replace(folder / "current")
    forget(folder, but=(build.folder, build.before if keep else None))


def forget(folder: Path, *, but: tuple[Path | None, ...]) -> None:
    """Delete every copy but some."""
    kept = {path.name for path in but if path}
    for path in (folder / "builds").glob("*"):
        if path.name not in kept:
            shutil.rmtree(path)
