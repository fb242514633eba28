#!/bin/sh
# Reports of findings for CI, of findings as awkward as they come (tests/unit/report_ci.c): each is
# as it stands in tests/data/report and is taken by a validator of its format that is not ours.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

data=$TOP/tests/data/report
for format in junit tap sarif github gitlab; do
	# shellcheck disable=SC2094
	"$BUILD/tests/unit/report_ci" "$format" >"$format"
	same_file "$format is as it was" "$data/awkward.$format" "$format"
done

# change FORMAT FROM TO: a copy, `bad`, with a mistake in it.
change() {
	sed "s|$2|$3|" "$1" >bad
	! cmp -s "$1" bad || echo "nothing changed in $1" >&2
}

# ---- JUnit: xmllint and a schema of ours, for there is no official one ----

junit() {
	xmllint --noout --relaxng "$data/junit.rng" "$1"
}
check 'junit: valid' junit junit
change junit ' failures="2"' ''
fails 'junit: a suite without its failures is not' junit bad
change junit '<skipped message="does not apply"/>' '<skipped>does not apply</skipped>'
fails 'junit: nor a skipped one without a message' junit bad
change junit '&lt;b' '<b'
fails 'junit: nor a text that is not escaped' junit bad

# count XPATH
count() {
	xmllint --xpath "count($1)" junit
}
for suite in 1 2 3; do
	at="/testsuites/testsuite[$suite]"
	same "junit: suite $suite counts right" \
		"$(count "$at/testcase") $(count "$at/testcase[failure]") 0 $(count "$at/testcase[skipped]")" \
		"$(for a in tests failures errors skipped; do xmllint --xpath "string($at/@$a)" junit; done | xargs)"
done
same 'junit: a case with warnings alone is no failure' \
	"warning: x.json:3: 3 warnings alone: field 'owner': set owner [owner_missing]" \
	"$(xmllint --xpath '//testcase[starts-with(@name, "3")][not(failure)]/system-out/text()' junit)"
same 'junit: its line ends in attributes survive' 'n/a: "agreed" # with <customer> & co
see 7' "$(xmllint --xpath 'string(//testcase[starts-with(@name, "2")]/skipped/@message)' junit)"
# Three findings, each with a bracket for its code and one in the name of its case.
# shellcheck disable=SC2016
same 'junit: a failure says the type of the first error, and all of them' 'evidence_missing 6' \
	"$(xmllint --xpath 'concat(//testcase[starts-with(@name, "4")]/failure/@type, " ",
	string-length(//testcase[starts-with(@name, "4")]/failure) -
	string-length(translate(//testcase[starts-with(@name, "4")]/failure, "[", "")) - 1)' junit)"

# ---- TAP: perl's, and npm's ----

run prove -e cat tap
same 'tap: prove exits by its failures' 1 "$status"
like 'tap: which are the two' 'Failed tests?: *5, 7$' "$out"
unlike 'tap: and no mistake is found' 'Parse errors|Bad plan|TODO passed' "$out$err"
# shellcheck disable=SC2016
perl -MTAP::Parser -e 'my $t = TAP::Parser->new({exec => [ "cat", $ARGV[0] ]});
	my ($yaml, $unknown) = (0, 0);
	while (my $r = $t->next) { $yaml++ if $r->is_yaml; $unknown++ if $r->is_unknown; }
	printf "%d run, %d failed, %d skipped, %d todo, %d yaml, %d unknown, %d errors\n",
		$t->tests_run, scalar($t->failed), scalar($t->skipped), scalar($t->todo), $yaml, $unknown,
		scalar($t->parse_errors)' tap >counts
same 'tap: every line is understood' \
	'10 run, 2 failed, 3 skipped, 0 todo, 5 yaml, 0 unknown, 0 errors' "$(cat counts)"
printf 'TAP version 13\nok 1 - good\n1..2\n' >bad
fails 'tap: a plan that does not hold is found' prove -e cat bad

# ---- GitLab: what its manual says, as a schema ----

python=
for p in python3 /usr/bin/python3; do
	[ -n "$python" ] || ! "$p" -c 'import jsonschema' 2>/dev/null || python=$p
done
change gitlab '"begin":1}' '"begin":0}' && mv bad gitlab-line
change gitlab '"severity":"major"' '"severity":"error"' && mv bad gitlab-severity
if [ -n "$python" ]; then
	same 'gitlab: valid, and neither with a line 0 nor with a severity of our own' \
		'gitlab: True, gitlab-line: False, gitlab-severity: False' \
		"$("$python" -c 'import json, jsonschema, sys
v = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
print(", ".join("%s: %s" % (f, v.is_valid(json.load(open(f)))) for f in sys.argv[2:]))' \
		"$data/gitlab.schema.json" gitlab gitlab-line gitlab-severity)"
else
	skip 'gitlab: valid' 'no jsonschema'
fi
same 'gitlab: no two fingerprints are equal' '8 8' \
	"$(jq -r 'map(.fingerprint) | "\(length) \(unique | length)"' gitlab)"
same 'gitlab: and they are those of sarif' "$(jq -r '.[].fingerprint' gitlab)" \
	"$(jq -r '.runs[].results[].partialFingerprints["finding/v1"]' sarif)"

# ---- GitHub: no validator, so a parser of ours that takes nothing but what is written down ----

same 'github: unescaped, it says what gitlab says' '8 the same, then: 4 errors, 2 warnings, 2 notes; 3 judged' \
	"$(perl "$data/github.pl" github gitlab 2>&1)"
like 'github: which would find a comma not escaped' 'line 4: no command' \
	"$(sed '4s/%2C/,/' github >bad && perl "$data/github.pl" bad gitlab 2>&1)"

# ---- SARIF ----

same 'sarif: every rule index is that of its rule' true "$(jq '.runs[0] | .tool.driver.rules as $rules |
	all(.results[] | select(.ruleIndex); $rules[.ruleIndex].id == .ruleId)' sarif)"
same 'sarif: no line 0' 0 "$(jq '[.. | .startLine? | select(. == 0)] | length' sarif)"

# ---- what is only in npm ----

mkdir broken
printf '#!/bin/sh\necho tried >>tried\nexit 1\n' >broken/npm
chmod +x broken/npm
for _ in 1 2; do
	run env PATH="$PWD/broken:$PATH" BUILD="$PWD" sh "$TOP/tests/npm.sh"
	same 'npm.sh: where npm can do nothing, it says no in a line' '1 1' "$status $(printf '%s\n' "$out$err" | wc -l)"
done
same 'npm.sh: and does not try again at once' 1 "$(wc -l <npm/tried)"

if ! npm=$(sh "$TOP/tests/npm.sh"); then
	skip 'sarif, gitlab and tap by validators of npm' "$npm"
	done_testing
	exit 0
fi
NODE_PATH=$npm/node_modules
export NODE_PATH
change sarif '"level":"note","message"' '"level":"info","message"' && mv bad sarif-level
change sarif '"ruleId":"seen"' '"rule_id":"seen"' && mv bad sarif-member
change sarif 'x%20y/' 'x y/' && mv bad sarif-uri
run node "$TOP/tests/npm/ajv.js" "$npm/sarif-2.1.0.json" sarif sarif-level sarif-member sarif-uri
like 'sarif: valid' '^sarif: valid$' "$out"
like 'sarif: a level of our own is not' '^sarif-level: .*level must be equal to one of' "$out"
like 'sarif: nor an unknown member' '^sarif-member: .*must NOT have additional prop' "$out"
like 'sarif: nor a blank in a URI' '^sarif-uri: .*must match format "uri-reference"' "$out"
run node "$TOP/tests/npm/tap.js" tap
same 'tap: a strict parser of npm reads what was meant' "$(cat "$data/awkward.tap-parser")" "$out"
done_testing
