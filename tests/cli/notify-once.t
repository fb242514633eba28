#!/bin/sh
# `send` without --commit changes nothing anywhere. Several `send --commit` at once, by a real SMTP server on
# loopback: each message goes once, whoever sends it.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"
. "$TOP/tests/smtp.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00 CRM_LIBEXEC="$BUILD/libexec"
export CRM_TEST_CHANNEL_LOG="$PWD/log"
mem=$(mktemp -d /dev/shm/crm-test.XXXXXX 2>/dev/null) || mem=$PWD
trap '[ "$mem" = "$PWD" ] || rm -rf "$mem"; tap_end $?' EXIT
# store NAME: in memory, with a template.
store() {
	export CRM_DIR="$mem/$1"
	crm-store init "$CRM_DIR" --zone Asia/Shanghai >/dev/null
	jq -c '.notify={from:"quality@crm.example"}' "$CRM_DIR/crm.json" >c && cat c >"$CRM_DIR/crm.json"
	note=$CRM_DIR/notice/templates/note
	mkdir -p "$note"
	echo '{"category":"quality_information"}' >"$note/template.json"
	printf 'Subject: Surface {{customer.id}}\n\nDear {{contact.name}}\n' >"$note/en.txt"
}
: >log
# customers FROM TO CHANNELS LOCAL [OPTION...]: LOCALn@x.example
customers() {
	for i in $(seq "$1" "$2"); do
		printf '{"id":"K%d","name":"N %d","channels":"%s","contacts":{"a":{"contact":"a","name":"A %d","role":"quality","email":"%s%d@x.example"}}}\n' \
			"$i" "$i" "$3" "$i" "$4" "$i"
	done | crm-store import customer - >/dev/null
}
# draft FROM TO [OPTION...]: a notice each, into `drafts`.
draft() {
	from=$1 to=$2
	shift 2
	# shellcheck disable=SC2046
	crm-notify draft -t note $(seq -f '--to customer:K%g:a' "$from" "$to") --by au "$@" >drafts
}
# tree: every file and folder of the store, with what is in it, its mode and its times.
tree() {
	find "$CRM_DIR" -printf '%P %y %m %s %i %n %T@ %C@\n' | sort
	find "$CRM_DIR" -type f -exec sha256sum {} + | sort
}

# ---- without --commit ----

store dry
customers 1 3 test sent-
customers 4 4 test deferred-
customers 5 5 test doubt-
customers 6 6 email sent-
draft 1 3
crm-notify approve - --by qm <drafts >/dev/null
tree >before
run crm-notify send -o jsonl
tree >after
same 'a first run would send three' '3 send' "$(printf '%s\n' "$out" | jq -r .what | sort | uniq -c | xargs)"
same_file 'and changes nothing: there is no outbox yet' before after
crm-notify send --commit -o jsonl >/dev/null
draft 4 6 --occasion X1
crm-notify approve - --by qm <drafts >/dev/null
CRM_SENDMAIL=/nonexistent crm-notify send --commit -o jsonl >first 2>&1
draft 1 6 --occasion X2
sed -n 1,4p drafts | crm-notify approve - --by qm >/dev/null
crm-notify amend "$(sed -n 2p drafts | jq -r .id)" subject=Other --why x >/dev/null 2>&1
same 'there are some of each kind' 'approved draft queued sent' "$(crm-notify list -o jsonl | jq -r .state | sort -u | xargs)"
id=$(jq -r .id drafts | head -n 1)
lines=$(wc -l <log)
printf '@x.example\n' >only
for time in 12:00 13:00 23:30; do
	for command in send "send $id" 'send --max 2' 'send --only only' 'plan --explain' status 'send --mask -o csv' 'send --commit --only /none'; do
		tree >before
		# shellcheck disable=SC2086
		CRM_NOW=2026-11-20T$time:00+08:00 crm-notify $command >said 2>&1
		tree >after
		cmp -s before after || echo "$time $command: $(diff before after | tail -n 3)"
	done
done >changed
same 'then, at any time, with any option: nothing is changed' '' "$(cat changed)"
tree >before
crm-notify send - <drafts >said 2>&1
tree >after
same_file 'nor of notices that are piped' before after
same 'no channel was asked to send' "$lines" "$(wc -l <log)"
if strace -f -qq -o trace -e trace=file,write,pwrite64,ftruncate,fchmod,fchown crm-notify send >said 2>&1 || [ -s trace ]; then
	same 'nothing outside of the store either' '' "$(grep -E 'O_(WRONLY|RDWR|CREAT|TRUNC)|(rename|link|symlink|unlink|mkdir|rmdir|utimen|chmod|chown|truncate|mknod|pwrite)[a-z0-9]*\(' trace |
		grep -vE '"/dev/(null|tty)"|readlink')"
else
	skip 'nothing outside of the store either' 'strace cannot trace here'
fi

tree >before
crm-notify send --commit --max 1 -o jsonl >said 2>&1
tree >after
fails 'with --commit it is seen that something is' cmp -s before after

# ---- at once ----

smtp_start
# at_once N ARG...: so many runs of `send --commit` at once; in `codes` how they ended.
at_once() {
	k=$1
	shift
	runs=
	for i in $(seq "$k"); do
		{
			crm-notify send --commit -o jsonl "$@" </dev/null >"said.$i" 2>"err.$i"
			echo $? >"code.$i"
		} &
		runs="$runs $!"
	done
	# shellcheck disable=SC2086
	wait $runs
	cat code.[0-9]* | sort | uniq -c | xargs >codes
	cat said.[0-9]* >said
	cat err.[0-9]* >err
	rm -f code.[0-9]* said.[0-9]* err.[0-9]*
}
# each LOCAL FROM TO: all are sent, each got one mail, the journal has one attempt each.
each() {
	run crm-notify send --commit -o jsonl - <drafts
	same "$4: all are sent, or by the next run" sent \
		"$(crm-notify status -o jsonl - <drafts | jq -r .state | sort -u)"
	same "$4: each customer has one mail" "$(seq -f "1 $1%g@x.example" "$2" "$3" | sort)" \
		"$(mails | cut -d ' ' -f 1 | grep "^$1" | sort | uniq -c | sed 's/^ *//' | sort)"
	same "$4: one attempt each" 1 "$(crm-notify status -o jsonl - <drafts | jq -r .attempts | sort -u)"
	same "$4: one message each in the outbox" "$(($3 - $2 + 1))" "$(cat "$CRM_DIR"/outbox/sent/* | grep -c "\"$1")"
	like "$4: none fell over another" '^([0-9]+ (0|3|75) ?)+$' "$(cat codes)"
	check "$4: the store is whole" crm-store check
}
store many
customers 20 29 email two-
draft 20 29
crm-notify approve - --by qm <drafts >/dev/null
at_once 2
each two- 20 29 'two at once'
customers 30 41 email eight-
draft 30 41
crm-notify approve - --by qm <drafts >/dev/null
at_once 8
each eight- 30 41 'eight at once'
customers 50 57 email named-
draft 50 57
crm-notify approve - --by qm <drafts >/dev/null
# shellcheck disable=SC2046
at_once 8 $(jq -r .id drafts)
each named- 50 57 'eight of the same notices by name'
smtp_stop
done_testing
