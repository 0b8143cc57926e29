#!/usr/bin/env bash
# Runs one question beside ripgrep over the same folder, in turn, and prints wall time, memory and
# the ratio of the medians. Usage: benches/compare.sh [PROTOCOLS] [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."
protocols=${1:-10000}
runs=${2:-5}
command -v rg >/dev/null || { echo "ripgrep (rg) is needed" >&2; exit 2; }
[ -x /usr/bin/time ] || { echo "GNU time (/usr/bin/time) is needed" >&2; exit 2; }
cargo build --release --quiet --bin samverkan --example generate-archive
target=${CARGO_TARGET_DIR:-target}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$target/release/examples/generate-archive" --protocols "$protocols" --plain "$folder/archive" 2>/dev/null

measure() { # name, command...
  local name=$1
  shift
  /usr/bin/time -f '%e %M' -o "$folder/time" "$@" >/dev/null
  cat "$folder/time" >>"$folder/$name"
}
median() { # file, column
  awk -v c="$2" '{ print $c }' "$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

rg -c beslutade "$folder/archive" >/dev/null # warm the page cache
for _ in $(seq "$runs"); do
  measure samverkan "$target/release/samverkan" decisions --body LSG --format json --archive "$folder/archive"
  measure load "$target/release/samverkan" meetings --count --archive "$folder/archive"
  measure check "$target/release/samverkan" check --exit-zero --as-of 2024-12-31 --format json --archive "$folder/archive"
  measure index "$target/release/samverkan" index --dry-run --archive "$folder/archive"
  measure rg rg -c beslutade "$folder/archive"
done
base=$(median "$folder/rg" 1)
printf '%-44s %8s %10s %8s\n' "$protocols protocols, median of $runs" 'wall s' 'peak MiB' '× rg'
for name in rg samverkan load check index; do
  case $name in
    rg) label='rg -c beslutade' ;;
    samverkan) label='decisions --body LSG --format json' ;;
    load) label='meetings --count (reads everything)' ;;
    check) label='check (every rule)' ;;
    index) label='index --dry-run (every page)' ;;
  esac
  wall=$(median "$folder/$name" 1)
  memory=$(median "$folder/$name" 2)
  awk -v l="$label" -v w="$wall" -v m="$memory" -v b="$base" \
    'BEGIN { printf "%-44s %8.2f %10.0f %8.1f\n", l, w, m / 1024, w / (b > 0 ? b : 0.01) }'
done
