"""What the house knows about writing Kyrgyz: its order, how it is searched, its addresses, its script.

Nothing here reads the database or the settings; the rules and their sources are in docs and in each module.
"""

from publishing.kyrgyz.order import sort_key
from publishing.kyrgyz.script import mixed_script
from publishing.kyrgyz.search import fold, light, query_words
from publishing.kyrgyz.slugs import slugify
from publishing.kyrgyz.spelling import bare, in_letters_of, spelled_words

__all__ = [
    "bare",
    "fold",
    "in_letters_of",
    "light",
    "mixed_script",
    "query_words",
    "slugify",
    "sort_key",
    "spelled_words",
]
