#!/usr/bin/env python
"""The command line of emgek."""

import os
import sys


def main():
    """Run one command; `read_interview` is a pure tool and needs neither settings nor a database."""
    if sys.argv[1:2] == ["read_interview"]:
        from candidates.reading.cli import main as read_interview

        return read_interview(sys.argv[2:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emgek.settings")
    from django.core.management import execute_from_command_line

    return execute_from_command_line(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
