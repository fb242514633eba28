#!/bin/sh
# An approval is somebody's for what he read, and for whom: other words, other addresses, another store
# want another one. A standing approval is for what the machine made alone.
# shellcheck disable=SC2030,SC2031 # CRM_DIR is another one in the subshell alone
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00 CRM_LIBEXEC="$BUILD/libexec"
export CRM_TEST_CHANNEL_LOG="$PWD/log"

# store NAME: with a customer A and a contact a.
store() {
	crm-store init "$1" --zone Asia/Shanghai >/dev/null
	export CRM_DIR="$PWD/$1"
	set_json '.notify={from:"quality@crm.example"} | .company={name:"Liantuo"}'
	mkdir -p "$1/notice/templates/note" "$1/notice/templates/ack"
	echo '{"category":"quality_information"}' >"$1/notice/templates/note/template.json"
	printf 'Subject: Surface {{customer.id}}\n\nDear {{contact.name}}\n' >"$1/notice/templates/note/en.txt"
	echo '{"category":"acknowledgement"}' >"$1/notice/templates/ack/template.json"
	printf 'Subject: Received\n\nThank you{{#notice.text}}: {{.}}{{/notice.text}}\n' >"$1/notice/templates/ack/en.txt"
	crm-customer add --id A --name Alpha --channels test --language en >/dev/null
	crm-customer contact A --contact a --name Anna --email sent-1@a.example >/dev/null
	: >log
}
set_json() { jq -c "$1" "$CRM_DIR/crm.json" >c && cat c >"$CRM_DIR/crm.json"; }
draft() { crm-notify draft -t note --to customer:A:a --by au -F id "$@" | jq -r .id; }
send() { crm-notify send --commit "$@" -o jsonl; }
what() { crm-notify "$@" -o jsonl 2>err | jq -r '"\(.what) \(.why // .approval)"'; }
state() { crm-notify show "$1" | jq -r .state; }

# ---- of what was read ----

store s
n=$(draft)
hash=$(crm-notify show "$n" | jq -r .content)
crm-notify preview "$n" >"read"
echo 'Dear Anna, prices rise.' >words
crm-notify edit "$n" --by li --text words >/dev/null
run crm-notify approve "$n" --by qm --content "$hash"
same 'what was edited since it was read is not approved' 1 "$status"
like 'it is said why' "'content': the text is another one now: read it again" "$err"
run crm-notify approve "$n" --by qm --content abc
same 'a bad hash: 65' 65 "$status"
run crm-notify approve "$n" --by qm --content ""
same 'none at all: 65' 65 "$status"
run crm-notify approve "$n" --by qm --content "$(crm-notify show "$n" | jq -r .content)"
same 'what was read is' '0 approved' "$status $(state "$n")"

# ---- by whom ----

n=$(draft --occasion who)
for by in au AU "$(printf '\320\260u')"; do
	run crm-notify approve "$n" --by "$by"
	same "the author does not approve, as '$by'" 77 "$status"
done
like 'it is said who' "'author': 'au' has made it: another person" "$err"
run crm-notify approve "$n" --by qm
like 'one login under two names is told' "warning: .*'au' has made it; 'qm' is the same login, '.*': 'roles' in crm.json" "$err"
same 'where nobody has a role it goes' 0 "$status"

# ---- for which addresses ----

n=$(draft --occasion address)
crm-notify approve "$n" --by qm >/dev/null 2>&1
crm-customer contact A --contact a --department d >/dev/null
same 'a role is no address' 'send approved by qm' "$(what send "$n")"
crm-customer contact A --contact a --email evil@b.example >/dev/null
run send "$n"
same 'another address: held, 77' "77 held unapproved 0" \
	"$status $(printf '%s\n' "$out" | jq -r '"\(.what) \(.code)"') $(wc -l <log)"
like 'it is said which' 'the approval is void: their addresses have changed since: email' "$err"
like 'plan says the same' 'their addresses have changed since: email' "$(crm-notify plan "$n" -o jsonl | jq -r .approval)"
like 'todo too' 'approve it again, their addresses have changed: email' "$(crm-store todo -o jsonl | jq -r "select(.id == \"$n\") | .text")"
crm-notify approve "$n" --by qm >/dev/null 2>&1
run send "$n"
same 'approved again, it goes there' '0 sent evil@b.example' "$status $(state "$n") $(jq -r .to.address log)"

# deferred, then another address
crm-customer contact A --contact a --email flaky-1@a.example >/dev/null
n=$(draft --occasion deferred)
crm-notify approve "$n" --by qm >/dev/null 2>&1
: >log
send "$n" >/dev/null
same 'deferred' 'queued deferred' "$(state "$n") $(crm-notify show "$n" | jq -r '.attempts | map(.status) | last')"
crm-customer contact A --contact a --email sent-2@a.example >/dev/null
export CRM_NOW=2026-11-20T15:00:00+08:00
run send "$n"
same 'the retry is held, at neither address' '77 0' "$status $(wc -l <log)"
crm-notify approve "$n" --by qm >/dev/null 2>&1
run send "$n"
same 'approved again, the new one has it' '0 sent sent-2@a.example' "$status $(state "$n") $(tail -n 1 log | jq -r .to.address)"
send >/dev/null
same 'and the old one nothing' 1 "$(wc -l <log)"

# deferred, and only the name is another one
crm-customer contact A --contact a --email flaky-1@c.example >/dev/null
n=$(draft --occasion named)
crm-notify approve "$n" --by qm >/dev/null 2>&1
send "$n" >/dev/null
crm-customer contact A --contact a --name Berta >/dev/null
export CRM_NOW=2026-11-20T18:00:00+08:00
check_status 77 'another name: held' send "$n"
crm-notify approve "$n" --by qm >/dev/null 2>&1
check 'approved again' send "$n"
same 'it goes' sent "$(state "$n")"

# ---- what the machine made ----

store standing
sha=$(crm-notify draft -t ack --to customer:A:a --by au | jq -r .template_sha256)
set_json ".standing=[{name:\"ack\",template:\"ack\",template_sha256:\"$sha\",category:\"acknowledgement\",to:[\"acknowledgement\"],by:\"gao\",until:\"2026-12-31\"}]"
crm-order open --id O-1 --customer A --part 4711-A --quantity 20 >/dev/null
ack() { crm-order show O-1 | crm-notify draft -t ack --by au --occasion "$@" | jq -r .id; }
n=$(ack plain)
same 'a dry run says by whom' "send standing approval 'ack' by gao" "$(what send "$n")"
same 'so does plan' "standing approval 'ack' by gao" "$(crm-notify plan "$n" -o jsonl | jq -r .approval)"
like 'so does todo' 'a standing approval covers it' "$(crm-store todo -o jsonl | jq -r "select(.id == \"$n\") | .text")"
crm-notify amend "$n" subject=PRICE --why x >/dev/null 2>&1
crm-notify amend "$n" subject=Received --why x >/dev/null 2>&1
run send "$n"
same 'amended, whatever it says now: 77' '77 0' "$status $(wc -l <log)"
like 'it wants a person' 'nobody has approved it' "$err"
for field in template=note "template_sha256=$sha" category=progress "content=$sha" customer=B contact=b; do
	run crm-notify amend "$n" "$field" --why x
	same "${field%%=*} is not amended" 65 "$status"
	unlike 'and nothing is told to be void by that' 'void' "$err"
done
n=$(ack words --text 'PRICE +50 %')
run send "$n"
same 'words of somebody: 77' '77 0' "$status $(wc -l <log)"
why="nobody has approved it; standing approval 'ack' does not cover it: somebody has given it: text"
like 'it is said why the standing approval does not do' "$n: held: $why\$" "$err"
same 'in the plan too' "$why" "$(crm-notify plan "$n" -o jsonl | jq -r .approval)"
like 'and explained' "approval: $why" "$(crm-notify plan "$n" --explain -o jsonl | jq -r .reasons)"
n=$(ack whole)
run send "$n"
same 'the template alone goes' '0 sent ack' "$status $(state "$n") $(crm-notify show "$n" | jq -r .standing)"

set_json '.standing+=[.standing[0] | .name="cat" | .category="none"]'
set_json '.standing+=[.standing[0] | .name="pers" | .category="price"]'
set_json '.standing+=[.standing[0] | .name="tem" | .template="none"]'
run crm-store check
same 'standing approvals that cover nothing are found' 1 "$status"
like 'of a category that there is none of' "field 'standing\[1\].category': 'cat' covers nothing: no category is called 'none' \[idle_standing\]" "$out"
like 'of one that wants a person' "field 'standing\[2\].category': 'pers' covers nothing: the approval of category 'price' is not" "$out"
like 'of a template that there is none of' "field 'standing\[3\].template': 'tem' covers nothing: no template is called 'none'" "$out"
same 'and no other' 3 "$(printf '%s\n' "$out" | grep -c idle_standing)"

# ---- what another store says ----

store here
cp -R here there
(
	export CRM_DIR="$PWD/there"
	n=$(draft --occasion x)
	crm-notify edit "$n" --by au --text words >/dev/null
	crm-notify approve "$n" --by qm >/dev/null 2>&1
	crm-notify list -o jsonl >f.jsonl
	cp -R there/messages/. here/messages/ 2>/dev/null || cp -R there/messages here/messages
)
same 'there it is approved' approved "$(jq -r .state f.jsonl)"
run crm-store import notice f.jsonl
same 'an import is taken' 0 "$status"
like 'it is told what is left out' "left out: only steps of this store say it: state 'approved', approved_at" "$err"
n=$(crm-notify list -o jsonl | jq -r .id)
same 'it is a draft' 'draft null import' "$(crm-notify show "$n" | jq -r '"\(.state) \(.approved_at) \(.given | split(",") | last)"')"
run send "$n"
same 'and does not leave: 77' '77 0' "$status $(wc -l <log)"
run crm-store import notice f.jsonl
same 'again: nothing new' '0 draft' "$status $(state "$n")"
same 'who imported it has written it' 77 "$(crm-notify approve "$n" >/dev/null 2>&1; echo $?)"
crm-notify approve "$n" --by boss >/dev/null 2>&1
check 'by another: it goes' send "$n"
jq -c '.subject="other"' f.jsonl >g.jsonl
run crm-store import notice g.jsonl
same 'what has left stays as it left: 65' 65 "$status"
like 'it is said why' "'subject': was queued with it" "$err"

# ---- late ----

store late
price() {
	crm-notify draft -t price --to customer:A:a --by au --title T --old-value 1 --new-value 2 --scope all --reason R \
		--our-contact an "$@" -F id 2>err | jq -r .id
}
n=$(price --effective 2026-12-01)
crm-notify plan "$n" --explain -o jsonl 2>/dev/null | jq -r .reasons >planned
run crm-notify approve "$n" --by qm
told=$(printf '%s\n' "$err" | sed -n 's/.*: \(is told .* due\)$/\1/p')
like 'told late: in the same words as the plan' "told_late: $told" "$(cat planned)"
same 'and it is said by how much' 0 "$(printf '%s\n' "$told" | grep -c '^is told [0-9]* days ahead where 30 are due$' | grep -vc 1)"
n=$(price --effective 2026-12-02 --occasion past)
export CRM_NOW=2026-12-03T12:00:00+08:00
run crm-notify approve "$n" --by qm
same 'its day is past: refused' 1 "$status"
like 'it is said what is needed' "'effective': is past" "$err"
run crm-notify approve "$n" --by qm --late-why 'the file was lost'
same 'with a reason it is approved' "0 the file was lost" "$status $(crm-notify show "$n" | jq -r .late_why)"

# ---- no table of notices ----

store table
n=$(draft)
other=$(crm-notify show "$(draft --occasion other)" | jq -r .content)
crm-notify show "$n" >before
printf 'id,content\n%s,%s\nN-2026-0900,%s\n' "$n" "$other" "$other" >rows.csv
run crm-store base notice rows.csv
same 'a table of notices is refused' 2 "$status"
like 'it is said why' "kind 'notice' has no base table: its records are made by steps" "$err"
same 'nothing is replaced' 'no' "$([ -e "$CRM_DIR/notice.csv" ] && echo yes || echo no)"
cp rows.csv "$CRM_DIR/notice.csv"
run crm-notify show "$n"
same 'one that lies there is not read' 65 "$status"
like 'it is said where' "notice.csv: this kind has no base table" "$err"
run crm-notify send --commit
same 'and nothing is sent' '65 0' "$status $(wc -l <log)"
rm "$CRM_DIR/notice.csv"
same 'without it the notice is what it was' "$(cat before)" "$(crm-notify show "$n")"
done_testing
