#!/bin/sh
# kill -9 and a full disk at the system calls of putting messages into the outbox and of sending them
# (in long: at every one): no message is lost, none leaves under two names, at most one copy too many;
# two senders at once send each message once; what a killed sender has started is not started twice.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

strace -qq -o /dev/null true 2>/dev/null || skip_all 'strace cannot trace here'
job="$BUILD/tests/fault/outbox_send"
[ -x "$job" ] || skip_all 'outbox_send is not built'
CRM_TEST_CHANNEL_LOG=$PWD/log
export CRM_TEST_CHANNEL_LOG
now=2026-11-20T12:00:00Z

# outbox STORE COMMAND...: the program that is broken.
outbox() {
	store=$1
	shift
	"$job" "$store" "$BUILD/libexec" "$now" "$@"
}
# boxes: where how many messages are.
boxes() {
	(cd s/outbox 2>/dev/null && find . -type f ! -name '.*' | cut -d/ -f2 | sort | uniq -c |
		awk '{ printf "%s%s %s", sep, $2, $1; sep = ", " } END { print "" }')
}
mkdir s.none s.made
outbox s.made put sent-1@a sent-2@a sent-3@a >/dev/null

# drain: sends, an hour later, until nothing is queued; a channel that lives yet is waited for.
drain() {
	later=$now now=2026-11-20T13:00:00Z
	drain_queue
	now=$later
}
drain_queue() {
	for _ in $(seq 100); do
		outbox s send >again 2>&1 || echo "again: $(tail -n 1 again)"
		[ -n "$(ls s/outbox/queue)" ] || return
		sleep 0.05
	done
	echo "still queued: $(ls s/outbox/queue)"
}

# sound_send STATUS: what must hold after a sender was broken.
sound_send() {
	[ "$1" -ne 0 ] || grep -q deferred ack || [ "$(boxes)" = 'sent 3' ] || echo "exit 0, but: $(boxes)"
	drain
	[ "$(boxes)" = 'sent 3' ] || echo "then: $(boxes)"
	for a in 1 2 3; do
		grep -q "\"sent-$a@a\"" log || echo "sent-$a@a is lost"
	done
	[ "$(jq -r .message_id log | sort -u | wc -l)" -eq 3 ] || echo 'another message_id'
	[ "$(wc -l <log)" -le 4 ] || echo "$(wc -l <log) copies of 3"
	[ "$(wc -l <log)" -eq 3 ] || echo >>twice
	[ "$(cat s/outbox/sent/* | grep -c '"message_id"')" -eq 3 ] || echo 'a file is not whole'
}

# sound_put STATUS: the same for one who puts in.
sound_put() {
	while read -r _ a; do
		grep -q "\"$a\"" s/outbox/queue/* || echo "$a was acknowledged and is lost"
	done <ack
	[ "$1" -ne 0 ] || [ "$(boxes)" = 'queue 3' ] || echo "exit 0, but: $(boxes)"
	outbox s put sent-1@a sent-2@a sent-3@a >again 2>&1 || echo "again: $(tail -n 1 again)"
	[ "$(boxes)" = 'queue 3' ] || echo "again: $(boxes)"
	drain
	[ "$(ls -A s/outbox/tmp)" = '' ] || echo 'a temporary file stays'
	[ "$(boxes) $(wc -l <log)" = 'sent 3 3' ] || echo "sent: $(boxes), $(wc -l <log) copies"
}

# break_everywhere JOB START INJECT PATTERN ARG...: the points in `where`, and in `wrong` what was not
# sound at which. The channel itself is not traced.
break_everywhere() {
	what=$1 start=$2 inject=$3 pattern=$4
	shift 4
	fresh
	strace -qq -o trace "$@" >ack 2>err
	sed -n 's/^\([a-z0-9_]*\)(.*/\1/p' trace | grep -Ex "$pattern" |
		awk '{ print $1, ++count[$1] }' >where
	: >wrong
	: >twice
	while read -r name k; do
		fresh
		status=0
		strace -qq -o /dev/null -e "inject=$name:$inject:when=$k" "$@" >ack 2>err </dev/null ||
			status=$?
		"sound_$what" "$status" | sed "s/^/$name $k (exit $status): /" >>wrong
	done <where 2>>shell.err
}
fresh() {
	rm -rf s && cp -R "s.$start" s && : >log
}

send="$job s $BUILD/libexec $now send"
put="$job s $BUILD/libexec $now put sent-1@a sent-2@a sent-3@a"
kills='flock|write|ftruncate|fsync|fdatasync|fchmod|rename(at2?)?|linkat|unlinkat|clone3?|vfork|wait4'
writes='write|fsync|fdatasync|rename(at2?)?|linkat|mkdirat|clone3?|vfork|pipe2?'
[ -z "${CRM_FAULT_LONG:-}" ] || kills='.*' writes="$writes|openat|flock|fchmod|ftruncate|fcntl|unlinkat"
# shellcheck disable=SC2086
{
	break_everywhere put none signal=KILL "$kills" $put
	same "put: killed at $(wc -l <where) points" '' "$(cat wrong)"
	like 'there are points' '^[1-9][0-9]+$' "$(wc -l <where)"
	break_everywhere put none error=ENOSPC "$writes" $put
	same "put: a full disk at $(wc -l <where) points" '' "$(cat wrong)"
	break_everywhere send made signal=KILL "$kills" $send
	same "send: killed at $(wc -l <where) points" '' "$(cat wrong)"
	like 'there are points' '^[1-9][0-9]+$' "$(wc -l <where)"
	check 'some of them sent one copy too many' test -s twice
	break_everywhere send made error=ENOSPC "$writes" $send
	same "send: a full disk at $(wc -l <where) points" '' "$(cat wrong)"
}

# The test is tested: a sender that marks before it sends.
cat >naive.pl <<'E2'
for my $path (glob "s/outbox/queue/*") {
	open my $in, "<", $path or die;
	my $message = <$in>;
	(my $to = $path) =~ s/queue/sent/;
	rename $path, $to or die;
	open my $log, ">>", "log" or die;
	syswrite $log, $message;
}
E2
break_everywhere send made signal=KILL 'rename|write' perl naive.pl
like 'a sender that marks before it sends is caught' 'is lost' "$(cat wrong)"

# Two at once.
rm -rf s && mkdir s && : >log
# shellcheck disable=SC2046
outbox s put $(seq -f 'sent-%g@b' 30) >/dev/null
outbox s send >one 2>&1 &
outbox s send >two 2>&1
wait
drain
same 'two senders at once: all are sent' 'sent 30' "$(boxes)"
same 'each once' '30 30' "$(wc -l <log) $(jq -r .message_id log | sort -u | wc -l)"
same 'and each by one of the two' 30 "$(cat one two | wc -l)"

# A sender is killed while the channel works.
rm -rf s && mkdir s && : >log
outbox s put slow-1@a >/dev/null
# shellcheck disable=SC2086
$send >one 2>&1 &
sender=$!
for _ in $(seq 100); do
	! grep -q '"attempt"' s/outbox/queue/* || break
	sleep 0.02
done
sleep 0.1 # it has been started by now
{ kill -9 "$sender" && wait "$sender"; } 2>/dev/null
run outbox s send
same 'nobody sends what the channel has in hand' '0 ' "$status $out"
drain
same 'then it is sent again: it was in doubt' 'sent 1, 2 copies, 1 message' \
	"$(boxes), $(wc -l <log) copies, $(jq -r .message_id log | sort -u | wc -l) message"
same 'the second is attempt 2' '1 2' "$(jq .attempt log | xargs)"
done_testing
