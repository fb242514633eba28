#!/bin/sh
# Orders: a table that cannot be read is never another one; a sample is for an order of its own
# customer; gate and review say the same without the orders beside.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
CRM_DIR=$PWD/s
export CRM_NOW CRM_DIR
crm-store init s --zone UTC
o() {
	crm-order "$@"
}
echo '{"id":"O-0","kind":"order","state":"delivered","customer":"VW","part":"P1","quantity":1,"price":"1.00","currency":"EUR","opened_at":"2026-01-01T09:00:00Z","delivered_at":"2026-02-01T09:00:00Z"}' >last.jsonl
crm-store import order last.jsonl >/dev/null
id=$(o open --customer VW --part P1 --quantity 500 --price 1.00 --currency EUR --previous O-0 \
	--by s01 -o jsonl | jq -r .id)

# ---- the store's own table ----
run o review "$id"
same 'none: the installed one' 1 "$status"
mkdir s/order
run o review "$id"
same 'nor is an empty directory a table' 1 "$status"
ln -s "$PWD/nowhere.json" s/order/procedure.json
check_status 78 'a link to nothing' o review "$id"
like '  names it' 's/order/procedure.json' "$err"
check_status 78 'for a step too' o open --customer VW --part P1
rm s/order/procedure.json
ln -s procedure.json s/order/procedure.json
check_status 78 'a link to itself' o review "$id"
rm s/order/procedure.json
mkdir s/order/procedure.json
check_status 78 'a directory' o review "$id"
rmdir s/order/procedure.json s/order
echo x >s/order
check_status 78 'a file in the place of the directory' o review "$id"
rm s/order
ln -s nowhere s/order
check_status 78 'a directory that is a link to nothing' o review "$id"
rm s/order
mkdir elsewhere
ln -s "$PWD/elsewhere" s/order
run o review "$id"
same 'one elsewhere without a table' 1 "$status"
cat >elsewhere/procedure.json <<'END'
{"ppap": {"needed": false}, "samples": [{"sort": "shipping", "blocks": "ship"}]}
END
run o approve "$id" --by d01
same 'and with one' 0 "$status"

# ---- a sample of another customer ----
lines() {
	[ ! -f s/sample.jsonl ] || wc -l <s/sample.jsonl
}
check_status 1 'for an order of another customer' o sample open --customer ACME --sort shipping --order "$id"
like '  says so' "wrong_reference.*order '$id': it is another customer's|order '$id': it is another customer's" "$err"
same '  and is none' '' "$(lines)"
check 'of its own' o sample open --customer VW --sort shipping --order "$id"
check 'of none' o sample open --customer ACME --sort shipping --part P1
check_status 1 'nor by amending' o sample amend S-2026-0002 order="$id" --why slip
check 'the customer too' o sample amend S-2026-0002 order="$id" customer=VW --why slip
check 'a frame or an order before it is no such thing' \
	o open --customer ACME --part P1 --previous "$id" --frame "$id"

# ---- what gate and review are told ----
o confirm "$id" --promised 2026-11-23 --confirmation OC >/dev/null
gate() {
	run o gate "$1" -o jsonl
	printf '%s' "$out" | jq -r .code | sort | paste -sd' '
}
run o deliver "$id" --note N1 --lot A --quantity 1
refused=$(printf '%s' "$err" | grep -c 'sample_not_approved\|sample .* not approved')
same 'the gate knows samples' 'sample_not_approved sample_not_approved' "$(gate "$id")"
same '  as the step does' 2 "$refused"
for before in confirm start deliver; do
	run o review "$id" --before $before -o jsonl
	same "review before $before: the sort that was frozen" repeat \
		"$(printf '%s' "$out" | jq -r 'select(.code == "sort").text' | sed 's/:.*//')"
done
o open --customer VW --part P9 --quantity 5 --price 1.00 --currency EUR >/dev/null
q=$(o open --customer VW --part P9 --quantity 5 --price 1.00 --currency EUR -o jsonl | jq -r .id)
for before in approve confirm start deliver; do
	run o review "$q" --before $before -o jsonl
	same "of one not approved: by the order before it, before $before" "$(
		o review "$q" -o jsonl | jq -r 'select(.code == "sort").text'
	)" "$(printf '%s' "$out" | jq -r 'select(.code == "sort").text')"
done
done_testing
