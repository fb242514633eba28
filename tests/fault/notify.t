#!/bin/sh
# kill -9 and a full disk at the system calls of one `crm-notify send --commit` (in long: at every one):
# the next run sends what is left; no notice is lost, at most one copy too many, under the same Message-ID.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

strace -qq -o /dev/null true 2>/dev/null || skip_all 'strace cannot trace here'
export CRM_NOW=2026-11-20T12:00:00+08:00 CRM_LIBEXEC="$BUILD/libexec"
export CRM_TEST_CHANNEL_LOG="$PWD/log"

crm-store init s.made --zone Asia/Shanghai >/dev/null
mkdir -p s.made/notice/templates/note
echo '{"category":"quality_information"}' >s.made/notice/templates/note/template.json
printf 'Subject: Surface\n\nDear {{contact.name}}\n' >s.made/notice/templates/note/en.txt
for i in 1 2; do
	crm-customer -C s.made add --id "K$i" --name "N $i" --channels test >/dev/null
	crm-customer -C s.made contact "K$i" --contact a --name "Ann $i" --role quality --email "sent-$i@a.example" >/dev/null
done
crm-notify -C s.made draft -t note --to all --by au >drafts
crm-notify -C s.made approve - --by qm <drafts >/dev/null
same 'two notices' 2 "$(wc -l <drafts)"

send='crm-notify -C s send --commit -o jsonl'
fresh() {
	rm -rf s && cp -R s.made s && : >log
}
# sound: what must hold after a run was broken and others came, an hour later.
sound() {
	# after a failed sync the store waits for a person
	[ ! -e s/.suspect ] || crm-store -C s check --repair >/dev/null 2>&1
	later=$CRM_NOW CRM_NOW=2026-11-20T13:00:00+08:00
	for _ in $(seq 40); do
		$send >again 2>&1 || echo "again: $(tail -n 1 again)"
		[ "$(crm-notify -C s list -o jsonl | jq -r .state | sort -u)" != sent ] || break
		sleep 0.05
	done
	CRM_NOW=$later
	[ "$(crm-notify -C s list -o jsonl | jq -r .state | xargs)" = 'sent sent' ] ||
		echo "states: $(crm-notify -C s list -o jsonl | jq -r .state | xargs)"
	for i in 1 2; do
		grep -q "\"sent-$i@a.example\"" log || echo "sent-$i is lost"
	done
	[ "$(jq -r .message_id log | sort -u | wc -l)" -eq 2 ] || echo 'another message_id'
	[ "$(wc -l <log)" -le 3 ] || echo "$(wc -l <log) copies of 2"
	[ "$(wc -l <log)" -eq 2 ] || echo >>twice
	[ "$(find s/outbox/sent -type f | wc -l)" -eq 2 ] || echo "outbox: $(find s/outbox -type f)"
	[ "$(crm-notify -C s list -o jsonl | jq -c '[.attempts[] | select(.status == "sent")] | length' | xargs)" = '1 1' ] ||
		echo 'the journal has another number of outcomes'
}
# break_everywhere INJECT PATTERN EACH: at every EACHth point.
break_everywhere() {
	inject=$1 pattern=$2 each=$3
	fresh
	# shellcheck disable=SC2086
	strace -qq -o trace $send >ack 2>err
	sed -n 's/^\([a-z0-9_]*\)(.*/\1/p' trace | grep -Ex "$pattern" |
		awk -v each="$each" '{ k = ++count[$1] } (NR - 1) % each == 0 { print $1, k }' >where
	: >wrong
	: >twice
	while read -r name k; do
		fresh
		status=0
		# shellcheck disable=SC2086
		strace -qq -o /dev/null -e "inject=$name:$inject:when=$k" $send >ack 2>err </dev/null || status=$?
		sound | sed "s/^/$name $k (exit $status): /" >>wrong
	done <where 2>>shell.err
}

kills='write|ftruncate|fsync|fdatasync|rename(at2?)?|linkat|clone3?|vfork|wait4'
writes='write|fsync|fdatasync|rename(at2?)?|linkat|mkdirat|clone3?|vfork|pipe2?'
each=4
[ -z "${CRM_FAULT_LONG:-}" ] || kills='.*' each=1
break_everywhere signal=KILL "$kills" "$each"
same "killed at $(wc -l <where) points" '' "$(cat wrong)"
like 'there are points' '^[1-9][0-9]+$' "$(wc -l <where)"
break_everywhere error=ENOSPC "$writes" "$each"
same "a full disk at $(wc -l <where) points" '' "$(cat wrong)"

# A sender is killed between the channel's answer and the journal: the outbox knows.
fresh
$send >/dev/null
file=$(find s/outbox/sent -type f | head -n 1)
mv "$file" s/outbox/queue/
run $send
same 'what the outbox says is not sent again' '0 2' "$status $(wc -l <log)"
same 'and goes to its place' 2 "$(find s/outbox/sent -type f | wc -l)"
done_testing
