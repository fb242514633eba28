#!/bin/sh
# What a write prints and when it says it was written: after a wait for the lock the clock is taken
# again, so that lines stand in the order of their time; results are told after the commit, one for
# each line, however many versions of one record they are.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s
CRM_DIR=$PWD/s
export CRM_DIR

# held CMD...: runs it against a lock that is held for another two seconds; `released` is when.
held() {
	flock s/.lock sh -c 'echo >held; sleep 2; date -u +%FT%T >released' &
	until [ -e held ]; do sleep 0.1; done
	run "$@"
	wait
	rm held
	released=$(cat released)
}
# after A B: A is not before B
after() {
	[ "$(printf '%s\n%s\n' "$1" "$2" | sort | head -n 1)" = "$2" ]
}
# field NAME: of the journal's last line, to the second
field() {
	tail -n 1 s/complaint.jsonl | jq -r ".$1" | cut -c 1-19
}

held crm-complaint open --id C-1 --customer ACME --part P
same 'a step that waits' 0 "$status"
check 'happens after the wait' after "$(field at)" "$released"
same 'and is written then' null "$(field rec)"
held crm-complaint note C-1 --text x --at 2026-01-01T00:00:00Z
same '--at stays' 2026-01-01T00:00:00 "$(field at)"
check 'and rec is after the wait' after "$(field rec)" "$released"
echo '{"id":"C-2","customer":"ACME","part":"P","received_at":"2026-01-01T00:00:00Z"}' >in.jsonl
held crm-store import complaint in.jsonl
same 'an import that waits' 0 "$status"
check 'happens after the wait too' after "$(field at)" "$released"
held crm-complaint note C-1 --text y --now 2027-01-01T00:00:00Z
same '--now is what it says' 2027-01-01T00:00:00 "$(field at)"
same 'for rec too' null "$(field rec)"

# the limit of a file's size is like a full disk, and no death
before=$(cksum <s/complaint.jsonl)
check_status 74 'a file that may not grow' sh -c '
	ulimit -f 1
	crm-complaint note C-1 --text "$(printf "%04000d" 0)" >/dev/null'
like '  it says so' 'File too large' "$err"
same '  nothing is half written' "$before" "$(cksum <s/complaint.jsonl)"
check '  and the next one is written' crm-complaint note C-1 --text after

# many versions of one record
CRM_NOW=2027-01-02T00:00:00Z
export CRM_NOW
yes '{"id":"C-2"}' | head -n 300 >many.jsonl
crm-complaint note - --text "$(printf '%01000d' 0)" <many.jsonl >out.jsonl
same 'every step gives its version' 300 "$(wc -l <out.jsonl)"
same 'in order' "$(seq 300 | xargs)" "$(jq -r '.notes | length' out.jsonl | xargs)"
same 'and the last is what show gives' "$(tail -n 1 out.jsonl)" "$(crm-complaint show C-2)"
crm-complaint note - --text z --dry-run -F id,state -o csv <many.jsonl >out.csv
same 'by columns too' 'id,state C-2,open 301' "$(head -n 2 out.csv | xargs) $(wc -l <out.csv)"
same 'nothing is left behind' '' "$(find s -name '.tmp*' -o -name '*.spool*')"
done_testing
