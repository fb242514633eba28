#!/bin/sh
# kill -9 and a full disk at the system calls of one `crm-notify send --commit` (in long: at every one),
# by the test channel, and by mail to a real SMTP server on loopback: the next run sends what is left; no
# notice is lost, at most one copy too many, under the same Message-ID.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

strace -qq -o /dev/null true 2>/dev/null || skip_all 'strace cannot trace here'
export CRM_NOW=2026-11-20T12:00:00+08:00 CRM_LIBEXEC="$BUILD/libexec"
export CRM_TEST_CHANNEL_LOG="$PWD/log"
# in memory: each send is some dozen syncs
mem=$(mktemp -d /dev/shm/crm-test.XXXXXX 2>/dev/null) || mem=$PWD
trap '[ "$mem" = "$PWD" ] || rm -rf "$mem"; tap_end $?' EXIT
s=$mem/s

# made CHANNEL: a store with two approved notices that go by it.
made() {
	crm-store init "$1.made" --zone Asia/Shanghai >/dev/null
	jq -c '.notify = {from: "quality@crm.example"}' "$1.made/crm.json" >c && cat c >"$1.made/crm.json"
	mkdir -p "$1.made/notice/templates/note"
	echo '{"category":"quality_information"}' >"$1.made/notice/templates/note/template.json"
	printf 'Subject: Surface\n\nDear {{contact.name}}\n' >"$1.made/notice/templates/note/en.txt"
	for i in 1 2; do
		crm-customer -C "$1.made" add --id "K$i" --name "N $i" --channels "$1" >/dev/null
		crm-customer -C "$1.made" contact "K$i" --contact a --name "Ann $i" --role quality --email "sent-$i@a.example" >/dev/null
	done
	crm-notify -C "$1.made" draft -t note --to all --by au >drafts
	crm-notify -C "$1.made" approve - --by qm <drafts >/dev/null
	same "two notices by $1" 2 "$(wc -l <drafts)"
}

send="crm-notify -C $s send --commit -o jsonl"
fresh() {
	rm -rf "$s" box/new/* && cp -R "$channel.made" "$s" && : >log
}
# copies: a line of address and Message-ID for each that has arrived.
copies() {
	if [ "$channel" = email ]; then
		find box/new -type f -exec awk 'FNR == 1 { to = "" } /^X-RcptTo: / { to = $2 }
			tolower($1) == "message-id:" && to != "" { print to, $2; to = "" }' {} +
	else
		jq -r '"\(.to.address) \(.message_id)"' log
	fi
}
# sound: what must hold after a run was broken and others came, an hour later.
sound() {
	# after a failed sync the store waits for a person
	[ ! -e "$s/.suspect" ] || crm-store -C "$s" check --repair >/dev/null 2>&1
	later=$CRM_NOW CRM_NOW=2026-11-20T13:00:00+08:00
	for _ in $(seq 40); do
		$send >again 2>&1 || echo "again: $(tail -n 1 again)"
		crm-notify -C "$s" list -o jsonl >rows
		[ "$(jq -r .state rows | sort -u)" != sent ] || break
		sleep 0.05
	done
	CRM_NOW=$later
	[ "$(jq -r .state rows | xargs)" = 'sent sent' ] || echo "states: $(jq -r .state rows | xargs)"
	copies | sort >got
	for i in 1 2; do
		grep -q "^sent-$i@a.example " got || echo "sent-$i is lost"
	done
	[ "$(cut -d ' ' -f 2 got | sort -u | wc -l)" -eq 2 ] || echo 'another message_id'
	[ "$(wc -l <got)" -le 3 ] || echo "$(wc -l <got) copies of 2"
	[ "$(wc -l <got)" -eq 2 ] || echo >>twice
	[ "$(find "$s/outbox/sent" -type f | wc -l)" -eq 2 ] || echo "outbox: $(find "$s/outbox" -type f)"
	[ "$(jq -c '[.attempts[] | select(.status == "sent")] | length' rows | xargs)" = '1 1' ] ||
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
		sound | uniq | sed "s/^/$name $k (exit $status): /" >>wrong
	done <where 2>>shell.err
}
# killed WHAT: how it went, for who reads the log.
killed() {
	same "$1 at $(wc -l <where) points" '' "$(cat wrong)"
	printf '# %d points, %d of them with one copy more\n' "$(wc -l <where)" "$(wc -l <twice)"
}

kills='write|ftruncate|fsync|fdatasync|rename(at2?)?|linkat|clone3?|vfork|wait4'
writes='write|fsync|fdatasync|rename(at2?)?|linkat|mkdirat|clone3?|vfork|pipe2?'
each=4 mails=16 waits=3
[ -z "${CRM_FAULT_LONG:-}" ] || kills='.*' each=1 mails=1 waits=1

channel='test'
made test
break_everywhere signal=KILL "$kills" "$each"
killed killed
like 'there are points' '^[1-9][0-9]+$' "$(wc -l <where)"
break_everywhere error=ENOSPC "$writes" "$each"
killed 'a full disk'

# A sender is killed between the channel's answer and the journal: the outbox knows.
fresh
$send >/dev/null
file=$(find "$s/outbox/sent" -type f | head -n 1)
mv "$file" "$s/outbox/queue/"
run $send
same 'what the outbox says is not sent again' '0 2' "$status $(wc -l <log)"
same 'and goes to its place' 2 "$(find "$s/outbox/sent" -type f | wc -l)"

# ---- by mail ----

/usr/bin/python3 "$TOP/tests/smtp.py" "$PWD/box" "$PWD/port" &
server=$!
until [ -s port ] || ! kill -0 "$server"; do
	sleep 0.1
done
printf 'account default\nhost 127.0.0.1\nport %s\n' "$(cat port)" >msmtprc
chmod 600 msmtprc
printf '#!/bin/sh\nexec msmtp -C '\''%s'\'' "$@"\n' "$PWD/msmtprc" >smtp
chmod +x smtp
export CRM_SENDMAIL="$PWD/smtp"
channel=email
made email
break_everywhere signal=KILL "$kills" "$mails"
killed 'by mail: killed'
like 'there are points' '^[1-9]' "$(wc -l <where)"
# just behind the attempt, which is the worst: it has left, and nobody knows
break_everywhere signal=KILL wait4 "$waits"
killed 'by mail: killed while the channel is at work,'
check 'some of them sent one copy too many' test -s twice
kill "$server"
done_testing
