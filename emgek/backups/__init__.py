"""Backups: everything that is entered and was public in one file, and back again, on either database.

`sealed` hides a stream behind a passphrase, `archive` is the file and its checksums, `tables` turns rows into lines and
back, `making` and `restoring` put these together, `record` remembers the last backup.
"""
