#!/bin/sh
# kill -9 and a full disk at the system calls of a replacement of a base table that write or lock (in
# long: at every one): the old table or the new one stands, whole; nothing that left is lost; done
# again, the new one stands and what left was kept once.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"
# shellcheck source=tests/fault/jobs.sh
. "$TOP/tests/fault/jobs.sh"

strace -qq -o /dev/null true 2>/dev/null || skip_all 'strace cannot trace here'
printf 'id,customer,quantity\nB-1,VW,1\nB-2,BMW,2\n' >old.csv
printf 'id,customer,quantity\nB-2,BMW,3\nB-3,GEELY,4\n' >new.csv
crm-store init s.based && crm-store -C s.based base complaint old.csv >/dev/null &&
	crm-complaint -C s.based note B-1 --text kept >/dev/null
# shellcheck disable=SC2034
job_base='crm-store -C s base complaint new.csv'
old='B-1 VW 1 kept,B-2 BMW 2 ' new='B-2 BMW 3 ,B-3 GEELY 4 ,B-1 VW 1 kept'

# records: what a reader sees.
records() {
	crm-store -C s export complaint -o jsonl 2>list.err |
		jq -r '"\(.id) \(.customer) \(.quantity) \([.notes[]?.text] | join("+"))"' | paste -sd,
}

# sound_base STATUS: what must hold of ./s after the replacement was broken; prints what does not.
sound_base() {
	crm-store -C s verify >verify.out 2>&1 || echo "verify: $(tail -n 1 verify.out)"
	got=$(records)
	case $got in
	"$new") ;;
	"$old") ! grep -q '"rows"' ack || echo 'acknowledged, and the old table' ;;
	*) echo "half: $got" ;;
	esac
	crm-complaint -C s note B-2 --text beside >note.out 2>&1 || echo "a step: $(tail -n 1 note.out)"
	$job_base >again.out 2>&1 || echo "again: $(tail -n 1 again.out)"
	[ "$(records)" = 'B-2 BMW 3 beside,B-3 GEELY 4 ,B-1 VW 1 kept' ] || echo "after it: $(records)"
	[ "$(grep -c '"step":"left"' s/complaint.jsonl)" -eq 1 ] || echo 'left, and not once'
	crm-store -C s verify >verify.out 2>&1 || echo "verify again: $(tail -n 1 verify.out)"
	[ ! -e s/.complaint.csv.tmp ] || echo 'a temporary file stays'
}

# break_everywhere INJECT PATTERN: the points in `where`, and in `wrong` what was not sound at which.
break_everywhere() {
	points base based "$2" >where || : >where
	: >wrong
	while read -r name k; do
		rm -rf s && cp -R s.based s
		status=0
		# shellcheck disable=SC2086
		strace -f -qq -o /dev/null -e "inject=$name:$1:when=$k" $job_base >ack 2>err </dev/null ||
			status=$?
		# a failed sync stops the writers until a person has looked
		if [ -e s/.suspect ]; then
			[ "$status" -eq 74 ] || echo "$name $k: suspect, but exit $status" >>wrong
			crm-store -C s check --repair >repair.out 2>&1
		fi
		sound_base | sed "s/^/$name $k (exit $status): /" >>wrong
	done <where
}

rm -rf s && cp -R s.based s
same 'before' "$old" "$(records)"
check 'the replacement' sh -c "$job_base"
same 'after' "$new" "$(records)"
kills='flock|write|pwrite64|fsync|fdatasync|fchmod|rename|renameat|renameat2|unlinkat'
writes='write|pwrite64|fsync|fdatasync|rename|renameat|renameat2'
[ -z "${CRM_FAULT_LONG:-}" ] || kills='.*' writes="$writes|openat|ftruncate|flock|fchmod"
break_everywhere signal=KILL "$kills"
same "killed at $(wc -l <where) points" '' "$(cat wrong)"
like 'there are points' '^[1-9][0-9]+$' "$(wc -l <where)"
break_everywhere error=ENOSPC "$writes"
same "a full disk at $(wc -l <where) points" '' "$(cat wrong)"
like 'there are points' '^[1-9][0-9]*$' "$(wc -l <where)"
done_testing
