#!/bin/sh
# fuzz.sh SECONDS HARNESS.c...: runs each built harness that long. Its corpus, tests/fuzz/corpus/NAME,
# is copied first, so that what a run finds stays in build/fuzz until somebody picks it.
# tests/fuzz/NAME.dict is used where it is there. Exits 1 when an input broke something.

cd "$(dirname "$0")/.." || exit 1
seconds=$1
shift
failed=0
for harness; do
	name=$(basename "$harness" .c)
	corpus=build/fuzz/corpus/$name
	log=build/fuzz/$name.log
	mkdir -p "$corpus"
	[ ! -d "tests/fuzz/corpus/$name" ] || cp -R "tests/fuzz/corpus/$name/." "$corpus/"
	set -- -max_total_time="$seconds" -max_len=4096 -timeout=10 -print_final_stats=1 \
		-artifact_prefix="build/fuzz/$name-"
	[ ! -f "tests/fuzz/$name.dict" ] || set -- "$@" -dict="tests/fuzz/$name.dict"
	if "build/fuzz/tests/fuzz/$name" "$@" "$corpus" >"$log" 2>&1 </dev/null; then
		echo "fuzz: $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") runs, nothing found"
	else
		failed=1
		echo "fuzz: $name: FAILED"
		tail -n 40 "$log"
	fi
done
exit "$failed"
