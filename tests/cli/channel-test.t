#!/bin/sh
# channel-test: each outcome by its address, what it took in the log, and the contract of channels.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

channel=$BUILD/libexec/channel-test
CRM_TEST_CHANNEL_LOG=$PWD/log
export CRM_TEST_CHANNEL_LOG

count() {
	if [ -e log ]; then wc -l <log; else echo 0; fi
}
# to ADDRESS [ATTEMPT]: run, with such a message; `took` is how many more are in the log.
to() {
	before=$(count)
	jq -nc --arg a "$1" --argjson n "${2:-1}" \
		'{format:1,id:"N-1",message_id:"<k@d>",attempt:$n,to:{address:$a},text:"中"}' >message
	run "$channel" <message
	took=$(($(count) - before))
}
# outcome ADDRESS STATUS-OF-RESULT EXIT TOOK [ATTEMPT]
outcome() {
	to "$1" "${5:-1}"
	same "$1${5:+, attempt $5}" "$2 $3 $4" \
		"$(printf '%s' "$out" | jq -r .status 2>/dev/null || echo none) $status $took"
}

outcome sent@a sent 0 1
outcome anybody@a sent 0 1
outcome sent+deferred@a sent 0 1
outcome deferred@a deferred 75 0
outcome deferred+x@a deferred 75 0
outcome failed@a failed 67 0
outcome config@a failed 78 0
outcome flaky@a deferred 75 0
outcome flaky@a sent 0 1 2
outcome flaky-3@a deferred 75 0 3
outcome flaky-3@a sent 0 1 4
outcome slow-0@a sent 0 1
outcome garbage@a none 0 1
outcome noisy@a sent 0 1
outcome doubt-1@a sent 0 1 2
to doubt@a
same 'doubt: takes it, and is killed before it answers' '137 1 ' "$status $took $out"
to doubt-1@a 1
same 'doubt-1: the same the first time' '137 1 ' "$status $took $out"
to crash@a
same 'crash: is killed before it takes it' '137 0 ' "$status $took $out"
to silent@a
same 'silent: takes it and says nothing' '0 1 ' "$status $took $out"
to endless@a
same 'endless: takes it and says too much' '0 1 yes' \
	"$status $took $([ ${#out} -gt 65536 ] && echo yes)"
for n in 64 69 75; do
	to "exit-$n@a"
	same "exit-$n" "$n 0 " "$status $took $out"
	like "exit-$n says so on stderr" "exit $n" "$err"
done

to sent@a
tail -n 1 log >last
same_file 'the log has the message as it came' message last
same 'the log is for its owner' 600 "$(stat -c %a log)"
unset CRM_TEST_CHANNEL_LOG
to sent@a
same 'without a log it takes all the same' '0 0' "$status $took"
CRM_TEST_CHANNEL_LOG=$PWD/none/log run "$channel" <message
same 'a log that cannot be written is exit 74, and no result' '74 ' "$status $out"

run "$channel" --capabilities
same 'capabilities' 'test resend true false' \
	"$(printf '%s' "$out" | jq -r '"\(.channel) \(.in_doubt) \(.attachments) \(.confidential)"')"
ln -s "$channel" channel-sms
CRM_TEST_CHANNEL_IN_DOUBT=hold run ./channel-sms --capabilities
same 'a link is another channel' 'sms hold' \
	"$(printf '%s' "$out" | jq -r '"\(.channel) \(.in_doubt)"')"
same 'it is confidential where that is asked for, and by 1 alone' 'true false' \
	"$(CRM_TEST_CHANNEL_CONFIDENTIAL=1 "$channel" --capabilities | jq .confidential) $(
		CRM_TEST_CHANNEL_CONFIDENTIAL=0 "$channel" --capabilities | jq .confidential)"
check_status 2 'an unknown option' "$channel" --help
echo '{"to":{"address":"sent@a"}' >half
run "$channel" <half
same 'half a message is exit 65' 65 "$status"
echo '{"to":"sent@a"}' >half
run "$channel" <half
same 'one without an address too' 65 "$status"
done_testing
