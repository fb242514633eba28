#!/bin/sh
# --as-of shows what was written down by then, judged by the clock of then; --now overrides it.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

day=2026-11-20T
crm-store init s --zone Asia/Shanghai
export CRM_DIR=s
crm-complaint open --id F-1 --customer ACME --now ${day}09:00:00+08:00 >/dev/null
crm-complaint inform F-1 --now ${day}09:07:00+08:00 >/dev/null
export CRM_NOW=${day}09:20:00+08:00

# inform WHEN...: the verdict and the time over of the clock `inform`.
inform() {
	crm-complaint clocks F-1 -F clock,verdict,over_s -o csv --as-of "$@" | sed -n 's/^inform,//p'
}

same 'running before its limit' running, "$(inform ${day}09:05:00+08:00)"
same 'late by what it was over then' late,60 "$(inform ${day}09:06:00+08:00)"
same 'ended once that was written' late,120 "$(inform ${day}09:07:00+08:00)"
same 'a time to come is now' late,120 "$(inform ${day}23:00:00+08:00)"
same 'unless --now says otherwise' late,900 \
	"$(inform ${day}09:06:00+08:00 --now ${day}09:20:00+08:00)"
run crm-report complaints --as-of ${day}09:04:00+08:00 --clock inform -o jsonl
same 'a figure names the time that it was judged at' \
	'{"value":null,"denominator":0,"as_of":"2026-11-20T09:04:00+08:00"}' \
	"$(printf '%s\n' "$out" |
		jq -c 'select(.figure == "timely_due") | {value, denominator, as_of}')"
done_testing
