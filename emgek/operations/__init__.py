"""Running the site: its health, its log lines, its figures, its upkeep, and the page that tells how it stands."""
