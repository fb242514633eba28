#!/bin/sh
# Orders: changes by the customer, call-offs, words, and who has the final word.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"
. "$TOP/tests/order.sh"

# ---- changes by the customer (O8) ----

approved O-16
crm-order confirm O-16 --promised 2026-11-20 >/dev/null
crm-order release O-16 --paper sales_order >/dev/null
crm-order release O-16 --paper production_order >/dev/null
check 'the customer changes the place' crm-order change O-16 place=Emden --reference FAX-2 --text moved
like '  sales has to sign again' 'signature of sales is void by this: place' "$err"
like '  the state stays' '"state":"released"' "$out"
refused 'what was not reviewed is not given on' not_reviewed crm-order pass O-16
run crm-order start O-16 --errors=json
same 'nor started' 1 "$status"
like '  the change is named' '"code":"not_reviewed".*FAX-2' "$err"
like '  and the signature' '"code":"void_signature".*sales' "$err"
run crm-order deliver O-16 --note N1 --lot L1 --quantity 100 --errors=json
same 'nor delivered' 1 "$status"
like '  not reviewed' not_reviewed "$err"
sign O-16 sales
check 'reviewed again' crm-order approve O-16 --by gm --now 2026-11-20T10:00:00Z
like '  the change bears it' '"fields":"place","approved_at":"2026-11-20T10:00:00Z"' "$out"
check 'and given on' crm-order pass O-16 --now 2026-11-20T10:00:00Z
refused '  once' already_passed crm-order pass O-16 --now 2026-11-20T10:00:00Z
check_status 65 'a customer changes no stamps' crm-order change O-16 confirmed_at=2026-11-19T09:00:00Z --reference x
check_status 2 'nor nothing' crm-order change O-16 --reference x
crm-order change O-16 owner=x --reference FAX-3 >/dev/null
refused 'every change is approved, also of what nobody judged' not_reviewed \
	crm-order pass O-16 --item "$(crm-order show O-16 | sed 's/.*"\([0-9a-f]*\)":{"at":"[^"]*","by":"[^"]*","reference":"FAX-3".*/\1/')"

# ---- the end of it ----

new O-17
check 'not taken' crm-order refuse O-17 --refused-why 'no capacity'
refused '  then nothing is signed' wrong_state crm-order sign O-17 --department sales
new O-18
refused 'what was not taken is refused, not cancelled' wrong_state crm-order cancel O-18 --cancelled-why x
approved O-18b
check 'withdrawn' crm-order cancel O-18b --cancelled-why 'their project is stopped'

# ---- call-offs (O2) ----

approved O-20
new O-21 --form call_off --frame O-20 --capacity yes
check 'a call-off of a frame in force needs no new review' crm-order approve O-21 --by gm
like '  its sort' '"sort":"call_off"' "$out"
new O-22 --form call_off --frame O-20 --capacity yes --price 12.40 --technical T
refused 'but with another price' price_differs,not_countersigned,not_signed,not_signed,not_signed,not_signed \
	crm-order approve O-22 --by gm

# ---- words ----

check_status 65 'a time of day' crm-order open --customer VW --due-time 24:00
check '  its last minute' crm-order open --customer VW --due-time 23:59
check_status 65 'particular demands are words' crm-order open --customer VW --particular 'price,haste'
check '  of a list' crm-order open --customer VW --particular 'price, lead_time'
check_status 65 'samples are of the procedure' crm-order open --customer VW --samples 'pre_production,nice'
like '  it says which' "'nice' is no sort of samples of the procedure, expected of: pre_production" "$err"
check '  these are' crm-order open --customer VW --samples pre_production
check_status 65 'a share' crm-order open --customer VW --over 100.1
check '  all of it' crm-order open --customer VW --over 100
check_status 65 'a price below 0' crm-order open --customer VW --price -1
check 'for nothing' crm-order open --customer VW --price 0
refused 'not after itself' self_reference crm-order amend O-16 previous=O-16 --why x

me=$(id -un)
# ---- roles and deputies (O4) ----

# settings GM: crm.json, in which this login has these roles
settings() {
	cat >s/crm.json <<END
{"format":1,"zone":"UTC","roles":{"$me":$1,
 "li":{"name":"Li Wei","departments":"sales"},"zhao":{"departments":"finance"},
 "chen":{"departments":"quality","deputies":[{"login":"$me","from":"2026-11-20","to":"2026-11-21"}]},
 "wu":{"roles":"planning_director","deputies":[{"login":"$me","from":"2026-11-20","to":"2026-11-21"}]},
 "gm":{"roles":"general_manager"}}}
END
}
approved O-30
approved O-4
crm-order show O-4 >o4.jsonl
sed "s/\"author_login\":\"$me\"/\"author_login\":\"li\"/; s/O-4/O-31/g" o4.jsonl >other.jsonl
crm-store import order other.jsonl >/dev/null
settings '{"roles":"clerk"}'
check_status 77 'who is not of the department' crm-order sign O-31 --department quality --by zhao
like '  it says whose it is' "duty of quality" "$err"
check 'who is of it' crm-order sign O-31 --department sales --by li
check '  also by its name' crm-order sign O-31 --department sales --by 'Li Wei'
check '  finance' crm-order sign O-31 --department finance --by zhao
settings '{}'
check_status 77 'for another without being the deputy' crm-order sign O-31 --department quality --by zhao
check_status 77 'the day after the deputy'"'"'s last' crm-order sign O-31 --department quality --by chen \
	--now 2026-11-22T00:00:00Z
check 'on his last day' crm-order sign O-31 --department quality --by chen --now 2026-11-21T23:59:59Z
like '  both are kept' "\"by\":\"chen\",\"department\":\"quality\",\"verdict\":\"signed\",\"login\":\"$me\"" "$out"
check_status 77 'the day after, the final word' crm-order approve O-31 --by wu --now 2026-11-22T00:00:00Z
check 'the deputy of the final authority, on his day' crm-order approve O-31 --by wu \
	--now 2026-11-21T23:59:59Z
settings '{"roles":"clerk"}'
crm-order amend O-31 place=Emden --why x --now 2026-11-22T00:00:00Z >/dev/null 2>&1
crm-order sign O-31 --department sales --by li --now 2026-11-22T00:00:00Z >/dev/null 2>&1
check_status 77 'the authority of another sort' crm-order approve O-31 --by gm --now 2026-11-22T00:00:00Z
like '  it says whose it is' 'duty of planning_director' "$err"
crm-order amend O-30 place=Emden --why x >/dev/null 2>&1
crm-order sign O-30 --department sales --by li >/dev/null
check_status 77 'the login that took it in, under the name of the authority' \
	crm-order approve O-30 --by wu
like '  it says so' "'li' has taken the order in" "$err"
settings '{"name":"Me","roles":["planning_director","sales","quality","finance"]}'
new O-32 --by "$me"
sign O-32 2>/dev/null
for department in sales quality finance; do
	crm-order sign O-32 --department $department >/dev/null
done
check_status 77 'the author himself, with the role' crm-order approve O-32
same '  and for nothing else' 1 "$(printf '%s\n' "$err" | wc -l)"

done_testing
