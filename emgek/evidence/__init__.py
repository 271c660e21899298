"""Evidence: what an address of the public site showed at a moment, and the proof that anyone can check.

`asking` reads what was typed → `showing` runs the real public view as of the moment and notes which editions it reads →
`account` tells of these editions → `bundle` packs documents and journal with `check_evidence.py` → `paper` sets it all.
"""
