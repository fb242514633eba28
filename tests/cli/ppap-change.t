#!/bin/sh
# crm-ppap change: what a change calls for, by whose rule; the customer's rules first; its record in
# the store, what is owed of it, and the summary of an emergency (P3).
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW

change() {
	crm-ppap change "$@"
}

# of EXPR CODE...: what jq makes of the verdict
of() {
	expr=$1
	shift
	crm-ppap change "$@" -o jsonl | jq -r "select(.scope == \"verdict\") | $expr"
}

# refused STATUS NAME MESSAGE ARG...
refused() {
	want=$1 what=$2 message=$3
	shift 3
	check_status "$want" "$what" crm-ppap change "$@"
	like '  it says why' "$message" "$err"
}

# ---- without a store ----

same 'a submission and a notice: submit, with both reasons' \
	'submit aiag 3.2 engineering_change,additional_location' \
	"$(of '"\(.action) \(.rule) \(.reasons)"' S03 N04)"
same '  whatever comes first' 'submit aiag 3.2 N04,S03' \
	"$(of '"\(.action) \(.rule) \(.codes)"' N04 S03)"
same '  comma between' 'submit N04,S03' "$(of '"\(.action) \(.codes)"' n04,S03,N04)"
same '  elements in the order of the edition' '1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18' \
	"$(of .redo N04 S03)"
same 'told, and nothing more' 'notify aiag 3.1' "$(of '"\(.action) \(.rule)"' N04)"
same 'neither, by the 3rd edition' \
	"none not required by the 3rd edition; check the customer's rules" \
	"$(of '"\(.action) \(.note)"' X02)"
same '  with one that is told: told' 'notify' "$(of .action X02 N01)"
same 'the verdict keeps the note of each code' \
	'N04: where tools are transferred, mark tooling as well; foo: unknown code: the customer is told, to be on the safe side' \
	"$(of .note S03 N04 foo)"
same '  of one alone as it is' 'where tools are transferred, mark tooling as well' "$(of .note N04)"
same 'what nobody knows is told' 'notify unknown code' "$(of '"\(.action) \(.rule)"' foo)"
same '  but a submission is more' 'submit foo,S01' "$(of '"\(.action) \(.codes)"' foo S01)"
same 'by name' 'submit S03' "$(of '"\(.action) \(.codes)"' engineering_change)"
for codes in S03 N04 X02 foo; do
	check "exit 0: $codes" crm-ppap change "$codes"
done
same 'a row a code, then the verdict' 'code S03
code N04
verdict S03,N04' "$(change S03 N04 -o jsonl | jq -r '"\(.scope) \(.codes)"')"
same 'what a notice needs is in the verdict' 1 "$(change S03 --customer VW --part 4711 -o jsonl |
	jq -c 'select(.kind == "change" and .customer == "VW" and .part == "4711" and .action == "submit" and .reasons == "engineering_change")' |
	wc -l)"
same 'CSV' 'codes,action
X02,none
X02,none' "$(change X02 -o csv -F codes,action)"
run change S03 -o table
like 'a table names the elements' '^redo +18 +Part Submission Warrant' "$out"
unlike '  not those that stay' 'Customer-Specific' "$out"
same 'the checklist of bulk material is for bulk material' null "$(of '.redo | select(test("BULK")) // null' S01)"
same '  or where the profile asks for it' BULK "$(of '.redo | match("BULK").string' S01 --profile aiag-bulk)"
same '  or the code is of it' BULK "$(of '.redo | match("BULK").string' N09)"
same 'a code without a reason of the warrant says so' 'null true' \
	"$(of '"\(.reasons) \(.note | test("agree one with the customer"))"' N09)"
same 'the 3rd edition has other numbers' '1,2,3,4,5,6,7,8,9,10,12,13,16,17' "$(of .redo S03 --edition aiag-3)"
same 'the trigger matrix' \
	'submit vda trigger matrix a cautious guess: compare it with the trigger matrix that was agreed' \
	"$(of '"\(.action) \(.rule) \(.note)"' N01 --edition vda-ppf)"
same '  customer information' notify "$(of .action X02 --edition vda-ppf)"
same '  by its own elements' 1.1,3.6,5.2,5.3,5.4,5.7 "$(of .redo N08 --edition vda-ppf)"

same '--list has all' 23 "$(change --list -o jsonl | wc -l)"
same '  N01 to N12, S01 to S04, X01 to X07, each by its own section' \
	'N04 notify site_transfer_or_additional_site aiag 3.1|N09 notify bulk_new_raw_material_source aiag 3.1|S01 submit new_part_or_product aiag 3.2|S03 submit engineering_change aiag 3.2|X07 none bulk_within_approved_ranges aiag 3rd ed. I.3.3' \
	"$(change --list -o jsonl | jq -r 'select(.codes == ("N04", "N09", "S01", "S03", "X07")) |
		"\(.codes) \(.action) \(.name) \(.rule)"' | paste -sd'|')"
if [ -n "$SHARED" ]; then
	same '--list is the table of facts' "$(tail -n +2 "$SHARED/domain/ppap_change_codes.csv" |
		awk -F, '{ sub(/_bulk/, "", $3); sub(/ .*/, "", $2); print $1, $3, $4, $2 }')" \
		"$(change --list -o jsonl | jq -r '"\(.codes) \(.action) \(.name) \(.rule)"' |
			sed 's/aiag 3rd ed. //; s/aiag //')"
else
	skip '--list is the table of facts' 'no shared folder'
fi

refused 2 'no code' 'CODE missing'
refused 2 'an empty one' 'a CODE is empty' 'S01,'
refused 2 'two things at once' 'only one of' --list --owed
refused 2 '--list with a code' 'takes no CODE' --list S01
refused 2 '--owed with a code' 'takes no CODE' --owed S01
refused 2 '--check without --owed' 'goes with --owed' S01 --check
refused 2 'of a record without --record' '--op goes with --record' S01 --op k
refused 2 '  an emergency, too' '--emergency goes with --record' S01 --emergency
refused 66 'a profile that there is not' "no such profile: 'nope'; there are aiag" S01 --profile nope
refused 66 'an edition that there is not' "no such edition: 'nope'; there are aiag-3" S01 --edition nope
refused 66 'a record without a store' 'no store' S01 --record --customer VW --part 1
refused 66 'debts without a store' 'no store' --owed

# ---- the customer's rules ----

crm-store init s >/dev/null
mkdir -p s/ppap/profiles
cat >s/ppap/profiles/strict.json <<'EOF'
{"profile": "strict", "title": "Strict", "edition": "aiag-4",
 "change_codes": {"x02": "submit", "X03": "notify", "S02": "none"}}
EOF
sed 's/strict/draft/; s/"Strict"/"Draft", "skeleton": true/' s/ppap/profiles/strict.json >s/ppap/profiles/draft.json
setting() {
	jq ". + {customers: {VW: {ppap: \"$1\"}, GM: {zone: \"UTC\"}}}" s/crm.json >crm.new && cp crm.new s/crm.json
}
setting strict
CRM_DIR=$PWD/s
export CRM_DIR
same 'the customer comes first' 'submit customer' "$(of '"\(.action) \(.rule)"' X02 --customer VW)"
same '  in the other direction' 'none customer null' "$(of '"\(.action) \(.rule) \(.reasons)"' S02 --customer VW)"
same '  whose reasons count no more' 'notify additional_location' \
	"$(of '"\(.action) \(.reasons)"' S02 N04 --customer VW)"
same '  of what it says nothing' 'submit aiag 3.2' "$(of '"\(.action) \(.rule)"' S01 --customer VW)"
same 'another customer has none' 'none' "$(of .action X02 --customer GM)"
same '  which is noted' "no profile is set for GM: AIAG's tables alone" "$(of .note S03 --customer GM)"
same '  of one whom nobody knows too' "no profile is set for NOBODY: AIAG's tables alone" \
	"$(of .note S03 --customer NOBODY)"
same '  with the other notes' "no profile is set for GM: AIAG's tables alone; where tools are transferred, mark tooling as well" \
	"$(of .note N04 --customer GM)"
same '  by another edition its tables' "no profile is set for GM: the edition's tables alone" \
	"$(of .note S03 --customer GM --edition vda-ppf | sed 's/;.*//')"
same '  not where there is one' null "$(of .note S03 --customer VW)"
same '  or it was named' null "$(of .note S03 --customer GM --profile strict)"
same '  nor one whom nobody knows' 'none' "$(of .action X02 --customer Ford)"
same '--profile names one' 'submit customer' "$(of '"\(.action) \(.rule)"' X02 --profile strict)"
same '  a skeleton says so' "profile is a skeleton: the customer's paper decides" \
	"$(of .note X02 --profile draft)"
same '--list is as the customer has it' 'X02 submit customer' \
	"$(change --list --customer VW -o jsonl | jq -r 'select(.codes == "X02") | "\(.codes) \(.action) \(.rule)"')"
sed 's/strict/slip/; s/S02/S20/' s/ppap/profiles/strict.json >s/ppap/profiles/slip.json
refused 78 'a code that no table has' "slip.json: field 'change_codes.S20': no such change code" S01 --profile slip
mkdir s/ppap/changes
jq '.codes += {S20: {name: "own", table: "house", action: "notify", text: "t"}}' \
	"${TOP:-.}/lib/share/ppap/changes/aiag.json" >s/ppap/changes/aiag.json
same '  unless it is in a table of the store' 'none customer' "$(of '"\(.action) \(.rule)"' s20 --profile slip)"
rm -r s/ppap/changes s/ppap/profiles/slip.json
refused 65 'a profile of another edition' 'is of edition' S01 --customer VW --edition vda-ppf
setting nope
refused 78 'a setting that names none' 'customers.VW.ppap' S01 --customer VW
check 'the settings are well otherwise' crm-ppap changes list
setting strict

# ---- the record ----

record() {
	crm-ppap change "$@" --record --customer VW --part 4711
}
field() {
	crm-ppap changes show "$1" -o jsonl | jq -r ".$2"
}

refused 2 'a record needs its part' 'needs --customer and --part' S01 --record --customer VW
refused 2 'an emergency needs its reason' 'go together' S01 --record --customer VW --part 1 --emergency
refused 2 '  and a reason its emergency' 'go together' S01 --record --customer VW --part 1 --why x
refused 65 'a day that is none' "--planned-for: 'soon'" S01 --record --customer VW --part 1 --planned-for soon
same 'nothing was written' '' "$(cat s/change.jsonl 2>/dev/null)"
run record S03 N04 -n
like '-n shows it' '"id":"M-2026-0001"' "$out"
same '  and writes nothing' '' "$(cat s/change.jsonl 2>/dev/null)"
run record S03 N04 --op k1 --by qe1 --planned-for 2026-12-01 --owner qe1 --description 'new plant'
like 'it has its number' '"id":"M-2026-0001","state":"open","codes":"S03,N04","action":"submit"' "$out"
same '  the reasons of all' engineering_change,additional_location "$(field M-2026-0001 reasons)"
run record S03 N04 --op k1
same '--op again writes nothing' 1 "$(wc -l <s/change.jsonl)"
check 'a notice' record N05 --planned-for 2026-11-25
check 'the customer says submit' record X02
same '  and so it is written' submit "$(field M-2026-0003 action)"
run crm-ppap change X02 --record --customer GM --part 9 --emergency --why 'tool broke' \
	--changed-at 2026-11-19T21:00:00Z
like 'neither, but an emergency' '"action":"none","emergency":true' "$out"
check 'neither, and none' crm-ppap change X04 --record --customer GM --part 9

owed() {
	run crm-ppap change --owed "$@" -o jsonl
	[ "$status" -eq 0 ] || echo "status $status"
	printf '%s\n' "$out" | jq -r '"\(.id) \(.owed) \(.due) \(.days_over)"'
}
same '--owed: which, until when' 'M-2026-0002 notice 2026-11-24T23:59:59Z null
M-2026-0004 summary 2026-11-29T21:00:00Z null
M-2026-0001 submission 2026-11-30T23:59:59Z null
M-2026-0003 submission null null' "$(owed)"
same '  of a customer' 'M-2026-0004 summary 2026-11-29T21:00:00Z null' "$(owed --customer GM)"
same '  of a part' 3 "$(owed --part 4711 | wc -l)"
check 'the list is the answer' crm-ppap change --owed
check_status 1 '--check says that there are' crm-ppap change --owed --check
check '  and where there are none' crm-ppap change --owed --check --customer Ford
same 'at its due it is not over' null \
	"$(owed --customer GM --now 2026-11-29T21:00:00Z | cut -d' ' -f4)"
same '  a second after it is' 0 "$(owed --customer GM --now 2026-11-29T21:00:01Z | cut -d' ' -f4)"
same '  and a day after, a day' 1 "$(owed --customer GM --now 2026-11-30T21:00:00Z | cut -d' ' -f4)"
like 'crm-store todo lists it' 'summary' "$(crm-store todo -o jsonl | jq -r .what)"
same 'changes late says it' 'M-2026-0004 summarise' \
	"$(crm-ppap changes late --where customer=GM --now 2026-11-30T09:00:00Z -o jsonl |
		jq -r '"\(.id) \(.clock)"')"

check_status 1 'an emergency is not closed without its summary' crm-ppap changes close M-2026-0004
like '  it says why' "step 'summarise' is missing" "$err"
check 'sum up' crm-ppap changes summarise M-2026-0004 --summary 'tool 2 instead; 300 parts, all checked'
same 'then it is owed no more' '' "$(owed --customer GM)"
check '  and can be closed' crm-ppap changes close M-2026-0004 M-2026-0005

check 'tell' crm-ppap changes notify M-2026-0002 --notified-to Mueller --reference R7 --by qe2
same '  who told them' qe2 "$(field M-2026-0002 notified_by)"
same 'the answer is not ours to give' '' "$(owed | grep -E 'status|M-2026-0002')"
check 'the customer wants parts' crm-ppap changes answer M-2026-0002 --answer submit
like '  then they are owed' 'M-2026-0002 submission' "$(owed)"
check 'submit' crm-ppap changes submit M-2026-0002 --submission ppap/4711
check_status 1 'not closed without an answer' crm-ppap changes close M-2026-0002
check 'accepted' crm-ppap changes answer M-2026-0002 --answer accepted
check '  close' crm-ppap changes close M-2026-0002
printf 'letter\n' >letter.txt
check 'attach' crm-ppap changes attach M-2026-0002 --file letter.txt --what notice
run crm-store check change
same 'the store is content, but for what was entered late' 'changed_at' \
	"$(printf '%s\n' "$out$err" | sed -n "s/.*field '\([a-z_]*\)'.*/\1/p")"

# What is told is passed on: one record, whatever the number of codes.
check 'the advice is passed on' sh -c 'crm-ppap change N01 N08 --customer GM --part 7 -o jsonl | crm-ppap changes open -'
same '  as one record' 'N01,N08 notify optional_construction_or_material,other' \
	"$(crm-ppap changes list --where part=7 -o jsonl -F codes,action,reasons | jq -r '"\(.codes) \(.action) \(.reasons)"')"
id=$(crm-ppap changes list --where part=7 -o jsonl | jq -r .id)
check_status 65 'its codes are not amended' crm-ppap changes amend "$id" codes=N08 --why slip
like '  nor is anything else' 'codes' "$err"

# An emergency's notice is due at once.
check 'an emergency that is to be told' crm-ppap change N05 --record --customer GM --part 8 --emergency \
	--why 'supplier burnt down' --changed-at 2026-11-19T21:00:00Z
like '  is due a day after it' 'notice 2026-11-20T21:00:00Z' "$(owed --part 8)"
check '  not late at that' crm-ppap changes late --check --where part=8 --now 2026-11-20T21:00:00Z
check_status 1 '  late after it' crm-ppap changes late --check --where part=8 --now 2026-11-20T21:00:01Z
like '  by its clock' emergency "$out"
refused 65 '  it is not planned' 'an emergency is not planned' N05 --record --customer GM --part 8 \
	--emergency --why x --planned-for 2026-12-01

# whole records; a limit of our own
printf '%s\n' '{"customer":"GM","part":"1","codes":"N01","action":"notify"}' >in.jsonl
check 'open takes whole records' crm-ppap changes open in.jsonl
jq '. + {clocks: {change: {summarise: {limit: "P2D"}}}}' s/crm.json >crm.new && cp crm.new s/crm.json
crm-ppap change X01 --record --customer GM --part 3 --emergency --why fire >/dev/null 2>&1
like 'the limit of crm.json' 'summary 2026-11-22T09:00:00Z' "$(owed --part 3)"

done_testing
