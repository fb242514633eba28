#!/bin/sh
# crm-ppap: editions and profiles by their names, of the store before those that are installed; what
# is wrong with a name is the manifest's fault (65), what is wrong with a file the file's (78).
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW

# manifest MEMBERS: a manifest that says no more than these
manifest() {
	printf '{\n  "format": 1%s\n}\n' "${1:+,
  $1}" >ppap.json
}
# checked: check of the manifest
checked() {
	run crm-ppap check ppap.json
}
# elements: the numbers of the elements that were judged
elements() {
	crm-ppap check ppap.json -o jsonl 2>/dev/null | jq -r 'select(.duty) | .element' | uniq | paste -sd' ' -
}

# ---- names ----

manifest ''
checked
same 'neither edition nor profile: it is judged' 1 "$status"
same 'by the 4th edition' '1 1a 1b 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 BULK' "$(elements)"
manifest '"profile": "vw"'
like 'a profile brings its edition, and elements of its own' '^1.1 .* 5.4 .* 6.4 C1 C2$' "$(elements)"
manifest '"edition": "aiag-5"'
checked
same 'an edition that nobody has' 65 "$status"
like 'with its line and those that there are' \
	"^crm-ppap: ppap.json:3: field 'edition': no such edition: 'aiag-5'; there are aiag-3, aiag-4, vda-ppf\$" "$err"
manifest '"profile": "audi"'
checked
same 'a profile that nobody has' 65 "$status"
like 'likewise' "^crm-ppap: ppap.json:3: field 'profile': no such profile: 'audi'; there are aiag, aiag-bulk, bmw," "$err"
manifest '"profile": "../profiles/vw"'
checked
same 'a path is no name' 65 "$status"
manifest '"edition": "aiag-3",
  "profile": "ford"'
checked
same 'a profile of another edition' 65 "$status"
like 'is told' "^crm-ppap: ppap.json:3: field 'edition': 'aiag-3', and profile 'ford' is of edition 'aiag-4'\$" "$err"
manifest '"edition": "aiag-4", "profile": "ford"'
checked
same 'of the same it is not' 1 "$status"

# ---- files of the store ----

crm-store init . --zone UTC
mkdir -p ppap/editions ppap/profiles ppap/changes
# profile NAME MEMBERS
profile() {
	printf '{"profile":"%s","title":"T"%s}\n' "$1" "$2" >"ppap/profiles/$1.json"
}
# wrong NAME FIELD-ERE TEXT-ERE: profile own is refused
wrong() {
	checked
	same "$1" 78 "$status"
	like '  with file and key' "ppap/profiles/own.json: field '$2': $3" "$err"
}
manifest '"profile": "own"'
profile own ',"uses":"ford","elements":[{"number":"C9","name":"N","role":"other","levels":["S","S","S","S","S"]}]'
like 'a profile of the store over an installed one' ' BULK C1 C9$' "$(elements)"
profile ford ',"edition":"aiag-3"'
like 'one of the store comes before the installed one' ' 18 19 C9$' "$(elements)"
profile ford ',"elements":[{}]'
checked
same 'a mistake in the one that is used' 78 "$status"
like 'is told of that file' "ppap/profiles/ford.json: field 'elements\[0\]': number, name and role" "$err"
rm ppap/profiles/ford.json
profile own ',"uses":"aiag","edition":"vda-ppf"'
checked
like 'two editions in one chain' "profiles/aiag.json: field 'edition': 'aiag-4', and the one in use is 'vda-ppf'" "$err"
profile own ',"uses":"audi"'
wrong 'one that uses what nobody has' uses "no such profile: 'audi'"
profile own ',"uses":"own"'
wrong 'one that uses itself' uses 'too many use one another'
profile own ',"edition":"aiag-9"'
wrong 'one of an edition that nobody has' edition "no such edition: 'aiag-9'"
profile own ',"limits":{"ndc":0}'
wrong 'a limit that is none' limits.ndc 'a number from 1'
printf '{"profile":"other","title":"T"}\n' >ppap/profiles/own.json
wrong 'another name within' profile "'other', and the file's name is 'own'"
printf '{"profile":"own"\n' >ppap/profiles/own.json
checked
same 'no JSON' 78 "$status"

# A chain may have eight behind the first.
for i in 1 2 3 4 5 6 7 8; do
	profile p$i ",\"uses\":\"p$((i + 1))\""
done
profile p9 ''
manifest '"profile": "p1"'
checked
same 'a chain of nine' 1 "$status"
profile p9 ',"uses":"p10"'
profile p10 ''
checked
same 'of ten' 78 "$status"
like 'is too long' "p9.json: field 'uses': too many use one another" "$err"

# ---- an edition of the store ----

manifest '"edition": "house"'
# edition MEMBERS: the edition house
edition() {
	printf '{"edition":"house","title":"H","levels":false,%s
		"elements":[{"number":"A.1","name":"N","role":"warrant"}]}\n' "$1" >ppap/editions/house.json
}
edition ''
same 'an edition of the store' A.1 "$(elements)"
edition '"changes":"house",'
checked
same 'whose codes nobody has' 78 "$status"
like 'with file and key' "ppap/editions/house.json: field 'changes': no such table of change codes: 'house'" "$err"
printf '{"title":"H","codes":{"S01":{"action":"tell"}}}\n' >ppap/changes/house.json
checked
same 'or whose codes are wrong' 78 "$status"
like 'with that file' "ppap/changes/house.json: field 'codes.S01" "$err"

# ---- a store that is wrong ----

rm -r ppap
echo '{' >crm.json
checked
same 'a store that is wrong is told once' 1 "$(printf '%s\n' "$err" | grep -c crm-ppap)"
same 'and is no fault of the manifest' 78 "$status"
done_testing
