#!/bin/sh
# similar: what complaints share with one, the most alike first, then the newest. chronic: part and
# defect that came back (K10). Both over the store and over files.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T09:00:00Z
export CRM_DIR CRM_NOW

cat >in.jsonl <<'END'
{"id":"A","customer":"VW","part":"P1","defect":"burr","lot":"L1","received_at":"2026-11-01T09:00:00Z"}
{"id":"B","customer":"VW","part":"P1","defect":"burr","lot":"L2","received_at":"2026-10-01T09:00:00Z"}
{"id":"C","customer":"BMW","part":"P1","defect":"burr","received_at":"2026-10-02T09:00:00Z","led_by":"pe01"}
{"id":"D","customer":"BMW","part":"P1","defect":"crack","received_at":"2026-10-03T09:00:00Z"}
{"id":"E","customer":"VW","part":"P2","defect":"burr","lot":"L1","received_at":"2026-10-04T09:00:00Z"}
{"id":"F","customer":"BMW","part":"P2","defect":"burr","received_at":"2026-10-05T09:00:00Z"}
{"id":"G","customer":"BMW","lot":"L1","received_at":"2026-10-06T09:00:00Z"}
{"id":"H","customer":"VW","received_at":"2026-10-07T09:00:00Z"}
{"id":"I","customer":"BMW","part":"P1","defect":"burr","received_at":"2025-11-20T09:00:00Z"}
{"id":"J","customer":"BMW","part":"P1","defect":"burr","received_at":"2025-11-20T08:59:59Z"}
{"id":"V","customer":"VW","part":"P1","defect":"burr","lot":"L1","received_at":"2026-10-08T09:00:00Z"}
END
crm-complaint open in.jsonl >/dev/null
crm-complaint void V --why 'not ours' >/dev/null

# ids SHARED of what is printed
rows() {
	sed 's/.*"id":"\([^"]*\)".*"score":\([0-9]*\),"shared":"\([^"]*\)".*/\1 \2 \3/'
}
expected='B 7 part,defect,customer
C 6 part,defect
I 6 part,defect
J 6 part,defect
D 4 part
G 3 lot
E 3 defect,customer'
same 'what is like A: the most first, then the newest' "$expected" "$(crm-complaint similar A | rows)"
unlike 'a lot of another part is another lot' 'E [0-9]* .*lot' "$(crm-complaint similar A | rows)"
unlike 'void ones are like none' '"id":"V"' "$(crm-complaint similar A)"
like 'a void one can be asked for' 'A 10 part,defect,lot,customer' "$(crm-complaint similar V | rows)"
same 'the others are chosen' 'D 4 part' "$(crm-complaint similar A --where defect=crack | rows)"
same 'not itself' '' "$(crm-complaint similar H | rows)"
like 'lots under suspicion count' 'G [0-9]* lot' "$(
	crm-complaint lot B --lot L1 --quantity 5 >/dev/null
	crm-complaint similar B | rows
)"
like 'as a table' 'shared' "$(crm-complaint similar A -o table)"
same 'records for a pipe' 7 "$(crm-complaint similar A | crm-complaint show - | wc -l)"

crm-complaint list >out.jsonl
expected=$(echo "$expected" | sed 's/^B .*/B 10 part,defect,lot,customer/')
same 'of a file' "$expected" "$(crm-complaint similar A out.jsonl | rows)"
same 'of a file, itself at the end' "$expected" "$(
	sort -r out.jsonl >reverse.jsonl
	crm-complaint similar A reverse.jsonl | rows
)"
same 'of a pipe' "$expected" "$(crm-complaint similar A - <out.jsonl | rows)"
same 'of a file without a store' "$expected" "$(CRM_DIR='' crm-complaint similar A out.jsonl | rows)"
same 'the one need not be among the chosen' 'D 4 part' \
	"$(crm-complaint similar A out.jsonl --where defect=crack | rows)"
check_status 66 'an id that is not there' crm-complaint similar X
like '  is told' 'X: no such complaint' "$err"
check_status 66 'nor in a file' crm-complaint similar X out.jsonl
like '  is told' 'X: no such complaint' "$err"
check_status 2 'no id' crm-complaint similar

# chronic
same 'three in a year, the first of them a year ago to the second' \
	'{"part":"P1","defect":"burr","count":4,"first":"2025-11-20T09:00:00Z","last":"2026-11-01T09:00:00Z","open":4,"led_by":"pe01","ids":"I,B,C,A"}' \
	"$(crm-complaint chronic)"
same 'two' 'P1 P2' "$(crm-complaint chronic --times 2 | sed 's/.*"part":"\([^"]*\)".*/\1/' | xargs)"
same 'in two months' '"ids":"B,C,A"' "$(crm-complaint chronic --within P60D | grep -o '"ids":.*"')"
same 'four in two months' '' "$(crm-complaint chronic --within P60D --times 4)"
same 'what was received later is not known yet' '"ids":"I,B,C"' \
	"$(crm-complaint chronic --now 2026-10-31T09:00:00Z --within P345D | grep -o '"ids":.*"')"
same 'closed ones count, and are not open' '"count":4 "open":3' "$(
	for step in inform contact analyse reply answer close; do
		crm-complaint $step C >/dev/null 2>&1
	done
	crm-complaint chronic | sed 's/.*\("count":[0-9]*\).*\("open":[0-9]*\).*/\1 \2/'
)"
same 'of a file' 'I,B,C,A' "$(crm-complaint chronic out.jsonl | sed 's/.*"ids":"\([^"]*\)".*/\1/')"
same 'of a choice' '' "$(crm-complaint chronic --where customer=VW)"
check_status 65 'a count that is none' crm-complaint chronic --times 0
like '  is told' "\-\-times: not a number of times: '0'" "$err"
check_status 65 'a span that is none' crm-complaint chronic --within 1y
like '  is told' "\-\-within: not a duration: '1y'" "$err"

# ---- the settings say what is chronic ----

crm-store init r
printf '{"format":1,"recurrence":{"times":2,"window":"P1D"}}\n' >r/crm.json
for day in 01 10 11; do
	crm-complaint -C r open --customer A --part 1 --defect burr \
		--at 2026-11-${day}T09:00:00Z --now 2026-11-${day}T09:00:00Z >/dev/null
done
same 'times and window of crm.json' '2' \
	"$(crm-complaint -C r chronic --now 2026-11-11T09:00:00Z -o jsonl | jq .count)"
same 'an option goes before them' '3' \
	"$(crm-complaint -C r chronic --within P30D --now 2026-11-11T09:00:00Z -o jsonl | jq .count)"
same 'a day later there is one left' '' \
	"$(crm-complaint -C r chronic --now 2026-11-11T09:00:01Z -o jsonl | jq .count)"

done_testing
