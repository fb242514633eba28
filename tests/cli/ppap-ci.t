#!/bin/sh
# examples/ci: the files can be parsed, and their commands do what the comments say.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

ci=$TOP/examples/ci
CRM_NOW=2026-11-20T09:00:00Z
HOME=$PWD
export CRM_NOW HOME
mkdir -p quality/parts quality/archive
cp -R "$TOP/examples/ppap/bracket" quality/parts/good

# ---- cron ----

# cron N: the command of the N-th line, where % would end it.
cron() {
	grep -E '^[0-9*]' "$ci/crontab" | sed -n "$1{s/^\([^ ]* \)\{5\}//;/%/d;p;}"
}
same 'crontab: comments, settings and two commands, nothing else' 2 \
	"$(grep -vEc '^(#|$|[A-Z]+=[^ ]+$)' "$ci/crontab")"
same '  each with five fields before it' 2 \
	"$(grep -Ec '^([0-9*]+(-[0-9]+)? ){5}cd "\$HOME/quality" && crm-ppap ' "$ci/crontab")"
check 'todo: nothing is late' /bin/sh -c "$(cron 1)"
same '  so nobody gets mail' '' "$out$err"
cp -R quality/parts/good quality/parts/late
rm quality/parts/late/09-dimensional/results.csv
check 'todo: an element that is' /bin/sh -c "$(cron 1)"
like '  is named, with whose it is' '^parts/late/ppap.json +9 .* qe02 +2026-10-15 +36 +evidence_missing' "$out"
same '  alone' 2 "$(printf '%s\n' "$out" | wc -l)"
rm -r quality/parts/late

crm-ppap seal quality/parts/good --by qm01 >/dev/null
cp -R quality/parts/good quality/archive/4711-A
check 'verify: as it was sealed' /bin/sh -c "$(cron 2)"
same '  silently' '' "$out$err"
printf x >>quality/archive/4711-A/05-process-flow/flow.svg
check_status 1 'verify: a byte more' /bin/sh -c "$(cron 2)"
like '  is named' '^archive/4711-A/ppap.json:[0-9]+: .*flow.svg.*evidence_changed' "$out"

# ---- YAML ----

python=
for p in python3 /usr/bin/python3; do
	[ -n "$python" ] || ! "$p" -c 'import yaml' 2>/dev/null || python=$p
done
# value FILE EXPRESSION: of the parsed file, y
value() {
	"$python" -c 'import sys, yaml
y = yaml.safe_load(open(sys.argv[1]))
print(eval(sys.argv[2]))' "$ci/$1" "$2"
}
# script FILE: the shell lines that run crm-ppap
script() {
	sed -n 's/^ *\(run: \|- \)\(crm-ppap .*\)/\2/p' "$ci/$1"
}
if [ -n "$python" ]; then
	same 'github: the judging step, and it may not fail in vain' \
		"crm-ppap check parts/*/ppap.json -o github False" \
		"$(value github.yml '(lambda s: s["run"] + " " + str("continue-on-error" in s))([
			s for s in y["jobs"]["check"]["steps"] if s.get("id") == "judge"][0])')"
	same 'github: SARIF is written and uploaded after a failure, too' True \
		"$(value github.yml '(lambda s: all("!cancelled()" in x["if"] for x in s) and
			s[1]["with"]["sarif_file"] == "ppap.sarif")(y["jobs"]["check"]["steps"][-2:])')"
	same 'github: with the right to do so' write "$(value github.yml 'y["permissions"]["security-events"]')"
	same 'gitlab: reports, kept after a failure' 'always ppap.xml ppap.json' \
		"$(value gitlab-ci.yml '" ".join([y["ppap"]["artifacts"]["when"]] +
			[y["ppap"]["artifacts"]["reports"][k] for k in ("junit", "codequality")])')"
	same 'gitlab: the lines are those that are run here' "$(script gitlab-ci.yml)" \
		"$(value gitlab-ci.yml '"\n".join(y["ppap"]["script"])')"
else
	skip 'github, gitlab: parsed' 'no python3-yaml'
fi

# job FILE: its lines in quality, as the runner takes them: until one fails
job() {
	{
		echo 'cd quality && set -e'
		script "$1"
	} >job
	run sh job
}
# steps FILE: each by itself, as steps that run after a failure do; their statuses
steps() {
	script "$1" | while read -r line; do
		(cd quality && sh -c "$line") >/dev/null 2>&1
		printf '%s ' $?
	done
}
same 'github: a good dossier passes' '0 0 ' "$(steps github.yml)"
job gitlab-ci.yml
same 'gitlab: a good dossier passes' 0 "$status"
cp -R "$TOP/examples/ppap/bracket-faulty" quality/parts/faulty
same 'github: gaps fail the step that judges' '1 0 ' "$(steps github.yml)"
same '  and SARIF names them' 12 "$(jq '.runs[0].results | length' quality/ppap.sarif)"
rm quality/ppap.*
job gitlab-ci.yml
same 'gitlab: gaps fail the job' 1 "$status"
same '  and both reports are there' '12 11' "$(jq length quality/ppap.json) $(grep -c '<failure' quality/ppap.xml)"
echo '{' >quality/parts/faulty/ppap.json
same 'github: what cannot be judged fails' '65 1 ' "$(steps github.yml)"
like '  and SARIF says so' manifest_unreadable "$(jq -r '.runs[0].results[].ruleId' quality/ppap.sarif)"
job gitlab-ci.yml
same 'gitlab: likewise' 65 "$status"
rm -r quality/parts
job gitlab-ci.yml
same 'gitlab: no dossier at all is no pass' 66 "$status"
done_testing
