"""What the Makefile calls: set-up, demo, tests, checks and message catalogues. Nothing in the apps imports it."""
