"""The press kit: one ZIP, made while it is being sent, with what a newsroom asks for.

    live editions ──files()──▶ File, File, … ──zipped()──▶ bytes as they come

The logo is drawn from the party's row; portraits are the largest ones the site shows, never originals, and only those
whose photographer is recorded; what is left out is named. The same moment gives the same bytes.
"""

from emgek.press_kit.contents import files
from emgek.press_kit.zipping import zipped

__all__ = ["files", "zipped"]
