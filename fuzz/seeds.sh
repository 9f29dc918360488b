#!/bin/sh
# Puts every scenario at hand into the corpus, and what was found before.
set -eu
cd "$(dirname "$0")/.."
corpus=fuzz/corpus/scenario
mkdir -p "$corpus"
for file in scenarios/*.toml tests/scenarios/*.toml tests/broken/*.toml tests/doubtful/*.toml tests/screen/*.toml \
    tests/scenario_files/*.toml tests/found/*.toml; do
    if [ -f "$file" ]; then
        cp "$file" "$corpus/$(echo "$file" | tr / -)"
    fi
done
