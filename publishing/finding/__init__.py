"""How readers' words find what is written: folding, endings, slips of the finger, and the index of trigrams.

`asked` (what was typed) → `vocabulary` (which written words are meant) → `matching` (the question to the database)
→ `marking` (what of a text matched). `publishing.searching` asks them in this order; nothing here knows a page.
"""
