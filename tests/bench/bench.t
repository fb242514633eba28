#!/bin/sh
# The bench runs, in small; what it measures is no test.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

RECORDS=200 ROUNDS=1
export RECORDS ROUNDS
check 'the bench runs' sh "$TOP/tests/bench/run.sh"
same 'and gives a ratio for each pair' 4 "$(printf '%s\n' "$out" | grep -c 'ratio [0-9]')"
done_testing
