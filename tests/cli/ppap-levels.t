#!/bin/sh
# Levels and editions: what is submitted differs exactly as the edition's table says; what applies and
# what is complete does not.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
cp -R "$TOP/examples/ppap/bracket" d
cp d/ppap.json kept
# rows FILTER [OPTION...]: of the elements of d
rows() {
	filter=$1
	shift
	crm-ppap check d "$@" -o jsonl 2>/dev/null | jq -r "select(.row == \"element\") | $filter"
}
# table LEVEL: element and duty by the given table of the 4th edition; no name in it has a comma
table() {
	tail -n +2 "$SHARED/domain/ppap_table_4_2.csv" | awk -F, -v l="$1" '{ print $1, $(3 + l) }' | tr -d '\r'
}
level() {
	sed 's/"level": 3/"level": '"$1/" kept >d/ppap.json
}

# ---- the 4th edition ----

# Cells that tell the levels and the elements apart, whatever else there is to compare with.
# cells LEVEL DUTIES: of 1, 1a, 3, 5, 9, 13, 15, 18, BULK
cells() {
	level "$1"
	same "level $1: of 1, 1a, 3, 5, 9, 13, 15, 18, BULK" "$2" \
		"$(rows 'select(.element == ("1", "1a", "3", "5", "9", "13", "15", "18", "BULK")) | .duty' | paste -sd' ')"
}
cells 1 'R R R R R S R S S'
cells 2 'S R R R S S R S S'
cells 3 'S R S S S S R S S'
cells 4 '* * * * * * * S S'
cells 5 'R R R R R R R R R'
cp kept d/ppap.json
state=$(rows '"\(.element) \(.applies) \(.files)"')
for l in 1 2 3 5; do
	level $l
	if [ -f "$SHARED/domain/ppap_table_4_2.csv" ]; then
		same "level $l: duties are those of table 4.2" "$(table $l)" "$(rows '"\(.element) \(.duty)"')"
	else
		skip "level $l: duties are those of table 4.2" 'no shared table'
	fi
	same '  the same elements apply' "$state" "$(rows '"\(.element) \(.applies) \(.files)"')"
	check '  and it is as ready' crm-ppap check d -o jsonl
	same '  to be submitted: what applies and is S' \
		"$(rows 'select(.duty == "S" and .applies == "yes") | .element' | wc -l) true 15" \
		"$(printf '%s\n' "$out" | jq -r 'select(.row == "dossier") | "\(.submitting) \(.ready) \(.completed)"')"
	same '  sendable: that, and complete' "$(rows 'select(.duty == "S" and .applies == "yes") | .element')" \
		"$(rows 'select(.sendable) | .element')"
done
level 5
same 'level 5: nothing to send is no percentage' null \
	"$(crm-ppap check d -o jsonl | jq -r 'select(.row == "dossier") | .sendable_pct')"
rm d/05-process-flow/flow.csv
for l in 1 5; do
	level $l
	check_status 1 "level $l: what is kept is completed all the same" crm-ppap check d
done
cp "$TOP/examples/ppap/bracket/05-process-flow/flow.csv" d/05-process-flow/

# A level that the warrant and the dossier do not share.
jq '.level = 2' kept >d/ppap.json
same 'the warrant says the level, too' warrant_level "$(crm-ppap check d -F code -o csv | grep warrant)"
jq 'del(.level)' kept >d/ppap.json
same 'without a level: the default, and a warning' '3 1' \
	"$(crm-ppap check d -o jsonl | jq -r 'select(.row == "dossier") | "\(.level) \(.warnings)"')"
for l in 0 6 '"3"' 3.0; do
	level "$l"
	check_status 1 "no level: $l" crm-ppap check d -F code -o csv
	like '  is told' '^bad_value$' "$out"
done

# ---- level 4 ----

level 4
check_status 1 'level 4: nobody has said what is asked for' crm-ppap check d -F code,line -o csv
like '  is told at the level' '^not_agreed,6$' "$out"
if [ -f "$SHARED/domain/ppap_table_4_2.csv" ]; then
	same '  duties are those of table 4.2' "$(table 4)" "$(rows '"\(.element) \(.duty)"')"
else
	skip '  duties are those of table 4.2' 'no shared table'
fi
jq '.request.documents = ["9", "15"]' d/ppap.json >t && mv t d/ppap.json
same 'level 4: what is asked for is submitted, besides the warrant' '9 15 18 BULK' \
	"$(rows 'select(.duty == "S") | .element' | xargs)"
same '  the rest waits for a request' '*' "$(rows 'select(.duty != "S") | .duty' | sort -u)"
check '  and it is ready' crm-ppap check d
jq '.elements."7".agreed = "S" | .elements."9".agreed = "R"' d/ppap.json >t && mv t d/ppap.json
same '  what was agreed in an element comes first' '7S 9R 15S' \
	"$(rows 'select(.element == ("7", "9", "15")) | .element + .duty' | xargs)"
jq 'del(.request.documents)' d/ppap.json >t && mv t d/ppap.json
check '  and is enough' crm-ppap check d
jq '.level = 3 | .warrant.level = 3' d/ppap.json >t && mv t d/ppap.json
same 'level 3: its table holds, agreed or not' '7S 9S 15R' \
	"$(rows 'select(.element == ("7", "9", "15")) | .element + .duty' | xargs)"
jq '.request.documents = ["9", "99"]' kept >d/ppap.json
same 'asked for what the edition does not have' unknown_element "$(crm-ppap check d -F code -o csv | grep un)"

# ---- the 3rd edition ----

rm -r d
crm-ppap new d --edition aiag-3 --part P --part-name N --drawing D --change-level A --level 3 \
	--reasons initial --due 2026-12-01 --owner qe02 >/dev/null
same 'aiag-3: its order' '1 1a 1b 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19' "$(rows .element | xargs)"
same '  with its names' '7 Dimensional Results|10 Measurement System Analysis Studies|13 Part Submission Warrant' \
	"$(rows 'select(.element == ("7", "10", "13")) | "\(.element) \(.name)"' | sed 's/ (PSW)//' | paste -sd'|')"
same '  what it asks' '2 3 4 9 14' "$(rows 'select(.applies == "unsaid") | .element' | xargs)"
same '  and misses: what applies, has no file and is asked for' "$(rows 'select(.applies == "yes") | .element')" \
	"$(crm-ppap check d -o jsonl | jq -r 'select(.code == "element_missing") | .element')"
for l in 1 2 3 4 5; do
	crm-ppap set d level=$l >/dev/null
	rows .duty | tr '*\n' '.\n' >l$l
done
same '  bulk is R R R * R' 'R R R . R' "$(for l in 1 2 3 4 5; do sed -n 17p l$l; done | xargs)"
echo hello >d/dims.txt
crm-ppap attach d --element 7 --file d/dims.txt --date 2026-11-01 --change-level A >/dev/null
same '  its 7 is dimensional: a table is wanted' table_missing \
	"$(crm-ppap check d --element 7 -F code -o csv | grep t)"

# ---- VDA ----

rm -r d
crm-ppap new d --edition vda-ppf --part P --part-name N --drawing D --change-level A \
	--reasons initial --due 2026-12-01 --owner qe02 >/dev/null
same 'vda-ppf: six areas' '1 2 3 4 5 6' "$(rows '.element | split(".")[0]' | uniq | xargs)"
same '  nothing is submitted that was not agreed' '*' "$(rows .duty | sort -u)"
same '  which is told' not_agreed "$(crm-ppap check d --element manifest -F code -o csv | grep not)"
check '  agreed, one by one' crm-ppap set d elements.5.4.agreed=S elements.5.1.agreed=R
same '    it is what is submitted' '5.4 S 5.1 R' \
	"$(rows 'select(.element == "5.4") | "\(.element) \(.duty)"') $(rows 'select(.element == "5.1") | "\(.element) \(.duty)"')"
same '    and said' '' "$(crm-ppap check d --element manifest -F code -o csv | grep not)"
same '  it has no level' null "$(crm-ppap check d -o jsonl | jq -r 'select(.row == "dossier") | .level')"
crm-ppap set d level=3 >/dev/null
same '  one that is said is told' level_not_used "$(crm-ppap check d --element manifest -F code -o csv | grep level)"
crm-ppap set d level= edition=aiag-4 >/dev/null
same 'the same dossier by another edition: its elements are unknown' '5.1 5.4' \
	"$(crm-ppap check d -o jsonl | jq -r 'select(.code == "unknown_element") | .field' | grep '^5\.[14]$' | sort | xargs)"
done_testing
