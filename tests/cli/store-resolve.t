#!/bin/sh
# crm-store resolve: what merged branches say of a record, and one step that settles it.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
CRM_DIR=s
export CRM_NOW CRM_DIR
crm-store init s
j=s/complaint.jsonl
crm-complaint open --id C-1 --customer ACME --lot L1 >/dev/null
cp $j base

# branch NAME CMD...: what the commands add to the base, in NAME.
branch() {
	cp base $j
	branch_name=$1
	shift
	"$@" >/dev/null
	tail -n +2 $j >"$branch_name"
	cp base $j
}

two_steps() {
	crm-complaint amend C-1 lot=L2 --why known --by qe01
	crm-complaint answer C-1 --by qe01
}
branch a crm-complaint void C-1 --why mistake --by cs01
branch b two_steps
branch c crm-complaint amend C-1 lot=L3 --why seen --by qe03
branch d crm-complaint note C-1 --text fine
merged() {
	cat base "$@" >$j
}

merged a b c
check_status 1 'two branches that set the state' crm-store verify
check_status 1 'are not settled by looking' crm-store resolve C-1 -n
same 'which shows what each has set, who, when, and what stands' 'state void false void cs01 2
state answered true answer qe01 4
lot L2 false amend qe01 3
lot L3 true amend qe03 5' \
	"$(printf '%s\n' "$out" | jq -r '"\(.field) \(.value) \(.stands) \(.step) \(.by) \(.line)"')"
like 'and what must be said' 'the sides differ: void, answered; .*--state' "$err"
cp $j before
check_status 1 'without --state it is refused' crm-store resolve C-1 --why x
check_status 1 'so is a state that no side has set' crm-store resolve C-1 --why x --state open
like 'with the reason' "'open' is what no side says: void, answered" "$err"
check_status 65 'and a word that is no state' crm-store resolve C-1 --why x --set state=gone --set lot=L2 --set quantity=many
check_status 65 'and a field that is not to be set' crm-store resolve C-1 --why x --state void --set kind=order
check_status 2 'and no reason' crm-store resolve C-1 --state void
same_file 'nothing was written' before $j

check 'a state and a field are chosen' crm-store resolve C-1 --state answered --set lot=L2 --why 'a slip' --op k1
same 'the rows say what stands now' 'state void false
state answered true
lot L2 true
lot L3 false' "$(printf '%s\n' "$out" | jq -r '"\(.field) \(.value) \(.stands)"')"
same 'one line names all three sides' 3 "$(tail -n 1 $j | jq '.prev | length')"
same 'it is a step' resolve "$(tail -n 1 $j | jq -r .step)"
check 'then nothing is wrong' crm-store verify
unlike 'but for the fork, which is valid' 'conflict|edited' "$out"
record=$(crm-complaint show C-1 -o jsonl)
same 'the state is the chosen one' 'answered L2' "$(printf '%s' "$record" | jq -r '"\(.state) \(.lot)"')"
same 'what belongs to the other one is gone' 'null null' "$(printf '%s' "$record" | jq -r '"\(.voided_at) \(.void_why)"')"
same 'the stamp of the chosen one stays' 2026-11-20T09:00:00Z "$(printf '%s' "$record" | jq -r .answered_at)"
same 'why, and which fields, is an amendment' 'a slip state,voided_at,void_why,lot' \
	"$(printf '%s' "$record" | jq -r '.amendments[] | select(.why == "a slip") | "\(.why) \(.fields)"')"
check 'records are good' crm-store check complaint
check 'steps work again' crm-complaint note C-1 --text on
lines=$(wc -l <$j)
check_status 65 'an op of another record' crm-store resolve C-2 --why x --op k1
like 'is told with both' "op 'k1' was used on C-1; now resolve on C-2" "$err"
check 'the same op again' crm-store resolve C-1 --state answered --set lot=L2 --why 'a slip' --op k1
same 'writes nothing' "$lines" "$(wc -l <$j)"
check_status 1 'there is nothing more to resolve' crm-store resolve C-1 --why again
like 'which it says' 'C-1: nothing to resolve' "$err"

merged a b
check 'the other side' crm-store resolve C-1 --state void --why 'a slip'
same 'takes the other stamp away' 'void mistake null' \
	"$(crm-complaint show C-1 -o jsonl | jq -r '"\(.state) \(.void_why) \(.answered_at)"')"
check 'and is good' crm-store check complaint

merged c d
check 'a fork without a conflict' crm-store verify
check 'may be resolved too' crm-store resolve C-1 --why tidy
same 'without a word on the state' 'open L3' "$(crm-complaint show C-1 -o jsonl | jq -r '"\(.state) \(.lot)"')"
check_status 1 'once' crm-store resolve C-1 --why tidy

merged a b
lines=$(wc -l <$j)
check 'an id given twice' crm-store resolve C-1 C-1 --state void --why 'a slip'
same 'is resolved once' "$((lines + 1))" "$(wc -l <$j)"
same 'and listed once' 'state state' "$(printf '%s\n' "$out" | jq -r 'select(.field == "state") | .field' | xargs)"

# a broken chain
cat base b >$j
sed -i '2s/known/unknown/' $j
check_status 1 'an edited line' crm-store verify
check_status 1 'stops steps' crm-complaint note C-1 --text no
check 'until it is resolved' crm-store resolve C-1 --why 'mended by hand, seen'
check 'then it is a warning' crm-store verify
like 'that is still told' 'edited' "$out"
check 'and steps go on' crm-complaint note C-1 --text yes
sed -i '3s/qe01/qe09/' $j
check_status 1 'what is edited after that is found' crm-store verify
check_status 1 'and stops steps' crm-complaint note C-1 --text no

check_status 66 'an unknown record' crm-store resolve C-9 --why x
check_status 66 'an unknown one that does not tell its kind' crm-store resolve 9 --why x
like 'is no usage error' '9: no such record' "$err"
check_status 66 '--kind tells it' crm-store resolve 9 --kind complaint --why x
check_status 2 'an unknown kind' crm-store resolve 9 --kind thing --why x
check_status 2 'one op for two' crm-store resolve C-1 C-2 --why x --op k

# ids of a base table tell no kind: what the store has does
crm-store init t
CRM_DIR=t
printf 'id,customer,received_at\nX-1,VW,2026-11-01\n' >x.csv
crm-store base complaint x.csv >/dev/null
crm-complaint void X-1 --why one >/dev/null
mv t/complaint.jsonl one
crm-complaint answer X-1 --solution sharpen >/dev/null
cat one >>t/complaint.jsonl
check 'a record of the base table' crm-store resolve X-1 --state void --why 'seen'
printf '{"id":"X-1","new":true,"step":"open","at":"2026-11-20T09:00:00Z","state":"draft"}\n' >t/concession.jsonl
check_status 2 'that two kinds have' crm-store resolve X-1 --why x
like 'needs the option, which is shown' "[-]-kind complaint or --kind concession tells which" "$err"
CRM_DIR=s
done_testing
