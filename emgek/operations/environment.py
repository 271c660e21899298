"""What the environment says, taken by the letter.

django-environ reads a value that begins with `$` as the name of another one, and a file (`NAME_FILE`) with the line
break at its end. So a passphrase "$um" would be an empty one, and the backup not sealed; one of a file would not be
what somebody types who has to restore.
"""

from environ import FileAwareEnv
from environ.fileaware_mapping import FileAwareMapping


class Letters(FileAwareMapping):
    """The environment, with each `$` marked as nothing but itself."""

    def __getitem__(self, key: str) -> str:
        value = super().__getitem__(key)
        if self.env.get(f"{key}_FILE"):
            value = value.rstrip("\r\n")
        return value.replace("$", r"\$")


class Env(FileAwareEnv):
    """Reads variables, or the files that `NAME_FILE` names."""

    ENVIRON = Letters()

    def __init__(self):
        super().__init__()
        self.escape_proxy = True  # takes the marks away again
