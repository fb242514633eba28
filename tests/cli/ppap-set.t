#!/bin/sh
# crm-ppap set: members by their names, all or none; what people wrote besides survives every command.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
crm-ppap new d --part P1 --level 3 --due 2026-12-01 --owner qe02 >/dev/null
# of FILTER: of the manifest
of() {
	jq -c "$1" d/ppap.json
}
# set_one NAME FILTER EXPECTED FIELD=VALUE...
set_one() {
	what=$1
	filter=$2
	want=$3
	shift 3
	check "set: $what" crm-ppap set d "$@"
	same '  is written' "$want" "$(of "$filter")"
}
# refused NAME ERE FIELD=VALUE...
refused() {
	what=$1
	message=$2
	shift 2
	cp d/ppap.json kept
	check_status 65 "set: $what" crm-ppap set d "$@"
	like '  is told' "^crm-ppap: d/ppap.json:?[0-9]*: field '[^']*': $message" "$err"
	same_file '  and nothing is written' kept d/ppap.json
}

# ---- each sort of member ----

set_one 'a text' .part.name '"Bracket, left"' 'part.name=Bracket, left'
same '  a row' '{"manifest":"d/ppap.json","what":"set","set":"part.name=Bracket, left"}' "$out"
set_one 'a text with = and points' '.elements["9"].note' '"a=b.c"' elements.9.note=a=b.c
set_one 'a word' .status '"submitted"' status=submitted
set_one 'a date' .submitted '"2026-11-19"' submitted=2026-11-19
set_one 'a count' .run.parts 320 run.parts=320
set_one 'a decimal, with its noughts' .run.hours '"4.00"' run.hours=4.00
set_one 'a boolean' .traits.bulk false traits.bulk=false
set_one 'a list' .run.streams '["1","2"]' run.streams=1,2
set_one 'a list of words' .reasons '["initial","tooling"]' reasons=initial,tooling
set_one 'a level' .level 5 level=5
set_one 'a box' '.warrant | [.weight_kg, .reasons, .level]' '["0.1230",["initial"],5]' \
	warrant.weight_kg=0.1230 warrant.reasons=initial warrant.level=5
set_one "an element's" '.elements["1a"]' '{"owner":"qe07","waiver":{"expiry":"2026-12-31"}}' \
	elements.1a.owner=qe07 elements.1a.waiver.expiry=2026-12-31
set_one "a study's, whose name has points" '.studies["cap-7.1"]' '{"cpk":"1.71","stable":true}' \
	studies.cap-7.1.cpk=1.71 studies.cap-7.1.stable=true
set_one 'nothing: the member goes' '[.elements["9"].note, .run.hours]' '[null,null]' elements.9.note= run.hours=
set_one '  and what it leaves empty' '.traits' null traits.bulk=
set_one 'edition and elements at once' '[.edition, .elements["5.4"].na.reason, .elements["5.4"].owner]' \
	'["vda-ppf","n","x"]' elements.5.4.na.reason=n elements.5.4.owner=x edition=vda-ppf
crm-ppap set d edition=aiag-4 elements.5.4.na.reason= elements.5.4.owner= >/dev/null

# ---- what is refused ----

refused 'a member that there is not' 'no such member; expected one of crm-ppap\(5\)' run.partz=1
refused 'an object' 'no such member' run=1
refused 'an element' 'no such member' elements.9=1
refused 'its files' "'elements.9.evidence' has members and takes no value" elements.9.evidence=1
refused 'of an element what it has not' 'no such member' elements.9.foo=x
refused 'an element that the edition has not' "'99' is no element of aiag-4; expected one of: 1, 1a, " elements.99.owner=x
refused 'one of another edition' "'5.4' is no element of aiag-4" elements.5.4.owner=x
refused 'a word that is none' "'foo': one of: preparing, submitted, approved" status=foo
refused 'a word of a list' "'foo': one of: initial, " reasons=initial,foo
refused 'no date' "'2026-02-30': a date like" due=2026-02-30
refused 'no count' "'-5': a count" run.parts=-5
refused 'no decimal' "'4,0': a decimal number" run.hours=4,0
refused 'no boolean' "'maybe': true or false" traits.bulk=maybe
refused 'no level' "'6': a level from 1 to 5" level=6
refused 'an edition that nobody has' "no such edition: 'aiag-9'; there are aiag-3, aiag-4, vda-ppf" edition=aiag-9
refused 'a profile that nobody has' "no such profile: 'nobody'; there are aiag, " profile=nobody
refused 'a profile of another edition' "'aiag-4', and profile 'vw' is of edition 'vda-ppf'" profile=vw
refused 'the format' 'written by commands only' format=2
refused 'a seal' 'written by commands only' seal.sha256=00
refused '  to take it off' 'written by commands only' seal.by=
refused 'the second of two' "'x': a decimal number" run.parts=1 run.hours=x
for args in '' nonsense =1; do
	# shellcheck disable=SC2086
	check_status 2 "set: usage: '$args'" crm-ppap set d $args
done
check_status 2 'set: no manifest' crm-ppap set
check_status 66 'set: one that is not there' crm-ppap set nowhere level=1

# ---- what people wrote ----

echo hello >d/x.txt
perl -0pi -e 's/\A\{/{\n  "x-mine": {"a": [1, "2.50", "\\u00e4"], "b": null},\n  "odd": 9007199254740993,/;
	s/("9": \{)/$1\n      "x-own": [true], "odd": "y",/' d/ppap.json
kept=$(of '[."x-mine", .elements["9"]["x-own", "odd"]]')
for command in 'set d level=2' 'attach d --element 9 --file d/x.txt' 'na d --element 4 --reason n' \
	'waive d --element 11 --reason r --reference f --expiry 2027-01-01' \
	'attach d --element 9 --file d/x.txt --remove'; do
	# shellcheck disable=SC2086
	run crm-ppap $command
	same "members that nobody knows survive: ${command%% *}" "0 $kept 1" \
		"$status $(of '[."x-mine", .elements["9"]["x-own", "odd"]]') $(grep -c '"odd": 9007199254740993,' d/ppap.json)"
done
same '  and the order of all members' 'x-mine odd format edition status' \
	"$(jq -r 'keys_unsorted[:5] | join(" ")' d/ppap.json)"
chmod 640 d/ppap.json
crm-ppap set d level=1 >/dev/null
same '  and the rights of the file' 640 "$(stat -c %a d/ppap.json)"
perl -pi -e 's/"x-mine": /"x-rate": [7, 2.50], "x-mine": /' d/ppap.json
refused 'a real of ours, of which digits would go' 'a number with a point .* write it in quotes' level=2
echo '{"format": 1, "run": 7, "part": []}' >d/ppap.json
refused 'below what is no object' "'run' is no JSON object in the file: mend it there" run.parts=1
done_testing
