#!/bin/sh
# Escalations and chases are looked at again before they leave: what was answered meanwhile is not
# sent any more.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T12:00:00Z CRM_LIBEXEC="$BUILD/libexec"
export CRM_TEST_CHANNEL_LOG="$PWD/log"
: >log
crm-store init s --zone UTC >/dev/null
export CRM_DIR="$PWD/s"
jq -c '.notify={from:"quality@crm.example"} | .company={name:"Huaxin"}' s/crm.json >c && cat c >s/crm.json
crm-customer add --id DQ --name quality --sort department --channels test >/dev/null
crm-customer contact DQ --contact a --name Anna --email sent-1@us.example >/dev/null
crm-customer add --id DX --name late --sort department --channels test >/dev/null
crm-customer contact DX --contact a --name Bernd --email deferred-1@us.example >/dev/null
crm-customer add --id VW --name VW --channels test >/dev/null
crm-customer contact VW --contact a --name Carla --email sent-2@vw.example >/dev/null

complaint() {
	crm-complaint open --id "$1" --customer VW --class service --defect x --received-at 2026-11-19T08:00:00Z >/dev/null
}
# notice ID [DEPARTMENT]: of its clock `answer`, approved; prints the notice's id.
notice() {
	n=$(crm-complaint late --all -o jsonl | jq -c "select(.id==\"$1\") | .clock=\"answer\" | .due_at=\"2026-11-20T08:00:00Z\"" |
		crm-notify draft -t complaint_escalation --to "dept:${2:-quality}" --by au -F id | jq -r .id)
	crm-notify approve "$n" --by qm >/dev/null && echo "$n"
}
send() { crm-notify send --commit "$@" -o jsonl; }
planned() { crm-notify plan "$1" -o jsonl | jq -r '[.what, .findings // "-"] | join(" ")'; }
state() { crm-notify show "$1" | jq -r .state; }
whole() { find "$CRM_DIR" -type f -exec sha256sum {} + | sort | sha256sum; }

for i in 1 2 3 4 5 6 7; do complaint C-$i; done
crm-complaint answer C-2 --solution s --at 2026-11-20T11:00:00Z >/dev/null
open=$(notice C-1) told=$(notice C-2) again=$(notice C-3) void=$(notice C-4) held=$(notice C-5)
late=$(notice C-6) queued=$(notice C-7 late)
crm-notify hold "$held" --held-why 'night shift' --held-until 2026-11-20T15:00:00Z >/dev/null
thanks=$(printf '%s\n' '{"kind":"complaint","id":"C-5","clock":"answer","due_at":"2026-11-20T08:00:00Z"}' |
	crm-notify draft -t acknowledgement --by au -F id | jq -r .id)
crm-notify approve "$thanks" --by qm >/dev/null

export CRM_NOW=2026-11-20T13:00:00Z
for n in "$open" "$told" "$again" "$void" "$late" "$queued" "$thanks"; do
	same "$n: nothing has happened: it goes" 'send -' "$(planned "$n")"
done
same 'held' 'wait -' "$(planned "$held")"
send "$queued" >/dev/null
same 'deferred by its channel' queued "$(state "$queued")"

for i in 3 5 7; do crm-complaint answer C-$i --solution s >/dev/null; done
crm-complaint answer C-6 --solution s --at 2026-11-20T10:00:00Z >/dev/null
crm-complaint void C-4 --why mistake >/dev/null

export CRM_NOW=2026-11-20T13:30:00Z
same 'answered since' 'drop reason_gone' "$(planned "$again")"
same '  also while it is held' 'drop reason_gone' "$(planned "$held")"
same '  and in the queue' 'drop reason_gone' "$(planned "$queued")"
same '  entered now, of an hour before it was made' 'drop reason_gone' "$(planned "$late")"
like '  why' 'clock answer of C-3 has ended, at 2026-11-20T13:00:00Z' "$(crm-notify plan "$again" -o jsonl)"
same 'answered before it was made: that it was late is told' 'send -' "$(planned "$told")"
same 'not answered' 'send -' "$(planned "$open")"
same 'void' 'drop reason_gone' "$(planned "$void")"
same 'another category does not care' 'send -' "$(planned "$thanks")"

# ---- answered, but opened again ----
crm-complaint reply C-3 >/dev/null
check 'closed' crm-complaint close C-3
like 'closed since' 'C-3 is closed' "$(crm-notify plan "$again" -o jsonl)"
crm-complaint reopen C-3 --why 'it came back' >/dev/null
same 'opened again: it holds' 'send -' "$(planned "$again")"

# ---- send ----
before=$(whole)
run crm-notify send "$held" -o jsonl
same 'without --commit it is told' "withdraw $before" "$(printf '%s\n' "$out" | jq -r .what) $(whole)"
: >log
send "$open" "$told" "$again" "$void" "$held" "$late" "$queued" "$thanks" >rows 2>err
same 'those that hold are sent' "$open $told $again $thanks" "$(jq -r .id log | sort | paste -sd' ')"
for n in "$void" "$held" "$late" "$queued"; do
	same "$n: withdrawn" withdrawn "$(state "$n")"
done
like 'with the reason' 'clock answer of C-5 has ended, at 2026-11-20T13:00:00Z' \
	"$(crm-notify show "$held" | jq -r .withdrawn_why)"
check 'again' send
same 'nothing more is sent' 4 "$(wc -l <log | tr -d ' ')"

# ---- a clock that repeats ----
export CRM_NOW=2026-11-20T14:00:00Z
cat >quotes.jsonl <<'END_'
{"id":"Q-1","customer":"VW","state":"sent","sent_at":"2026-11-20T14:00:00Z"}
{"id":"Q-2","customer":"VW","state":"sent","sent_at":"2026-11-20T14:00:00Z"}
END_
crm-store import quote quotes.jsonl >/dev/null
export CRM_NOW=2026-11-26T09:00:00Z
crm-order quote late -o jsonl >late.jsonl
crm-notify draft -t quote-chase --by au late.jsonl >/dev/null
for n in $(crm-notify list --where category=quote -o jsonl | jq -r .id); do crm-notify approve "$n" --by qm >/dev/null; done
q1=$(crm-notify list --where about=Q-1 -o jsonl | jq -r .id) q2=$(crm-notify list --where about=Q-2 -o jsonl | jq -r .id)
same 'a chase' 'send -' "$(planned "$q1")"
export CRM_NOW=2026-11-26T10:00:00Z
crm-order quote chase Q-1 --chase-result called >/dev/null
same 'they were called meanwhile' 'drop reason_gone' "$(planned "$q1")"
like '  it says so' 'clock answer of Q-1 began anew' "$(crm-notify plan "$q1" -o jsonl)"
same 'of another quote they were not' 'send -' "$(planned "$q2")"

done_testing
