# shellcheck shell=sh disable=SC2154
# What the tests of base tables share, beside lib.sh whose `run` sets status, out and err: a fixed
# clock, and
#
#	store DIR         makes a store and works in it
#	base FILE ARG...  replaces the table; the counts of the report, or status and message
#	field ID NAME     a field of a record

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW

store() {
	crm-store init "$1"
	CRM_DIR=$PWD/$1
	export CRM_DIR
}

base() {
	run crm-store base complaint "$@"
	[ "$status" -eq 0 ] || printf '%s %s' "$status" "$err"
	printf '%s' "$out" | jq -r '[.rows, .added, .changed, .unchanged, .left, .returned] | @csv'
}

field() {
	crm-complaint show "$1" -o json | jq -r ".[].$2"
}
