#!/bin/sh
# Sixteen writers at once on one record, and readers beside them: no note is lost, none is there
# twice, the chain is whole.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

notes=20
[ -z "${CRM_FAULT_LONG:-}" ] || notes=100
crm-store init s && crm-complaint -C s open --id C-1 --customer ACME >/dev/null
for i in $(seq 16); do
	(
		for j in $(seq "$notes"); do
			crm-complaint -C s note C-1 --text "$i/$j" --lock-wait 60 >/dev/null 2>>err.notes ||
				echo "note $i/$j: $?" >>failed
		done
	) &
done
(
	for i in $(seq 50); do
		crm-complaint -C s list >list.out 2>>err.readers || echo "reader: $?" >>failed
		[ "$(wc -l <list.out)" -eq 1 ] || echo "reader: $(wc -l <list.out) records" >>failed
	done
) &
wait
same 'no writer and no reader failed' '' "$(cat failed 2>/dev/null)"
same 'and none complained' '' "$(cat err.notes err.readers 2>/dev/null)"
run crm-complaint -C s show C-1 -o jsonl
same 'every note is there once' "$((16 * notes))" \
	"$(printf '%s\n' "$out" | jq -r '.notes[].text' | sort -u | wc -l)"
same 'and there are no others' "$((16 * notes))" \
	"$(printf '%s\n' "$out" | jq '.notes | length')"
check 'verify is content' crm-store -C s verify
done_testing
