#!/bin/sh
# examples/pipelines/complaint.sh: two complaints from the telephone call to closure.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

check 'both complaints go their way' sh "$TOP/examples/pipelines/complaint.sh" .
like 'the one through a return' '^C-2026-0001 +L881 +closed +return ' "$out"
like 'the one through rework on site' '^C-2026-0002 +L940 +closed +rework_on_site ' "$out"
like 'its 8D is whole' '^Through D8: complete' "$out"
like 'and printed' '</html>' "$(cat 8d.html)"
schema=$SHARED/data/8d/Report8D-schema.json
python=
for p in /usr/bin/python3 python3; do
	[ -n "$python" ] || ! "$p" -c 'import jsonschema' 2>/dev/null || python=$p
done
if [ -n "$python" ] && [ -n "$SHARED" ] && [ -f "$schema" ]; then
	check 'the Catena-X form is valid' "$python" -m jsonschema -i 8d.json "$schema"
else
	skip 'the Catena-X form is valid' 'no schema, or no jsonschema'
fi
done_testing
