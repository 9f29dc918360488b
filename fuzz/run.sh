#!/bin/sh
# Fuzzes a target for so many seconds, from every scenario at hand and all that earlier runs kept.
set -eu
cd "$(dirname "$0")/.."
target=${1:-scenario}
seconds=${2:-600}
corpus=fuzz/corpus/$target
mkdir -p "$corpus"
for file in scenarios/*/*.toml tests/*/*.toml; do
    cp "$file" "$corpus/$(echo "$file" | tr / -)"
done
exec nice -n 19 cargo fuzz run -s none "$target" -- \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=8192 -dict=fuzz/dictionary
