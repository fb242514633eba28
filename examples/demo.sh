#!/bin/sh
# The README's main job: a complaint list as Excel or an ERP exports it is
# read into a store, counted against the response clocks, and what is late is
# named. Needs the tools in PATH (`make demo` sees to it).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cp -R "$here" examples
unset CRM_DIR CRM_FORMAT
export CRM_NOW=2026-11-20T18:00:00+08:00

run() {
	printf '\n$ %s\n' "$1"
	eval "$1"
}

run 'crm-store init s --zone Asia/Shanghai'
run 'crm-store -C s import complaint examples/complaints.csv --map examples/maps/complaints.json'
run 'crm-report -C s complaints -F figure,value,unit,numerator,denominator -o table | head -8'
run 'crm-report -C s complaints --clock contact --by customer -F figure,by.customer,numerator,denominator -o csv | grep timely_all'
run 'crm-complaint -C s late -F id,customer,engineer,clock,due_at,over_s -o table'
