#!/bin/sh
# examples/pipelines/order.sh: one order from the quote to its destruction, through every step that
# orders, quotes and samples have.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

check 'an order goes its way' sh "$TOP/examples/pipelines/order.sh" .
like 'and is destroyed at its end' '^O-2026-SALES0001 +destroyed +VW-CS +2037-01-04' "$out"
like 'a price that is edited after approval voids the signature that judged it' \
	'the signature of finance is void: what it judged has changed: price' "$out"
like 'an expired interim approval is refused with its day' 'P-2026-0001 expired on 2026-12-16' "$out"
like 'who took it in does not approve it' "'li' has taken the order in" "$out"
like 'the figures are of the first promise: 390 of 1000 pieces in time' \
	'^  on_time_due_pieces +39\.0000 +390 +1000 ' "$out"

# the steps of a table that no journal has; those of orders without a name
not_taken() {
	crm-order ${2:+"$2"} --table steps | sed -n 's/^\.It Ic \([^ ]*\) Ta .*/\1/p' | sort >table
	jq -r 'select(.step) | .step' "$1.jsonl" | sort -u >taken
	comm -23 table taken
}
# how many there are: an empty table would be all taken
same 'every step of orders is taken' '' "$(not_taken order)"
same '  of them all' yes "$([ "$(wc -l <table)" -gt 40 ] && echo yes)"
same 'every step of quotes is taken' '' "$(not_taken quote quote)"
same '  of them all' yes "$([ "$(wc -l <table)" -gt 15 ] && echo yes)"
same 'every step of samples is taken' '' "$(not_taken sample sample)"
same '  of them all' yes "$([ "$(wc -l <table)" -gt 10 ] && echo yes)"
sed -i '/"step":"reach"/d' order.jsonl
same 'one that was not taken would be named' reach "$(not_taken order)"

like 'the production order is in Chinese' '<html lang="zh">' "$(cat production.html)"
for paper in production review inspection; do
	like "$paper: its form" 'QF-8\.' "$(cat $paper.html)"
	like '  whole' '</html>' "$(cat $paper.html)"
done
like 'the follow-up: what has left, and by when the rest is promised' \
	'^O-2026-SALES0001,VW-CS,45003121,shipped,li,20,4711-A,C,400,2026-12-21,2026-12-21,2026-12-23,' \
	"$(cat followup.csv)"
done_testing
