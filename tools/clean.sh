#!/bin/sh
# Remove what `make setup` and the tests made. What a person wrote stays: .env and the demo's rows under var/.
set -eu
cd "$(dirname "$0")/.."

rm -rf .venv .tools staticfiles .pytest_cache .ruff_cache .hypothesis .import_linter_cache .djlint_cache
find . -path ./.git -prune -o -path ./var -prune -o -name __pycache__ -type d -print | xargs rm -rf
find locale* -name '*.mo' -exec rm -f {} + 2>/dev/null || :
echo "Removed .venv, .tools, the caches and the compiled catalogues. Kept .env and var/."
