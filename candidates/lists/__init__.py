"""The whole list of an election at once: out to a spreadsheet, in from one, and back again."""
