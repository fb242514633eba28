#!/bin/sh
# Contract review of an order: who signs for what, what voids it, what approval and delivery need.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"
. "$TOP/tests/order.sh"

# ---- what approval needs, all at once (O1, O3) ----

crm-order open --id O-thin --customer VW --by li >/dev/null
refused 'a thin order is taken in, but not approved' \
	field_missing,field_missing,field_missing,field_missing,field_missing,quote_missing,not_signed,not_signed,not_signed,not_signed \
	crm-order approve O-thin --by gm
like '  it says which' "O-thin.*part.*is not said" "$err"

new O-1
refused 'stages in sequence' not_your_turn crm-order sign O-1 --department finance --by zhao
like '  it says who comes first' 'stage 2 signs after: sales \(missing\)' "$err"
check 'the first stage' crm-order sign O-1 --department sales --by li
check 'those of one stage in any order' crm-order sign O-1 --department finance --by zhao
refused 'one is missing still' not_signed crm-order approve O-1 --by gm
check '  the other' crm-order sign O-1 --department quality --by chen
check_status 77 'who took it in is never its final authority' crm-order approve O-1 --by li
like '  it says so' "'li' has taken the order in" "$err"
check 'another one is' crm-order approve O-1 --by gm
like '  the sort is frozen with its reason' '"sort":"repeat","sort_why":"no particular demands' "$out"
like '  with the price that was reviewed' '"price_reviewed":"12.50"' "$out"
refused 'approved once' already_done crm-order approve O-1 --by gm
check_status 65 'a department without duty' crm-order sign O-1 --department kitchen
like '  it says which have one' 'expected of: sales, quality, finance, engineering' "$err"
check 'by one login under several names, where nobody has a role' crm-order confirm O-1 \
	--promised 2026-12-10 --confirmation AB-1
like '  the first promise' '"state":"confirmed","promised":"2026-12-10"|"promised":"2026-12-10"' "$out"

# ---- a value that is edited after the check asks for the check again ----

approved O-2
check 'the price is changed after approval' crm-order amend O-2 price=13 --why typo
like '  it says what that voids' 'warning: .*the signature of finance is void by this: price' "$err"
unlike '  and only that' 'signature of (sales|quality)' "$err"
like '  the approval too' 'warning: .*the approval is void by this: price' "$err"
refused 'confirm' void_signature,void_approval crm-order confirm O-2 --promised 2026-12-10
like '  the void signature is named' 'signature of finance is void.*price' "$err"
crm-order amend O-2 price=12.5 --why 'as it was' >/dev/null
check 'the same value again is what was signed' crm-order confirm O-2 --promised 2026-12-10 -n
crm-order amend O-2 acceptance=AQL --why 'was missing' >/dev/null 2>&1
refused 'a value that was not there when it was signed' void_signature,void_approval \
	crm-order confirm O-2 --promised 2026-12-10
check '  signed again' crm-order sign O-2 --department quality --by chen
refused '  that is not approved again' void_approval crm-order confirm O-2 --promised 2026-12-10
check '  approved again' crm-order approve O-2 --by gm --now 2026-11-20T10:00:00Z
like '  the first approval keeps its time' '"approved_at":"2026-11-20T09:00:00Z"' "$out"
check '  and confirmed' crm-order confirm O-2 --promised 2026-12-10 --now 2026-11-20T10:00:00Z

approved O-19
check 'a quantity, which no department judges here' crm-order amend O-19 quantity=101 --why typo
like '  is approved by the final authority' 'the approval is void by this: quantity' "$err"
refused '  so that approves it again' void_approval crm-order confirm O-19 --promised 2026-12-10

# nor can what the gate asks for be taken away after approval
approved O-22
run crm-order amend O-22 export=true samples=shipping customer_inspection=true --why typo
like 'what the gate goes by is approved' 'the approval is void by this: samples,customer_inspection,export' "$err"

# what was approved can go on, and what nobody judged can be mended
approved O-3
check 'a field that nobody judged' crm-order amend O-3 owner=wang --why 'new hand'
same '  voids nothing' '' "$err"
check '  and the order goes on' crm-order confirm O-3 --promised 2026-12-10

# ---- copies carry none ----

approved O-4
crm-order show O-4 >o4.jsonl
sed 's/O-4/O-5/' o4.jsonl >whole.jsonl
check_status 65 'a whole record is no new order: signatures are not given' crm-order open - <whole.jsonl
like '  they are named' "field 'signatures': is written by the tools only" "$err"
crm-order list --where id=O-4 -o jsonl -F id,customer,part,quantity,price,currency,quote,place,standard |
	sed 's/O-4/O-6/' | crm-order open - --by li >copied.jsonl
like 'a copy of what was ordered' '"id":"O-6"' "$(cat copied.jsonl)"
unlike '  has no signature' 'signatures|approved|sort' "$(cat copied.jsonl)"
refused '  so it is not confirmed' wrong_state crm-order confirm O-6 --promised 2026-12-10
check 'the whole record by import, under another id' crm-store import order whole.jsonl
refused '  nothing of it is valid' \
	void_signature,void_signature,void_signature,void_approval \
	crm-order confirm O-5 --promised 2026-12-10
like '  it says why' 'made for another record' "$err"
run crm-store check order
like '  and the check tells of it' 'O-5.*that of finance was made for another record' "$err$out"
check '  it is signed anew' sign O-5 sales quality finance
check '  and approved anew' crm-order approve O-5 --by gm

# ---- refused, and with a condition ----

new O-7
sign O-7 sales
check_status 65 'a refusal says why' crm-order sign O-7 --department quality --verdict refused
check 'a department refuses' crm-order sign O-7 --department quality --verdict refused \
	--text 'no standard' --by chen
sign O-7 finance
refused 'then it is not approved' refused crm-order approve O-7 --by gm
like '  the reason is told' 'quality has refused: no standard' "$err"
check_status 65 'a condition says which' crm-order sign O-7 --department quality --verdict condition
check_status 65 'before which step it is met is a word' crm-order sign O-7 --department quality \
	--verdict condition --text x --before lunch
check_status 65 'options of a condition are for one' crm-order sign O-7 --department quality --owner x
check 'it takes it back, with a condition' crm-order sign O-7 --department quality \
	--verdict condition --text 'gauge first' --before approve --owner wang --due 2026-11-30 --by chen
like '  that is a point' '"text":"gauge first","from":"review","department":"quality","on":"us","before":"approve","owner":"wang","due":"2026-11-30"' "$out"
unlike '  the refusal is gone' 'no standard' "$out"
crm-order sign O-7 --department quality --verdict condition --text 'gauge first' --by chen >again.jsonl
same '  signed again it is the same point' 1 "$(grep -o '"text":"gauge first","from"' again.jsonl | wc -l)"
refused 'a point that is to be cleared before' point_open crm-order approve O-7 --by gm
check_status 2 'what came out is said' crm-order clear O-7
check 'cleared' crm-order clear O-7 --answer 'gauge G-12 is there'
refused '  once' already_cleared crm-order clear O-7 --answer again
check 'then it is approved' crm-order approve O-7 --by gm
check 'a point for later' crm-order point O-7 --text 'colour?' --on customer --before deliver
check '  does not hold up the confirmation' crm-order confirm O-7 --promised 2026-12-10

# ---- verbal orders (O5) ----

approved O-8 --form verbal
check 'a verbal order is reviewed, approved and confirmed' \
	crm-order confirm O-8 --promised 2026-12-10
run crm-order deliver O-8 --note N1 --lot L1 --quantity 100 --errors=json
same 'but not delivered' 1 "$status"
like '  without its paper' '"code":"no_paper"' "$err"
refused 'a word does not make it a written one' no_paper crm-order amend O-8 form=written --why x
check_status 65 'nor does a stamp' crm-order amend O-8 paper_at=2026-11-20T09:00:00Z --why x
refused 'nor another way in' paper_by_step crm-order attach O-8 --file paper.pdf --what order
crm-order chase O-8 >/dev/null
check 'it is chased' crm-order chase O-8 --text 'will come' --now 2026-11-25T09:00:00Z
like '  and counted' '"chased_at":"2026-11-25T09:00:00Z","chases":2' "$out"
check 'the written order' crm-order paper O-8 --file paper.pdf --number 4500123 --now 2026-11-25T10:00:00Z
like '  by its hash' '"what":"order"' "$out"
like '  its number is the order'"'"'s' '"customer_order":"4500123"' "$out"
same '  which stays' 4500123 "$(crm-order paper O-8 --file paper.pdf --number 4500124 \
	--now 2026-11-25T10:00:00Z | jq -r .customer_order)"
like '  with its stamp' '"paper_at":"2026-11-25T10:00:00Z"' "$out"
run crm-order deliver O-8 --note N1 --lot L1 --quantity 100 --errors=json --now 2026-11-25T11:00:00Z
unlike 'then no paper is asked for' no_paper "$err"
new O-9 --quote Q-1
crm-order attach O-9 --file paper.pdf --what quote --signed-by Schmidt >/dev/null
refused 'who owes nothing is not chased' nothing_owed crm-order chase O-9

# ---- order against quote (O10) ----

new O-10 --price 12.60 --technical T
sign O-10 sales quality finance engineering
refused 'a price that is not the quoted one' price_differs,not_countersigned \
	crm-order approve O-10 --by gm
like '  both are told' 'part P1: 12.60 is ordered, 12.50 was quoted"' "$err"
like '  with the step that helps' "'attach' it with --what quote and --signed-by" "$err"
check 'the customer signs another quote' crm-order attach O-10 --file paper.pdf --what quote \
	--number Q-1a --signed-by Schmidt --signed-on 2026-11-20
check_status 65 'not tomorrow' crm-order attach O-10 --file paper.pdf --what quote \
	--signed-by Schmidt --signed-on 2026-11-21
check 'then it agrees' crm-order approve O-10 --by gm
crm-order amend O-10 price=12.70 --why typo >/dev/null 2>&1
sign O-10 finance
refused 'it was signed for that price only' price_differs,not_countersigned \
	crm-order approve O-10 --by gm
new O-11 --quote Q-2 --technical T
refused 'a quote past its last day' quote_expired,not_signed,not_signed,not_signed \
	crm-order approve O-11 --by gm
like '  it says until when' 'valid until 2026-11-19' "$err"
new O-12 --quote Q-2 --ordered 2026-11-19
refused '  but the order came on that day' not_signed,not_signed,not_signed \
	crm-order approve O-12 --by gm
new O-13 --quote Q-3 --technical T
refused 'the quote of another customer' quote_invalid,not_signed,not_signed,not_signed,not_signed \
	crm-order approve O-13 --by gm

# ---- what the customer has to sign (O9), minutes (O11) ----

new O-14 --sample-is-standard true --major true
sign O-14 sales quality finance
refused 'sample and minutes' sample_unsigned,no_minutes crm-order approve O-14 --by gm
crm-order attach O-14 --file paper.pdf --what minutes --number M-1 >/dev/null
crm-order attach O-14 --file paper.pdf --what sample --number 7 --signed-by Schmidt >/dev/null
refused 'a sample without its revision' sample_unsigned crm-order approve O-14 --by gm
like '  it says so' 'its revision is missing' "$err"
crm-order attach O-14 --file paper.pdf --what sheet --number 7 --revision B --signed-by Schmidt >/dev/null
check 'with all of it' crm-order approve O-14 --by gm

cat >steps.jsonl <<'END'
{"id":"Q-5","customer":"VW","currency":"EUR","state":"sent","prices":{"a":{"part":"P1","from":1,"price":"4.10"},"b":{"part":"P1","from":100,"price":"3.85"}}}
END
crm-store import quote steps.jsonl >/dev/null
crm-order quote open --id Q-6 --customer VW --currency EUR --by an >/dev/null
crm-order quote price Q-6 --part P1 --from 1 --price 10 >/dev/null
crm-order quote approve Q-6 --by gm >/dev/null
crm-order quote send Q-6 --sent-to M >/dev/null
new O-23 --quote Q-6 --price 10 --technical T
sign O-23 sales quality finance engineering
agrees() {
	crm-order review O-23 --prices -o csv -F agrees,why | tail -n 1
}
same 'a quote whose approval holds' 'true,' "$(agrees)"
crm-order quote price Q-6 --part P2 --from 1 --price 7 >/dev/null 2>&1
same '  is void: it does not agree' 'false,the quote is not in force: its approval is void' "$(agrees)"
run crm-order approve O-23 --by gm --errors=json
like '  and is no ground' '"code":"quote_invalid"' "$err"

new O-18 --quote Q-5 --quantity 99 --price 3.85
run crm-order approve O-18 --by gm
like 'a price of another quantity' 'part P1: 3.85 is ordered, 4.10 was quoted from 1 piece$' "$err"
same '  also among the prices' '99,3.85,4.10,1,EUR,false' \
	"$(crm-order review O-18 --prices -o csv -F quantity,ordered,quoted,from,currency,agrees | tail -n 1)"

# ---- lines, and the days that are promised ----

crm-order open --id O-15 --customer VW --currency EUR --quote Q-1 --by li >/dev/null
crm-order line O-15 --line 10 --part P1 --quantity 5 --price 12.50 >/dev/null
crm-order line O-15 --line 20 --part P2 --price 4 >/dev/null
refused 'each line is asked' field_missing,field_missing,price_differs,not_countersigned,not_signed,not_signed,not_signed,not_signed \
	crm-order approve O-15 --by gm
like '  and named' 'line 20: part P2: 4 is ordered, 3 was quoted' "$err"
crm-order line O-15 --line 20 --price 3 --quantity 7 --promised 2026-12-20 >/dev/null
sign O-15 sales quality finance
check 'then they are approved' crm-order approve O-15 --by gm
check_status 65 'one line has no day' crm-order confirm O-15
check_status 65 'an approved line changes for a reason' crm-order line O-15 --line 10 --price 12
check 'which is kept' crm-order line O-15 --line 10 --promised 2026-12-10 --why 'planning has it'
check 'the last day of the lines is the order'"'"'s' crm-order confirm O-15
like '  promised' '"promised":"2026-12-20"' "$out"
refused 'a first promise stays' not_agreed crm-order line O-15 --line 10 --promised 2026-12-11 --why x
check 'the customer changes a line' crm-order line O-15 --line 20 --price 3.10 --reference FAX-1
like '  what was signed for it is void' 'signature of finance is void by this: price' "$err"
like '  and it is a change' '"reference":"FAX-1","fields":"lines.20.line,lines.20.price"' "$out"

crm-order open --id O-20 --customer VW --part P1 --quantity 1 --quote Q-1 --particular hsf --by li >/dev/null
crm-order point O-20 --text 'colour?' >/dev/null
run crm-order review O-20 -o csv -F department
same 'what is lacking comes in the order in which they sign' '"",sales,quality,finance,engineering' \
	"$(printf '%s\n' "$out" | sed 1d | uniq | paste -sd, -)"

approved O-16
check_status 65 'a promise in the past' crm-order confirm O-16 --promised 2026-11-19
check_status 65 'no promise' crm-order confirm O-16
check 'for today' crm-order confirm O-16 --promised 2026-11-20
check_status 65 'what was promised is not amended' crm-order amend O-16 promised=2026-12-01 --why x
like '  it says by which step' "set by the step" "$err"

# ---- closed short: what arrived is all that is wanted now ----

for id in O-41 O-42; do
	approved $id
	crm-order confirm "$id" --promised 2026-12-10 >/dev/null
	crm-order deliver "$id" --note "N-$id" --lot L1 --quantity 95 --at 2026-11-20T10:00:00Z --now 2026-11-20T11:00:00Z >/dev/null
	crm-order arrive "$id" --note "N-$id" --now 2026-11-20T12:00:00Z >/dev/null
done
CRM_NOW=2026-11-21T09:00:00Z
crm-order change O-41 quantity=95 --reference FAX-9 --text 'no more' >/dev/null 2>&1
like 'approved, it waits to be given on' '"state":"confirmed"' "$(crm-order approve O-41 --by gm)"
like '  and is delivered then' '"state":"delivered"' "$(crm-order pass O-41)"
check '  and filed' crm-order file O-41 --filed-place archive
crm-order amend O-42 quantity=95 --why typo >/dev/null 2>&1
like 'what was amended is delivered with the approval' '"state":"delivered"' \
	"$(crm-order approve O-42 --by gm)"
refused 'an order of which something has left stays' has_deliveries crm-order void O-42 --why slip
refused '  nor is it a duplicate' has_deliveries crm-order duplicate O-42 --of O-41

done_testing
