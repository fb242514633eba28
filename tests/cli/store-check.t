#!/bin/sh
# crm-store check: everything that is wrong, a line each; init, schema, log.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW

# ---- init ----
check 'init makes the directory' crm-store init s
same 'silently' '' "$out$err"
same 'of its own' 700 "$(stat -c %a s)"
same 'zone UTC' '1 UTC' "$(jq -r '"\(.format) \(.zone // "UTC")"' s/crm.json)"
like 'git is told to merge by union' '^\*\.jsonl merge=union -text' "$(cat s/.gitattributes)"
check_status 73 'not twice' crm-store init s
check_status 73 'not below what is not there' crm-store init a/b
check_status 2 'two directories' crm-store init a b
check_status 65 'no such zone' crm-store init z --zone Mars/Base
check 'nothing is left of it' test ! -e z/crm.json
check 'a zone' crm-store init z --zone Europe/Berlin
same 'is written down' Europe/Berlin "$(jq -r .zone z/crm.json)"
check 'for a group' crm-store init g --group
same 'with its modes' 2770 "$(stat -c %a g)"
mkdir here
check 'without an operand' sh -c 'cd here && crm-store init'
check 'it is the working directory' test -s here/crm.json
check_status 66 'no store around' sh -c 'cd / && crm-store check'

# ---- check ----
CRM_DIR=s
export CRM_DIR
check 'an empty store' crm-store check
printf 'id,customer\nC-1,ACME\nC-2,Beta\n' >in.csv
crm-store import complaint in.csv >/dev/null
check 'a good one' crm-store check
same 'is silent' '' "$out$err"
cat >>s/complaint.jsonl <<'J'
{"id":"C-3","new":true,"step":"open","at":"2026-11-20T09:00:00Z","by":"x","state":"odd","quantity":"few","received_at":"2026-11-20T09:00:00Z","informed_at":"2026-11-20T08:00:00Z"}
J
check_status 1 'what is wrong' crm-store check
like 'the state' "^s/complaint.jsonl:3: C-3: field 'state': 'odd'.*\[bad_state\]" "$out"
like 'a value' "C-3: field 'quantity': 'few'.*\[bad_value\]" "$out"
like 'the order of stamps' "C-3: field 'informed_at': .*\[end_before_start\]" "$out"
like 'what is missing' "C-3: field 'customer': .*\[missing_field\]" "$out"
same 'as JSON: a row each' 4 "$(crm-store check -o jsonl | jq -s 'map(select(.subject == "C-3")) | length')"
same 'as CSV with a header' 'code,severity,source,line' "$(crm-store check -o csv | head -1 | cut -d, -f1-4)"
check_status 2 'findings are whole' crm-store check -F code
check_status 1 'one kind' crm-store check complaint
check_status 2 'an unknown kind' crm-store check things
sed -i '$d' s/complaint.jsonl
check 'without that line' crm-store check
touch s/.crm-new-complaint s/.complaint.csv.tmp
check_status 1 'what a stopped command left' crm-store check
same 'are two findings' 'leftover leftover' "$(crm-store check -o jsonl | jq -r .code | xargs)"
if command -v flock >/dev/null; then
	check 'while a command holds the lock' flock s/.lock crm-store check
	same 'they may be its own' 'in_use note in_use note' \
		"$(flock s/.lock crm-store check -o jsonl | jq -r '"\(.code) \(.severity)"' | xargs)"
fi
check_status 1 'at rest they are told' crm-store check
rm s/.crm-new-complaint s/.complaint.csv.tmp
chmod 644 s/complaint.jsonl
check 'a journal that all may read, as git leaves it, is no fault' crm-store check
like 'but is told' "^s/complaint.jsonl: mode 0644 lets others read it.*\[mode\]" "$out"
for mode in 620 602; do
	chmod $mode s/complaint.jsonl
	check_status 1 "one that others may write is: $mode" crm-store check
done
check 'a repair mends it, and is content' crm-store check --repair
same 'the mode' 600 "$(stat -c %a s/complaint.jsonl)"
rm -rf s/.cache
: >s/.cache
check_status 1 'a file in place of the cache' crm-store check
like 'is told, and the rest is looked at' '^s/.cache: is not a directory.*\[no_directory\]' "$out"
check 'steps go on without' crm-complaint note C-1 --text 'no cache' -n
rm s/.cache

# a journal must be a file
mkdir s/order.jsonl
check_status 65 'a directory: readers' crm-store verify
rmdir s/order.jsonl

# a record that no line creates
cp s/complaint.jsonl good
sed -i '1s/"new":true,//' s/complaint.jsonl
check_status 1 'a first line without new' crm-store check
like 'is found' '^s/complaint.jsonl:1: C-1: .*\(no new\).*\[conflict\]' "$out"
check_status 1 'steps on it are refused' crm-complaint note C-1 --text x
like 'as its chain is broken' 'chain of its lines is broken' "$err"
check 'readers go on' crm-complaint show C-1
like 'with a warning' 'warning: .*no new' "$err"
sed '1s/"at":"[^"]*"/"at":"soon"/' good >s/complaint.jsonl
check_status 65 'a line without a stamp that can be read is bad' crm-complaint list
like 'with its place' '^crm-complaint: s/complaint.jsonl:1: .*at ' "$err"
check_status 65 'writers stop there' crm-complaint note C-2 --text x
cp good s/complaint.jsonl

# customer is judged where there are customers
cat >s/customer.jsonl <<'J'
{"id":"K-1","new":true,"step":"open","at":"2026-11-20T09:00:00Z","by":"x","name":"ACME"}
{"id":"Beta","new":true,"step":"open","at":"2026-11-20T09:00:00Z","by":"x","name":"Beta Ltd"}
J
chmod 600 s/customer.jsonl
check 'by name or by id' crm-store check
printf 'id,customer\nC-4,Gamma\n' >in.csv
crm-store import complaint in.csv >/dev/null
check_status 1 'an unknown one' crm-store check
same 'is named' "s/complaint.jsonl:3: C-4: field 'customer': no customer has the id or name 'Gamma' [unknown_reference]" \
	"$(printf '%s\n' "$out")"

# ---- suspect ----
printf 'complaint\n' >s/.suspect
chmod 600 s/.suspect
check_status 1 'after a failed sync' crm-store check complaint
check_status 74 'writers stop' crm-store import complaint in.csv
crm-store check --repair >/dev/null
check 'until the repair' crm-store import complaint in.csv
check 'nothing is lost' test "$(crm-store export complaint | wc -l)" -eq 3

crm-store init r
crm-store -C r import complaint in.csv >/dev/null
printf 'complaint\n' >r/.suspect
check 'a good repair is content' crm-store -C r check --repair
like 'and says what it did' '\[copied\]' "$out"

# ---- schema ----
check 'a schema' crm-store schema complaint
check 'is JSON' jq -e . <<X
$out
X
check 'of the draft 2020-12' sh -c 'crm-store schema complaint | jq -e "
	.\"\$schema\" == \"https://json-schema.org/draft/2020-12/schema\" and .type == \"object\"
	and .properties.state.enum != null"'
check_status 2 'of an unknown kind' crm-store schema things
check_status 2 'of none' crm-store schema

# ---- broken off ----
sed -n 1p s/complaint.jsonl >s/complaint.new
printf '{"broken\n' >>s/complaint.new
sed 1d s/complaint.jsonl >>s/complaint.new
mv s/complaint.jsonl s/complaint.keep
mv s/complaint.new s/complaint.jsonl
check_status 2 'a kind that is none, after one that is' crm-store check complaint things
same 'nothing is checked before' '' "$out"
check_status 66 'verify without the heads' crm-store verify --head missing.jsonl
like 'what it found is shown' 'bad_line' "$out"
check_status 1 'with none asked for' crm-store verify
like 'the same is' 'bad_line' "$out"
mv s/complaint.keep s/complaint.jsonl

# ---- log ----
rm s/customer.jsonl
crm-complaint note C-1 --text hello >/dev/null
same 'the lines in the order of the file' "$(cat s/complaint.jsonl)" "$(crm-store log -o jsonl)"
same 'of a kind' "$(cat s/complaint.jsonl)" "$(crm-store log complaint -o jsonl)"
same 'of a record' import,note "$(crm-store log complaint C-1 | jq -r .step | paste -sd,)"
same 'some members' 'C-1,import' "$(crm-store log complaint C-1 -F id,step -o csv | sed -n 2p)"
check_status 66 'an unknown id' crm-store log complaint C-99
check_status 2 'an unknown kind' crm-store log things
for c in init import export check verify head schema log; do
	check "$c -h" crm-store "$c" -h
	like "$c -h begins with its synopsis" "^usage: crm-store $c" "$out"
done

# A stamp that an import brings from the future, and settings that no clock can be made of.
crm-store init future
printf 'customer,received_at\nA,2027-11-19T00:00:00Z\n' >future.csv
CRM_NOW=2026-11-20T12:00:00Z crm-store -C future import complaint future.csv >/dev/null
run env CRM_NOW=2026-11-20T12:00:00Z crm-store -C future check
same 'a stamp later than now is found' 1 "$status"
like 'and named' 'received_at.*later than now' "$out"
check 'until it has come' env CRM_NOW=2027-11-20T12:00:00Z crm-store -C future check
echo '{"format":1,"clocks":{"complaint":{"informm":{"limit":"PT10M"}}}}' >future/crm.json
check_status 78 'a clock that is not there is told by check' crm-store -C future check
done_testing
