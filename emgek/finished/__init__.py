"""Finished pages: answers for everybody, made once for as long as nothing changes (design.md §2.13)."""
