#!/bin/sh
# kill -9 at every system call of one step, one batch, one import and one compacting: nothing
# acknowledged is lost, nothing else is touched, no half batch counts, the next writer works without
# a person, and the same command again has its effect exactly once.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"
# shellcheck source=tests/fault/jobs.sh
. "$TOP/tests/fault/jobs.sh"

strace -qq -o /dev/null true 2>/dev/null || skip_all 'strace cannot trace here'
check 'the stores are made' make_stores

# kill_everywhere JOB START PATTERN: the points in `where`, and in `wrong` what was not sound at which.
kill_everywhere() {
	points "$1" "$2" "$3" >where || : >where
	: >wrong
	while read -r name k; do
		fresh "$2"
		# shellcheck disable=SC2046
		strace -f -qq -o /dev/null -e "inject=$name:signal=KILL:when=$k" \
			$(job "$1") >ack 2>err </dev/null
		sound "$1" 137 | sed "s/^/$name $k: /" >>wrong
	done <where
}

for start in clean torn empty closed; do
	for job in $(jobs_of "$start"); do
		kill_everywhere "$job" "$start" '.*'
		same "$job on a store that is $start: $(wc -l <where) points of kill" '' "$(cat wrong)"
		like "$job on a store that is $start: there are points" '^[1-9][0-9]+$' "$(wc -l <where)"
	done
done

# The test is tested: a writer that truncates in place loses what was there, and is caught.
cat >naive.pl <<'E2'
open my $in, "<", "s/complaint.jsonl" or die;
my @lines = <$in>;
open my $out, ">", "s/complaint.jsonl" or die;
print $out @lines, q({"id":"C-50","new":true,"step":"open","at":"2026-11-20T09:00:00+08:00",) .
	qq("state":"open","customer":"FAULT"}\n);
E2
kill_everywhere naive clean 'write|close'
like 'a writer that truncates in place is caught' 'C-1 is gone' "$(cat wrong)"
done_testing
