"""Run the reader without Django: `python -m candidates.reading FILE --json`."""

import sys

from .cli import main

sys.exit(main())
