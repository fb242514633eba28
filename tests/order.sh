# shellcheck shell=sh disable=SC2154
# A store with a small procedure and quotes, for the tests of contract review. To be read after
# tests/lib.sh:
#
#	. "$TOP/tests/order.sh"
#
#	new ID OPTS...               a repeat of B-1 at its quote's price, taken in by li
#	sign ID DEPARTMENT...        these sign, each under its own name
#	approved ID OPTS...          new, signed by all, approved by gm
#	refused NAME CODE,... CMD... exit 1, and just these findings, in this order
crm-store init s
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T09:00:00Z
export CRM_DIR CRM_NOW
mkdir -p s/order
cat >s/order/procedure.json <<'END'
{"duties":[
 {"department":"sales","stage":1,"fields":["place","terms"],"for":["contract","repeat"]},
 {"department":"quality","stage":2,"fields":["standard","acceptance"],"for":["contract","repeat"]},
 {"department":"finance","stage":2,"fields":["price","currency","payment"],"for":["contract","repeat"]},
 {"department":"engineering","stage":3,"fields":["technical"],"for":["contract"]}],
 "required":[{"field":"price","for":["contract","repeat"]},{"field":"currency"},
  {"field":"technical","for":["contract"]}],
 "authority":{"contract":["general_manager"],"repeat":["planning_director"],
  "call_off":["planning_director"]},
 "lists":{"sales_order":["production"],"production_order":["workshop"]},
 "samples":[{"sort":"pre_production","blocks":"start"}],
 "ppap":{"needed":false}}
END
cat >quotes.jsonl <<'END'
{"id":"Q-1","customer":"VW","currency":"EUR","state":"sent","valid_until":"2026-12-31","prices":{"a":{"part":"P1","price":"12.50"},"b":{"part":"P2","price":"3"}}}
{"id":"Q-2","customer":"VW","currency":"EUR","state":"sent","valid_until":"2026-11-19","prices":{"a":{"part":"P1","price":"12.50"}}}
{"id":"Q-3","customer":"BMW","currency":"EUR","state":"sent","prices":{"a":{"part":"P1","price":"12.50"}}}
END
crm-store import quote quotes.jsonl >/dev/null
# the order before them: without one of its part an order is no repeat
cat >before.jsonl <<'END'
{"id":"B-1","customer":"VW","currency":"EUR","state":"filed","standard":"S1","acceptance":"AQL","technical":"T","lines":{"1":{"part":"P1","quantity":100,"price":"12.50"},"2":{"part":"P2","quantity":100,"price":"3"}}}
END
crm-store import order before.jsonl >/dev/null
echo content >paper.pdf

new() {
	id=$1
	shift
	crm-order open --id "$id" --by li --customer VW --part P1 --quantity 100 --price 12.50 \
		--currency EUR --quote Q-1 --previous B-1 --place Wolfsburg --standard S1 "$@" >/dev/null
}
sign() {
	id=$1
	shift
	for department in "$@"; do
		crm-order sign "$id" --department "$department" --by "$department" >/dev/null || return
	done
}
approved() {
	new "$@" && sign "$1" sales quality finance && crm-order approve "$1" --by gm >/dev/null
}
refused() {
	what=$1 codes=$2
	shift 2
	check_status 1 "$what" "$@" --errors=json
	same '  for these reasons' "$codes" "$(printf '%s\n' "$err" |
		sed -n '/"severity":"warning"/d; s/.*"code":"\([a-z_]*\)".*/\1/p' | paste -sd, -)"
}

