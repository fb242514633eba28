#!/bin/sh
# channel-hand: what a person does is put on the work list, by its name; what nobody could do is not.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

libexec=$BUILD/libexec

can() { "$libexec/channel-$1" --capabilities | jq -rc '"\(.channel) \(.formats | join(",")) \(.attachments) \(.receipts) \(.in_doubt)"'; }
# give CHANNEL JSON
give() {
	printf '%s\n' "$2" >message
	run "$libexec/channel-$1" <message
	said="$status $(printf '%s' "${out:-null}" | jq -rc '"\(.status) \(.code // "-")"')"
}

same 'phone says what is said' 'phone text true false resend' "$(can phone)"
same 'meeting too' 'meeting text true false resend' "$(can meeting)"
same 'fax has pages' 'fax text,print true false resend' "$(can fax)"
same 'letter too' 'letter text,print true false resend' "$(can letter)"
ln -s "$libexec/channel-hand" channel-courier
same 'a link of another name is that channel' 'courier text,print true false resend' \
	"$(./channel-courier --capabilities | jq -rc '"\(.channel) \(.formats | join(",")) \(.attachments) \(.receipts) \(.in_doubt)"')"

private() { "$1" --capabilities | jq .confidential; }
same 'nobody between reads what is called, posted or told in person' 'true true true' \
	"$(private "$libexec/channel-phone") $(private "$libexec/channel-letter") $(private "$libexec/channel-meeting")"
same 'of a fax, and of what we do not know, that is not said' 'false false' \
	"$(private "$libexec/channel-fax") $(private ./channel-courier)"

to='"to":{"address":"+49 40 1"}'
give phone "{$to,\"text\":\"Hello\"}"
same 'a call is handed to a person' '0 handed -' "$said"
give phone "{$to,\"text\":\"Hello\",\"attempt\":7}"
same 'and again: the list has it once' '0 handed -' "$said"
give phone '{"to":{"address":" "},"text":"Hello"}'
same 'not without a number' '67 failed no_address' "$said"
give phone "{$to,\"print\":\"<p>Hello</p>\"}"
same 'nor without words' '67 failed no_text' "$said"
give meeting '{"to":{"address":""},"text":"Hello"}'
same 'a meeting needs no address' '0 handed -' "$said"
give meeting '{"to":{"address":""},"text":" \n"}'
same 'but words' '67 failed no_text' "$said"
for paper in fax letter; do
	give $paper "{$to,\"print\":\"<p>Hello</p>\"}"
	same "a $paper of a page" '0 handed -' "$said"
	give $paper "{$to,\"text\":\"Hello\"}"
	same "a $paper of text" '0 handed -' "$said"
	give $paper "{$to,\"subject\":\"Hello\"}"
	same "no $paper of a subject alone" '67 failed no_text' "$said"
	give $paper '{"text":"Hello"}'
	same "no $paper without an address" '67 failed no_address' "$said"
done
give phone '{"text":'
same 'no JSON: 65' '65 null -' "$said"
like 'it says its name' '^channel-phone: ' "$err"
check_status 2 'an operand: 2' "$libexec/channel-letter" x
like 'with the usage' '^usage: channel-letter ' "$err"

done_testing
