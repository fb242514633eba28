#!/bin/sh
# Every fuzz harness over its seeds and 500 mutations of each: no crash, no failed assertion.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

for source in "$TOP"/tests/fuzz/*.c; do
	name=$(basename "$source" .c)
	check "$name has seeds" test -n "$(ls "$TOP/tests/fuzz/corpus/$name" 2>/dev/null)"
	check "$name" "$BUILD/tests/replay/$name" 500 "$TOP/tests/fuzz/corpus/$name"/*
done
done_testing
