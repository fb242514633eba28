#!/bin/sh
# crm-ppap todo, seal, verify, diff.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
cp -R "$TOP/examples/ppap/bracket" good
cp -R "$TOP/examples/ppap/bracket-faulty" faulty

# ---- todo ----

check 'todo: of the good one nothing' crm-ppap todo good -o jsonl
same '  is printed' '' "$out$err"
run crm-ppap todo good -o table
same '  nor a heading' '0' "$status$out"
check 'todo: of the faulty one' crm-ppap todo faulty -o jsonl
printf '%s\n' "$out" >todo
same '  the soonest first' 'run 5 6 7 9 10 12 13 16 17 18' "$(jq -r .element todo | xargs)"
same '  whose, until when, what' '9 Dimensional Results S qe02 2036-12-31 null balloon_not_measured dimension_out' \
	"$(jq -r 'select(.element == "9") | "\(.element) \(.name) \(.duty) \(.owner) \(.due) \(.late_d) \(.codes)"' todo)"
same "  the run is the contact's, due with the dossier" 'qm01 2026-11-30' \
	"$(jq -r 'select(.element == "run") | "\(.owner) \(.due)"' todo)"
check_status 1 'todo --check' crm-ppap todo faulty --check
check '  nothing to do' crm-ppap todo good --check
same 'todo --owner' '5 6 7' "$(crm-ppap todo faulty --owner pe01 -F element -o csv | tail -n +2 | xargs)"
check '  of one who has nothing' crm-ppap todo faulty --owner nobody --check
late() {
	crm-ppap todo faulty good --late -o jsonl --now "$1" | jq -r '"\(.element) \(.late_d)"' | paste -sd,
}
same 'todo --late: the last day is not late' '' "$(late 2026-11-30T23:59:59Z)"
same '  the day after is' 'run 1' "$(late 2026-12-01T00:00:00Z)"
same '  and those that are due later, later' 'run 3685,5 1,6 1,7 1' "$(late 2037-01-01T00:00:00Z | cut -d, -f1-4)"
mkdir bad
echo '{' >bad/ppap.json
check_status 65 'todo: one that cannot be read' crm-ppap todo bad faulty -F element -o csv
same '  the others are told' 12 "$(printf '%s\n' "$out" | wc -l)"
check_status 2 'todo: none' crm-ppap todo
crm-store init own --zone UTC >/dev/null
mkdir -p own/ppap/profiles
echo '{"profile":"own","title":"T","uses":"aiag","severity":{"warrant_results_cover":"error"}}' >own/ppap/profiles/own.json
cp -R faulty own/d
jq '.profile = "own" | .warrant.results_cover = ["dimensional"] | .warrant.meets_design_record = "yes"' \
	faulty/ppap.json >own/d/ppap.json
run sh -c 'cd own && crm-ppap todo d -o jsonl'
like 'todo: a code that another one begins with is one of its own' ' warrant_results_cover warrant_results$' \
	"$(printf '%s\n' "$out" | jq -r 'select(.element == "18") | .codes')"

# ---- seal ----

cp faulty/ppap.json kept
check_status 1 'seal: not what is incomplete' crm-ppap seal faulty
like '  it says what' '^crm-ppap: faulty/05-process-flow/flow.csv:6: 6: .*step' "$err"
like '  and that' '^crm-ppap: faulty/ppap.json: not sealed: not complete$' "$err"
same_file '  nothing is written' kept faulty/ppap.json
check_status 1 'verify: never sealed' crm-ppap verify good
like '  is told' '^good/ppap.json.*never sealed \[seal_missing\]$' "$out"
sed -i '/"sha256": "c429e93647e9/d' good/ppap.json
check 'seal' crm-ppap seal good --by qm01
same '  a row' 'sealed good/ppap.json' "$(printf '%s\n' "$out" | jq -r '"\(.what) \(.manifest)"')"
same '  who and when' '2026-11-20T09:00:00Z qm01' "$(jq -r '.seal | "\(.at) \(.by)"' good/ppap.json)"
same '  and the digest that it printed' "$(printf '%s\n' "$out" | jq -r .sha256)" "$(jq -r .seal.sha256 good/ppap.json)"
same '  a hash that was missing is there' "$(sha256sum good/05-process-flow/flow.svg | cut -d' ' -f1)" \
	"$(jq -r '.elements["5"].evidence["05-process-flow/flow.svg"].sha256' good/ppap.json)"
check '  it is still ready' crm-ppap check good --strict
check 'verify: as it was sealed' crm-ppap verify good
same '  silently' '' "$out$err"
check '  in thirty years' crm-ppap verify good --now 2056-01-01T00:00:00Z
cp -R good sealed

# changed NAME CODE: verify of good finds that alone; then it is as it was sealed again
changed() {
	check_status 1 "verify: $1" crm-ppap verify good -o jsonl
	same '  is told' "$2" "$(printf '%s\n' "$out" | jq -r .code | xargs)"
	rm -r good
	cp -R sealed good
}
printf x | dd of=good/08-msa/grr-cal-11.csv bs=1 seek=9 conv=notrunc 2>/dev/null
changed 'a byte of a file' evidence_changed
rm good/18-warrant/signed.txt
changed 'a file is gone' evidence_missing
sed -i 's/"weight_kg": "0.4120"/"weight_kg": "0.4121"/' good/ppap.json
changed 'a box of ours' seal_broken
sed -i 's/"owner": "pe01"/"owner": "pe02"/' good/ppap.json
changed 'a member' seal_broken
jq '.elements["13"] = {"note": "x"}' good/ppap.json >t && mv t good/ppap.json
changed 'a member more' seal_broken
sed -i 's/"sha256": "c429/"sha256": "d429/' good/ppap.json
changed 'a hash on record' 'seal_broken evidence_changed'
jq 'del(.seal)' good/ppap.json >t && mv t good/ppap.json
changed 'the seal taken off' seal_missing

jq -S -c . good/ppap.json >t && mv t good/ppap.json
check 'verify: order and layout do not count' crm-ppap verify good
check 'set: what comes after the submission' crm-ppap set good status=approved submitted=2026-11-19 \
	warrant.disposition=approved warrant.customer_signature=X warrant.customer_date=2026-11-20 \
	warrant.customer_print_name=Y
check '  is not under the seal' crm-ppap verify good
check '  and it is ready' crm-ppap check good
jq '."x-mine" = 1' good/ppap.json >t && mv t good/ppap.json
check '  nor is what is the user'"'"'s own' crm-ppap verify good
crm-ppap set good due=2026-12-24 >/dev/null
check_status 1 'check: a broken seal is a gap' crm-ppap check good -F code -o csv
like '  with its code' '^seal_broken$' "$out"
check 'seal: again, when the change is meant' crm-ppap seal good
check '  it is as it was sealed' crm-ppap verify good
printf x >>good/05-process-flow/flow.svg
check_status 1 'seal: a file that was changed is attached again first' crm-ppap seal good
crm-ppap attach good --element 5 --file good/05-process-flow/flow.svg >/dev/null
check '  then it is sealed' crm-ppap seal good
check_status 66 'verify: one that is not there, among others' crm-ppap verify good nowhere faulty
like '  the others are verified' '^faulty/ppap.json.*seal_missing' "$out"
check_status 2 'verify: none' crm-ppap verify
check_status 2 'seal: two' crm-ppap seal good faulty

# ---- diff ----

check 'diff: of two that are equal' crm-ppap diff sealed sealed --check
same '  nothing' '' "$out"
cp -R sealed next
crm-ppap set next submission=2 status=rejected run.streams=1,2,3 part.change_date= studies.cap-3-1.cpk=2.30 >/dev/null
echo new >next/05-process-flow/new.txt
crm-ppap attach next --element 5 --file next/05-process-flow/new.txt >/dev/null
crm-ppap attach next --element 16 --file next/16-checking-aids/gauges.csv --remove >/dev/null
echo x >>next/10-material/certificate.txt
crm-ppap attach next --element 10 --file next/10-material/certificate.txt >/dev/null
check 'diff: of two submissions' crm-ppap diff sealed next -o csv
same '  members, files by their hash, studies' "what,field,before,after
changed,status,submitted,rejected
changed,submission,1,2
removed,part.change_date,2026-06-15,
changed,run.streams,\"1,2\",\"1,2,3\"
added,elements.5.evidence.05-process-flow/new.txt,,
changed,elements.10.evidence.10-material/certificate.txt.sha256,$(sha256sum sealed/10-material/certificate.txt | cut -d' ' -f1),$(sha256sum next/10-material/certificate.txt | cut -d' ' -f1)
changed,elements.10.evidence.10-material/certificate.txt.bytes,208,210
removed,elements.16.evidence.16-checking-aids/gauges.csv,,
changed,studies.cap-3-1.cpk,2.28,2.30" "$out"
check_status 1 '  --check' crm-ppap diff sealed next --check
same '  the other way round' 'added,part.change_date,,2026-06-15' \
	"$(crm-ppap diff next sealed -o csv | grep change_date)"
check_status 2 'diff: one alone' crm-ppap diff good
check_status 66 'diff: one that is not there' crm-ppap diff good nowhere
done_testing
