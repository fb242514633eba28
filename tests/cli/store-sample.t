#!/bin/sh
# The sample: a supplier's year up to now, made by the steps that people take. Its journals hold what
# the tools would have written; there is something to see in every list; the same --now gives the
# same bytes; and data that the rules refuse are seen.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T15:00:00+08:00
export CRM_NOW

# rows NAME LEAST MOST CMD...: so many lines of output
rows() {
	what=$1 least=$2 most=$3
	shift 3
	n=$("$@" -o jsonl | wc -l)
	tap_result "$((n < least || n > most))" "$what ($n rows, $least to $most)"
}

# ---- one that was made today ----

run crm-store init --sample s
same 'it is made' 0 "$status"
same '  without a word' '' "$out$err"
CRM_DIR=$PWD/s
export CRM_DIR
check 'check is content' crm-store check
same '  and has nothing to say' '' "$out"
check 'verify is content' crm-store verify
same '  nor has this one' '' "$out"
for kind in complaint concession; do
	jq -r .at s/$kind.jsonl >$kind.at
	check "the $kind's steps stand in the order of time" sort -c $kind.at
done
same 'steps are entered when they happen' 0 "$(jq -c 'select(.rec)' s/*.jsonl | wc -l)"
rows 'complaints of a year' 60 120 crm-complaint list
same '  from a year ago' '2025 2026' \
	"$(crm-complaint list -F received_at | jq -r '.received_at[:4]' | sort -u | paste -sd ' ' -)"
same '  of all classes' 'delivery enquiry environment quality service' "$(
	crm-complaint list -F class | jq -r '.class // "quality"' | sort -u | paste -sd ' ' -
)"
same '  in all states' 'answered closed duplicate open void' \
	"$(crm-complaint list -F state | jq -r .state | sort -u | paste -sd ' ' -)"
same '  goods with all sorts of dispositions' 'concession return rework rework_on_site scrap sort' "$(
	crm-complaint list | jq -r '.dispositions // {} | .[].disposition' | sort -u | paste -sd ' ' -
)"
like 'texts are English' '"description":"burr of' "$(crm-complaint list)"
like '  and Chinese' '"description":"外观面划伤' "$(crm-complaint list)"

# ---- every list has something to show ----

check 'what qe02 has to do' crm-store todo --owner qe02 -o table
n=$(printf '%s\n' "$out" | wc -l)
tap_result "$((n < 6 || n > 21))" "  fits one screen ($n lines)"
same '  and is all that is his' "$(crm-store todo -o jsonl | jq -c 'select(.owner == "qe02").step')" \
	"$(crm-store todo --owner qe02 -o jsonl | jq -c .step)"
rows 'late ones' 3 20 crm-complaint late
rows 'due ones' 2 20 crm-complaint due --within P7D
rows 'what must not be delivered' 5 20 crm-complaint blocks
same '  also under concessions' 'expired not_authorised' \
	"$(crm-complaint blocks -o jsonl | jq -r 'select(.kind == "concession").reason' | sort -u | paste -sd ' ' -)"
rows 'chronic defects' 1 3 crm-complaint chronic
chronic=$(crm-complaint list --where chronic=true -F id | jq -r .id)
rows 'similar ones' 3 20 crm-complaint similar "$chronic"
rows 'concessions' 4 10 crm-complaint concession list
like '  one has been used up or ended' '"state":"ended"' "$(crm-complaint concession list)"
same 'every figure has a value' '' "$(
	crm-report complaints --cost --ageing --pareto defect -o jsonl |
		jq -r 'select(.value == null).figure'
)"
same '  and none is nothing at all, but late entries' 'late_entry' \
	"$(crm-report complaints -o jsonl | jq -r 'select(.value | tonumber == 0).figure' | sort -u)"
same '  costs in both currencies' 'CNY EUR' \
	"$(crm-report complaints --cost -o jsonl | jq -r 'select(.figure == "cost").word // empty' | sort -u | paste -sd ' ' -)"

# ---- 8D ----

crm-complaint list --where needs_8d=true --where state=closed >finished
check 'finished 8Ds are complete' crm-complaint 8d - --profile default -o text <finished
like 'a report was rejected, then accepted' 'rejected accepted' "$(
	crm-complaint list | jq -r '[.rounds // {} | .[] | select(.through == "D8").verdict] | join(" ")'
)"
same 'one waits for the customer: its clocks stand still' 1 \
	"$(crm-complaint clocks -o jsonl | jq -r 'select(.verdict == "paused").id' | sort -u | wc -l)"

# ---- the same again, and at other times ----

crm-store init --sample t
same_file 'the same --now gives the same complaints' s/complaint.jsonl t/complaint.jsonl
same_file '  and concessions' s/concession.jsonl t/concession.jsonl
# content DIR: that is a store as good as the first
content() {
	check '  check' crm-store check -C "$1"
	check '  verify' crm-store verify -C "$1"
	rows '  todo' 5 20 crm-store todo -C "$1" --owner qe02
	same '  nothing is later' '' "$(jq -r --arg now "$CRM_NOW" '.at | select(. > $now)' "$1"/*.jsonl)"
}

rm -rf t
CRM_NOW=2027-01-02T03:04:05+08:00
check 'in a Saturday night of a year whose holidays nobody knows' crm-store init --sample t
content t

# ---- refused ----

check_status 73 'a store is no place for it' crm-store init --sample s
like '  it says so' "'s' is a store already" "$err"
mkdir u && : >u/complaint.jsonl
check_status 73 'nor are journals of others' crm-store init --sample u
like '  it names them' "'u/complaint.jsonl' is there already" "$err"
check_status 2 'it has its own zone' crm-store init --sample --zone UTC v
check_status 66 'without its data' env CRM_SHARE="$PWD/none" crm-store init --sample v
like '  it says where it looked' "settings.*looked in .*none/sample" "$err"
tap_result "$([ -e v ] && echo 1 || echo 0)" '  and nothing is made'

cp -R "$TOP/lib/share" share && chmod -R u+w share
CRM_SHARE=$PWD/share
export CRM_SHARE
sed -i 's/"do": "confirm"/"do": "close"/' share/sample/stories/quality.json
check_status 71 'a step that the rules refuse' crm-store init --sample v
like '  with the reason' "step 'inform' is missing|step 'reply' is missing" "$err"
like '  the story and the step' "record 0, story 'return', step 'close': is refused" "$err"
tap_result "$([ -e v/crm.json ] && echo 1 || echo 0)" '  and there is no store'
cp "$TOP/lib/share/sample/stories/quality.json" share/sample/stories/quality.json
CRM_NOW=2028-02-29T12:00:00+08:00
check 'it can be made there later, on a 29 February, for a group' crm-store init --sample --group v
same '  the settings say so' true "$(jq .group v/crm.json)"
content v
sed -i 's/{first_cause}/{no_word}/' share/sample/stories/quality.json
check_status 78 'a word that nobody has' crm-store init --sample w
like '  is named' "step 'analyse': 'first_cause' cannot be told: '\{no_word\}'" "$err"

# change FILE JQ: the data as they are shipped, but for that
change() {
	rm -rf w
	cp "$TOP/lib/share/sample/stories/quality.json" share/sample/stories/quality.json
	cp "$TOP/lib/share/sample/$1" file.json
	jq "$2" file.json >"share/sample/$1"
}
change texts.json '.languages.en.zz = "{?zz}" | .languages.de.zz = "{?zz}" | .languages.zh.zz = "{?zz}"'
sed -i 's/{?ref}/{?zz}/' share/sample/stories/quality.json
check_status 78 'a word that stands in itself' crm-store init --sample w
like '  is named' "'customer_ref' cannot be told: '\{\?zz\}'" "$err"
change texts.json .
sed -i '0,/"by": "{cs}", /s///' share/sample/stories/quality.json
check_status 78 'a step that nobody takes' crm-store init --sample w
like '  is named' "step 'open': nobody takes it: 'by' is missing" "$err"
sed -i '0,/"do": "open", /s//"do": "open", "by": "{?nobody}", /' share/sample/stories/quality.json
check_status 78 'nor one by a word that nobody has' crm-store init --sample w
change settings.json '.recurrence = {"times":1}'
check_status 78 'settings that the steps refuse' crm-store init --sample w
like '  are named' "recurrence.times': a count like 3" "$err"

done_testing
