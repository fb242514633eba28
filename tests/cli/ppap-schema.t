#!/bin/sh
# JSON Schema of the manifest: the installed file is what the program prints, and says of a manifest
# what the program says of its members.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

schema=$CRM_SHARE/schemas/ppap-manifest.json
bracket=$TOP/examples/ppap/bracket/ppap.json

crm-ppap schema >printed
same_file 'the installed schema is the printed one' "$schema" printed
check_status 2 'schema takes no operand' crm-ppap schema x

python=
for p in python3 /usr/bin/python3; do
	[ -n "$python" ] || ! "$p" -c 'import jsonschema' 2>/dev/null || python=$p
done
# valid FILE: by the schema
valid() {
	"$python" -c 'import json, jsonschema, sys
s = json.load(open(sys.argv[1]))
v = jsonschema.Draft202012Validator(s, format_checker=jsonschema.FormatChecker())
v.check_schema(s)
e = jsonschema.exceptions.best_match(v.iter_errors(json.load(open(sys.argv[2]))))
print("valid" if e is None else e.json_path)' "$schema" "$1"
}
# refused WHAT FILTER JSON-PATH CODE: by both, where it is
refused() {
	jq "$2" "$bracket" >ppap.json
	same "schema: $1" "$3" "$(valid ppap.json)"
	like "check: $1" "^$4\$" "$(crm-ppap check ppap.json -o csv -F code --now 2026-11-20T09:00:00Z)"
}
# taken WHAT FILTER: by both
taken() {
	jq "$2" "$bracket" >ppap.json
	same "schema: $1" valid "$(valid ppap.json)"
	unlike "check: $1" '^(bad_value|unknown_member)$' \
		"$(crm-ppap check ppap.json -o csv -F code --now 2026-11-20T09:00:00Z)"
}

if [ -z "$python" ]; then
	skip 'manifests are valid by the schema' 'no jsonschema'
	done_testing
	exit
fi
taken 'the example' .
refused 'a member that nobody knows' '.run.partz = 1' '$.run' unknown_member
refused 'nor in an element' '.elements["9"].ower = "x"' "\$.elements['9']" unknown_member
refused 'nor of a file' '.elements["7"].evidence["07-control-plan/control-plan.csv"].size = 1' \
	"\$.elements['7'].evidence['07-control-plan/control-plan.csv']" unknown_member
refused 'nor in the warrant' '.warrant.weight = "1.0000"' '$.warrant' unknown_member
refused 'another word' '.status = "done"' '$.status' bad_value
refused 'another word in a list' '.reasons = ["initial", "because"]' '$.reasons[1]' bad_value
refused 'a real number' '.run.hours = 4.5' '$.run.hours' bad_value
refused 'a text for a count' '.run.parts = "320"' '$.run.parts' bad_value
refused 'a text for a list' '.run.streams = "1"' '$.run.streams' bad_value
refused 'a text for a truth' '.traits.bulk = "no"' '$.traits.bulk' bad_value
refused 'no day' '.due = "30.11.2026"' '$.due' bad_value
taken 'members of your own' '."x-project" = {"any": [1.5]} | .elements["9"]."x-note" = 1'
taken 'a whole number for a decimal' '.run.hours = 4'
taken 'a decimal as a text' '.run.hours = "4.5"'
done_testing
