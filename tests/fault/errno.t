#!/bin/sh
# A full disk at every call that writes, in one step, batch, import and compacting (in long: I/O errors
# and interrupts too): exit 0 has its effect; any other exit leaves nothing half done, and the same
# command again has its effect exactly once.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"
# shellcheck source=tests/fault/jobs.sh
. "$TOP/tests/fault/jobs.sh"

strace -qq -o /dev/null true 2>/dev/null || skip_all 'strace cannot trace here'
check 'the stores are made' make_stores

writes='write|pwrite64|writev|pwritev|openat|fsync|fdatasync|ftruncate|rename|renameat|renameat2|linkat'
errors=ENOSPC
[ -z "${CRM_FAULT_LONG:-}" ] || errors='ENOSPC EIO EINTR EDQUOT EROFS'
for start in clean torn empty closed; do
	for job in $(jobs_of "$start"); do
		points "$job" "$start" "$writes" >where || : >where
		: >wrong
		for error in $errors; do
			while read -r name k; do
				fresh "$start"
				status=0
				# shellcheck disable=SC2046
				strace -f -qq -o /dev/null -e "inject=$name:error=$error:when=$k" \
					$(job "$job") >ack 2>err </dev/null || status=$?
				# A failed sync stops the writers until a person has looked.
				[ ! -e s/.suspect ] || {
					[ "$status" -eq 74 ] || echo "$error $name $k: suspect, but exit $status" >>wrong
					crm-store -C s check --repair >repair.out 2>&1
					[ ! -e s/.suspect ] || echo "$error $name $k: still suspect" >>wrong
				}
				sound "$job" "$status" | sed "s/^/$error $name $k (exit $status): /" >>wrong
			done <where
		done
		same "$job on a store that is $start: $(wc -l <where) points of $errors" '' "$(cat wrong)"
		like "$job on a store that is $start: there are points" '^[1-9][0-9]*$' "$(wc -l <where)"
	done
done

fresh clean
# shellcheck disable=SC2016
check_status 74 'a full device as stdout is told' sh -c 'crm-complaint -C s list >/dev/full'
done_testing
