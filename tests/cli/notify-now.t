#!/bin/sh
# What holds at now holds for what is in the outbox too: whom it goes to, the plan, what was queued,
# what the journal says; and what cannot wait goes first.
# shellcheck disable=SC2119,SC2120
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00 CRM_LIBEXEC="$BUILD/libexec"
export CRM_TEST_CHANNEL_LOG="$PWD/log"

# store NAME: with a template in three languages.
store() {
	crm-store init "$1" --zone Asia/Shanghai >/dev/null
	export CRM_DIR="$PWD/$1"
	jq -c ".notify={from:\"quality@crm.example\",name:\"Müller GmbH\",bounce:\"bounce@crm.example\"}" \
		"$1/crm.json" >c && cat c >"$1/crm.json"
	mkdir -p "$1/notice/templates/note"
	echo '{"category":"quality_information"}' >"$1/notice/templates/note/template.json"
	printf 'Subject: Surface {{customer.id}}\n\nDear {{contact.name}}\n' >"$1/notice/templates/note/en.txt"
	printf 'Subject: Oberfläche {{customer.id}}\n\nGuten Tag {{contact.name}}\n' >"$1/notice/templates/note/de.txt"
	printf 'Subject: 表面 {{customer.id}}\n\n{{contact.name}} 您好\n' >"$1/notice/templates/note/zh.txt"
	: >log
}
# customer ID ADDRESS [CHANNELS [OPTION...]]
customer() {
	id=$1 address=$2 channels=${3:-test}
	if [ $# -lt 3 ]; then shift 2; else shift 3; fi
	crm-customer add --id "$id" --name "N $id" --channels "$channels" "$@" >/dev/null &&
		crm-customer contact "$id" --contact a --name "Anna $id" --email "$address" --mobile 13800000001 >/dev/null
}
# notice CUSTOMER [OPTION...]: prints its id, approved.
notice() {
	to=$1
	shift
	n=$(crm-notify draft -t note --to "customer:$to:a" --by au -F id "$@" | jq -r .id)
	crm-notify approve "$n" --by qm >/dev/null && echo "$n"
}
send() { crm-notify send --commit "$@" -o jsonl; }
whole() { find "$CRM_DIR" -type f -exec sha256sum {} + | sort | sha256sum; }
boxes() {
	(cd "$CRM_DIR/outbox" && find . -type f ! -name '.*' | cut -d/ -f2 | sort | uniq -c |
		awk '{ printf "%s%s %s", sep, $2, $1; sep = ", " } END { print "" }')
}

st() { crm-notify status "$1" -o jsonl | jq -r '"\(.state) \(.channel) \(.attempts) \(.status)"'; }
at() { export CRM_NOW="2026-11-20T$1+08:00"; }
where() { (cd "$CRM_DIR/outbox" && grep -l "\"id\":\"$1\"" ./*/* | cut -d/ -f2 | sort | paste -sd, -); }
file() { grep -l "\"id\":\"$1\"" "$CRM_DIR"/outbox/queue/*; }
settings() { jq -c "$1" "$CRM_DIR/crm.json" >c && cat c >"$CRM_DIR/crm.json"; }
rows() { printf '%s\n' "$out" | jq -r '"\(.what) \(.code)"' | paste -sd, -; }

# ---- the plan at now, for what is put off ----

at 12:00:00
store p
for c in A B C D E F; do customer $c "flaky-1+$c@a.example"; done
a=$(notice A) b=$(notice B) c=$(notice C) d=$(notice D) e=$(notice E) f=$(notice F)
send >/dev/null 2>&1
same 'six are put off' 6 "$(find p/outbox/queue -type f | wc -l)"
at 13:00:00
crm-customer gone A --contact a >/dev/null
check_status 3 'who has left since' send "$a"
same 'is not written to: held, told once' 'held contact_gone queue 1' "$(rows) $(where "$a") $(printf '%s\n' "$out" | wc -l)"
crm-customer amend B quiet=12:00-15:00 --why x >/dev/null
check 'quiet hours since' send "$b"
same 'it waits for their end' 'wait null 2026-11-20T15:00:00+08:00' "$(rows) $(printf '%s\n' "$out" | jq -r .not_before)"
like 'which is written down' '"not_before":"2026-11-20T15:00:00\+08:00","at":"2026-11-20T13:00:00\+08:00","why":".*quiet hours' "$(cat "$(file "$b")")"
crm-notify hold "$c" --held-why 'ask first' >/dev/null
check 'held by a person' send "$c"
same 'so' 'held held' "$(rows)"
jq -c 'del(.quality_information)' "$CRM_SHARE/notice/categories.json" >p/notice/categories.json
check_status 77 'its category is gone' send "$d"
same 'held, told once' 'held unapproved' "$(rows)"
rm p/notice/categories.json
mv p/messages p/kept && mkdir p/messages
check_status 65 'its text is gone' send "$e"
same 'held' 'held no_content' "$(rows)"
rmdir p/messages && mv p/kept p/messages
same 'nothing of all that has left' 0 "$(wc -l <log)"
at 15:00:00
check 'the end of the quiet hours' send "$b"
same 'it goes' sent "$(crm-notify show "$b" | jq -r .state)"
settings '.budget={prices:[{channel:"test",amount:"1.00",currency:"EUR"}],caps:[{amount:"1.00",currency:"EUR"}]}'
check_status 75 'what is owed is over the cap' send "$f"
same 'not sent' 'held over_budget' "$(rows)"
settings '.budget.caps[0].amount="9.00"'
check 'there is money' send "$f"

# ---- another address ----

at 12:00:00
store m
customer A flaky-1@old.example
n=$(notice A)
send >/dev/null 2>&1
crm-customer contact A --contact a --name 'Anna A' --email sent-1@new.example --mobile 13800000001 >/dev/null
at 13:00:00
check_status 77 'corrected while it was put off' send
same 'the old message is withdrawn, the new one wants an approval' 'dropped address_changed,held unapproved failed' "$(rows) $(where "$n")"
check_status 77 'it stays so' send
crm-notify approve "$n" --by qm >/dev/null
check 'approved anew' send
same 'to the new one alone' 'sent-1@new.example' "$(jq -r .to.address log | paste -sd' ')"
same 'its message' 'sent failed,sent' "$(crm-notify show "$n" | jq -r .state) $(where "$n")"
customer B handed@old.example
n=$(notice B)
send >/dev/null
crm-customer contact B --contact a --name 'Anna B' --email sent-1@new.example --mobile 13800000001 >/dev/null
check_status 77 'on a work list' send
same 'taken from it' 'failed failed' "$(crm-notify status "$n" -o jsonl | jq -r .status) $(where "$n")"

# ---- what was queued ----

at 12:00:00
store w
customer A flaky-1@a.example
n=$(notice A)
send >/dev/null 2>&1
f=$(file "$n")
same 'the journal has the hash of its line' "$(head -n 1 "$f" | tr -d '\n' | sha256sum | cut -d' ' -f1)" \
	"$(crm-notify show "$n" | jq -r .message_sha256)"
sed -i 's/Dear/Damn/; s/您好/再见/' "$f"
at 13:00:00
check_status 65 'changed in the outbox' send
like 'told' 'it is not what was queued: it is made anew; it is kept as .*corrupt/' "$err"
same 'the text that was approved goes, and its number' 'sent test 2 sent corrupt,sent 0' "$(st "$n") $(where "$n") $(tail -n 1 log | grep -c -e Damn -e 再见)"
same 'under one Message-ID' 1 "$(jq -r .message_id log | sort -u | wc -l)"
check 'the next run' send
like 'tells what is kept' "warning: .*corrupt/[a-z2-7]+' is kept" "$err"
n=$(notice A --occasion cut)
customer B "flaky-1+b@a.example"
m=$(notice B)
send >/dev/null 2>&1
f=$(file "$m")
: >"$f"
at 14:00:00
check_status 65 'cut off' send
same 'made anew in the same run' 'sent test 2 sent' "$(st "$m")"

# ---- sent/, and what the journal says ----

at 12:00:00
store j
customer A sent-1@a.example
n=$(notice A)
cp j/notice.jsonl before
send >/dev/null
at 12:10:00
crm-notify give-up "$n" --failed-why bounced >/dev/null
at 12:20:00
crm-notify queue "$n" >/dev/null
check 'it came back, and is queued again' send
same 'sent again, under the next number' 'sent test 2 sent 2' "$(st "$n") $(wc -l <log)"
cat before >j/notice.jsonl
check 'a journal from before' send
like 'the outbox is believed' "$n: the outbox says so: the journal did not have it" "$err"
same 'and nothing sent' 'sent 2' "$(crm-notify show "$n" | jq -r .state) $(wc -l <log)"
customer B "flaky-1+b@a.example"
m=$(notice B)
send >/dev/null 2>&1
mv "$(file "$m")" j/outbox/sent/
at 13:00:00
run send
like 'moved by hand' 'no channel has taken it: it goes back' "$err"
same 'it is sent after all' 'sent sent' "$(crm-notify show "$m" | jq -r .state) $(where "$m")"

# ---- void while it is in doubt ----

n=$(notice A --occasion v)
crm-notify queue "$n" >/dev/null
crm-notify attempt "$n" --channel test >/dev/null
check_status 1 'void: first it must be known' crm-notify void "$n" --why mistake
like 'so' "has no outcome: say 'sent'" "$err"
check_status 1 'a duplicate' crm-notify duplicate "$n" --of "$m"
crm-notify failed "$n" --channel test >/dev/null
check 'known: void' crm-notify void "$n" --why mistake
customer V "flaky-1+v@a.example"
n=$(notice V)
send >/dev/null 2>&1
f=$(file "$n")
crm-notify void "$n" --why mistake >/dev/null
printf '{"attempt":2,"at":"2026-11-20T13:00:00+08:00"}\n{"outcome":"sent","attempt":2,"at":"2026-11-20T13:00:01+08:00","code":"250"}\n' >>"$f"
check_status 3 'it had left, and was void meanwhile' send
like 'told' "alert: $n: is void, but attempt 2 by 'test' had left all the same: sent 250" "$err"
same 'and noted' "sent attempt 2 by 'test' had left all the same: sent 250" "$(where "$n") $(crm-notify show "$n" | jq -r '[.notes[].text][0]')"
check 'once' send
unlike 'no alert' alert "$err"

# ---- what cannot wait ----

at 12:00:00
store u
at 12:00:00
for c in A B C; do customer $c "sent-1+$c@a.example"; done
a=$(notice A) b=$(notice B --urgency urgent) c=$(notice C --urgency emergency --reason fire --countermeasure stopped)
check_status 3 'one at most' send --max 1
same 'the emergency' "$c approved" "$(jq -r .id log) $(crm-notify show "$a" | jq -r .state)"
send >/dev/null
same 'then the urgent one' "$c $b $a" "$(jq -r .id log | paste -sd' ')"
for i in 1 2 3 4; do customer "K$i" "exit-75+$i@dead.example"; done
for i in 1 2 3; do notice "K$i" >/dev/null; done
send >/dev/null 2>&1
at 12:10:00
n=$(notice K4 --urgency urgent)
run send
same 'who does not answer is asked for what is urgent all the same' 'deferred' "$(printf '%s\n' "$out" | jq -r --arg n "$n" 'select(.id == $n) | .what')"

# ---- told once, --only, the clock, whom mail is from ----

at 12:00:00
store t
settings '.company={name:"Huaxin"}'
customer A sent-1@a.example
n=$(crm-notify draft -t price --to customer:A:a --by au --title 'New prices' --old-value 10 --new-value 12 \
	--scope all --reason steel --our-contact Li --effective 2026-11-30 -F id </dev/null 2>/dev/null | jq -r .id)
crm-notify approve "$n" --by qm >/dev/null 2>&1
printf '\357\273\277sent-1@a.example\n' >list
check 'a list from a spreadsheet, with its mark' send --only list
same 'told late, once' 1 "$(printf '%s\n' "$err" | grep -c "days ahead")"
unlike 'our clock is right' 'later than the clock' "$err"
run env CRM_NOW=2199-01-01T00:00:00Z crm-notify send --commit
like 'a clock that is wrong' 'warning: --now: 2199-01-01T00:00:00Z is over a day later than the clock' "$err"
settings 'del(.notify.from)'
ln -sf "$BUILD/libexec/channel-test" channel-email
settings ".channels.email={program:\"$PWD/channel-email\"}"
customer E sent-1@a.example email
notice E >/dev/null
check_status 78 'nobody says whom mail is from: dry too' crm-notify send
like 'so' 'notify.from: expected: the address that mail comes from|notify.from' "$err"
done_testing
