#!/bin/sh
# crm-ppap new, attach, na, waive: what they write, and that what is refused writes nothing.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
# of FILTER: of the manifest d/ppap.json
of() {
	jq -c "$1" d/ppap.json
}
# refused STATUS NAME ERE CMD...: that status, a message that matches, and the manifest as it was
refused() {
	want=$1
	what=$2
	message=$3
	shift 3
	cp d/ppap.json kept
	check_status "$want" "$what" "$@"
	like '  is told' "$message" "$err"
	same_file '  and nothing is written' kept d/ppap.json
}

# ---- new ----

check 'new: from options' crm-ppap new d --part P1 --part-name 'Bracket, left' --drawing D1 \
	--change-level A --change-date 2026-01-02 --customer VW-CS --level 3 --reasons initial,tooling \
	--changes S01,N02 --due 2026-12-01 --owner qe02
same '  a row' '{"manifest":"d/ppap.json","what":"new","part":"P1"}' "$out"
same '  its members' '{"format":1,"edition":"aiag-4","status":"preparing","submission":1,"due":"2026-12-01","customer":"VW-CS","level":3}' \
	"$(of 'with_entries(select(.value | type != "object" and type != "array"))' | jq -c '{format,edition,status,submission,due,customer,level}')"
same '  the part' '["P1","Bracket, left","D1","A","2026-01-02"]' \
	"$(of '[.part | .number, .name, .drawing, .change_level, .change_date]')"
same '  lists' '[["initial","tooling"],["S01","N02"]]' "$(of '[.reasons, .changes]')"
same '  elements that may apply, with owner and date' \
	'1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 [{"owner":"qe02","due":"2026-12-01"}]' \
	"$(of '.elements | keys_unsorted[]' | tr -d '"' | xargs) $(of '[.elements[]] | unique')"
same '  none without a trait that nobody asks for' 0 "$(of '[.elements | has("1a", "BULK") | select(.)] | length')"
check_status 1 '  it can be judged' crm-ppap check d
refused 73 'new: a manifest that is there' "cannot create 'd/ppap.json': File exists" crm-ppap new d --part P2
check_status 73 'new: below what is not there' crm-ppap new a/b --part P
check_status 2 'new: no directory' crm-ppap new --part P
# bad OPTION VALUE
bad() {
	check_status 65 "new: bad $1" crm-ppap new none "$@"
	like '  is told of it' "^crm-ppap: $1: .*'[^']*'" "$err"
	check '  leaves nothing behind' test ! -e none
}
bad --level 7
bad --level x
bad --due 2026-13-01
bad --change-date soon
bad --reasons initial,nonsense
bad --edition aiag-9
bad --profile nobody
check_status 65 'new: bad --owner' crm-ppap new none --owner ' '
same '  is told of it' 'crm-ppap: --owner: a name expected' "$err"
check_status 73 'new: a full disk' sh -c 'trap "" XFSZ; ulimit -f 0; exec crm-ppap new none --part P'
check '  leaves nothing behind' test ! -e none
mkdir full
check_status 73 'new: a full disk, in a directory that is there' \
	sh -c 'trap "" XFSZ; ulimit -f 0; exec crm-ppap new full --part P'
same '  neither' '' "$(ls -A full)"
mkdir there
echo mine >there/file
check_status 65 'new: refused in a directory that is there' crm-ppap new there --level 9
same '  which stays, with what is in it' file "$(ls -A there)"
check 'new: in it' crm-ppap new there/
same '  without a slash too many' there/ppap.json "$(printf '%s\n' "$out" | jq -r .manifest)"

# ---- new, by a request ----

cat >request.json <<'X'
{"kind": "request", "reference": "R1", "date": "2026-07-01", "due": "2026-11-30", "customer": "C1",
 "part": "P9", "part_name": "N", "drawing": "D", "change_level": "B", "level": 4, "reasons": ["initial"],
 "documents": ["1", "9"], "formats": ["pdf", "csv"], "standards": ["ISO 1, part 2", "VDA 2"],
 "kickoff_date": "2026-07-08", "kickoff_minutes": "item 3"}
X
check 'new: from a JSON request' crm-ppap new r1 --request request.json --owner qe07
same '  its part is in the row' P9 "$(printf '%s\n' "$out" | jq -r .part)"
same '  what was asked for' '{"reference":"R1","date":"2026-07-01","documents":["1","9"],"formats":["pdf","csv"],"standards":["ISO 1, part 2","VDA 2"]}' \
	"$(jq -c .request r1/ppap.json)"
same '  the rest' '["C1","2026-11-30",4,"P9","N","D","B",["initial"],"2026-07-08","item 3","2026-11-30","qe07"]' \
	"$(jq -c '[.customer, .due, .level, .part.number, .part.name, .part.drawing, .part.change_level, .reasons,
		.kickoff.date, .kickoff.minutes, (.elements["9"] | .due, .owner)]' r1/ppap.json)"
jq -c . request.json >request.jsonl
crm-ppap new r2 --request request.jsonl --owner qe07 >/dev/null
same_file '  JSON Lines say the same' r1/ppap.json r2/ppap.json
crm-ppap new r3 --request - --owner qe07 <request.jsonl >/dev/null
same_file '  on stdin as well' r1/ppap.json r3/ppap.json
jq -r '[.reference, .date, .due, .customer, .part, .part_name, .drawing, .change_level, .level, "initial", "1,9",
	"pdf,csv", .kickoff_date, .kickoff_minutes] | @csv' request.json >row
{
	echo reference,date,due,customer,part,part_name,drawing,change_level,level,reasons,documents,formats,kickoff_date,kickoff_minutes
	cat row
} >request.csv
crm-ppap new r4 --request request.csv --owner qe07 >/dev/null
same '  CSV, too' "$(jq -cS 'del(.request.standards)' r1/ppap.json)" "$(jq -cS . r4/ppap.json)"
crm-ppap new r5 --request request.json --level 2 --part P10 >/dev/null
same '  an option comes first' '2 P10' "$(jq -r '"\(.level) \(.part.number)"' r5/ppap.json)"
echo '{"edition":"vda-ppf","part":{"number":"P"},"request":{"documents":["5.4"]}}' >nested.json
crm-ppap new r6 --request nested.json >/dev/null
same '  members as in the manifest are taken, too' 'vda-ppf P 5.4' \
	"$(jq -r '"\(.edition) \(.part.number) \(.request.documents[0])"' r6/ppap.json)"
cat request.jsonl request.jsonl >two
: >empty
echo '{"due":"soon"}' >soon.json
echo '{"part_name":"x","change_date":"soon","reference":"y"}' >named.json
echo '{"reasons":["initial","when asked"]}' >list.json
echo '{"edition":"aiag-9"}' >edition.json
for from in two:65 empty:65 soon.json:65 nowhere:66; do
	check_status "${from#*:}" "new: request ${from%:*}" crm-ppap new none --request "${from%:*}"
	check '  leaves nothing behind' test ! -e none
done

# told REQUEST BEGINNING: it is the request's fault
told() {
	check_status 65 "new: request $1" crm-ppap new none --request "$1"
	same '  is told of it' "crm-ppap: $1: $2" "$(printf '%s' "$err" | cut -c "-$(printf 'crm-ppap: %s: %s' "$1" "$2" | wc -m)")"
	check '  leaves nothing behind' test ! -e none
}
told soon.json "field 'due': 'soon': a date like 2026-11-20 expected"
told named.json "field 'change_date': 'soon': a date like 2026-11-20 expected"
told list.json "field 'reasons': 'when asked': one of: initial, engineering_change, "
told edition.json "field 'edition': no such edition: 'aiag-9'; there are aiag-3, aiag-4, vda-ppf"
run crm-ppap new none --request - <soon.json
same '  also on stdin' "65crm-ppap: stdin: field 'due': 'soon': a date like 2026-11-20 expected" "$status$err"

# ---- attach ----

mkdir d/09 d/sub
echo hello >d/09/x.csv
echo out >out.txt
ln -s ../../out.txt d/09/link
ln -s x.csv d/09/in
mkfifo d/09/fifo
: >d/09/empty
hash=$(sha256sum d/09/x.csv | cut -d' ' -f1)
check 'attach: a file' crm-ppap attach d --element 9 --file d/09/x.csv
same '  a row' '{"manifest":"d/ppap.json","what":"attached","element":"9","file":"09/x.csv","sha256":"5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03","bytes":6}' "$out"
same '  its hash and size, by its path in the dossier' "{\"09/x.csv\":{\"sha256\":\"$hash\",\"bytes\":6}}" \
	"$(of '.elements["9"].evidence')"
check 'attach: all that can be said of it' crm-ppap attach d --element 9 --file d/09/x.csv --title T \
	--date 2026-10-01 --revision 2 --change-level A --form F1 --phase production --valid-until 2027-01-01 \
	--age-approval AP --streams 1,2 --data dimensional --columns no=Nr,value=Wert
same '  is there' '["T","2026-10-01","2","A","F1","production","2027-01-01","AP",["1","2"],"dimensional",["no=Nr","value=Wert"]]' \
	"$(of '.elements["9"].evidence["09/x.csv"] | [.title, .date, .revision, .change_level, .form, .phase,
	.valid_until, .age_approval, .streams, .data, .columns]')"
echo changed >d/09/x.csv
check 'attach: again, from another directory' sh -c 'cd d/sub && crm-ppap attach .. --element 9 --file ../09/x.csv --title U'
same '  the hash is the new one, what was said stays' "$(sha256sum d/09/x.csv | cut -d' ' -f1) U 2026-10-01 8" \
	"$(of '.elements["9"].evidence["09/x.csv"]' | jq -r '"\(.sha256) \(.title) \(.date) \(.bytes)"')"
check '  by an absolute path' crm-ppap attach "$PWD/d" --element 9 --file "$PWD/d/09/x.csv"
ln -s d linked
check '  and through a link to the dossier' crm-ppap attach linked/ppap.json --element 9 --file d/09/x.csv
same '  it is still one file' 1 "$(of '.elements["9"].evidence | length')"
# no STATUS NAME ERE FILE
no() {
	refused "$1" "attach: $2" "$3" timeout 20 crm-ppap attach d --element 9 --file "$4"
}
no 65 'a file outside' "^crm-ppap: out.txt: not below the dossier's directory" out.txt
no 65 'a file far outside' "not below the dossier's directory" /etc/passwd
no 65 'one with .. that leads out' "not below the dossier's directory" d/../out.txt
no 65 'a link out of it' '^crm-ppap: d/09/link: a symbolic link' d/09/link
no 65 'a link within it' 'a symbolic link' d/09/in
no 65 'a FIFO' 'a FIFO, socket or device' d/09/fifo
no 65 'an empty file' '0 bytes' d/09/empty
no 65 'a directory' 'a directory' d/09
no 65 'the manifest itself' 'the manifest is no evidence' d/ppap.json
no 66 'a file that is not there' '^crm-ppap: d/09/nope: no such file' d/09/nope
no 66 'a directory that is not there' '^crm-ppap: d/nodir/nope: no such file' d/nodir/nope
refused 65 'attach: an element that there is not' "'99' is no element of aiag-4; expected one of: 1, 1a, 1b, 2, " \
	crm-ppap attach d --element 99 --file d/09/x.csv
refused 65 'attach: a bad value' "'soon': a date like" crm-ppap attach d --element 9 --file d/09/x.csv --date soon
refused 66 'attach: one of two files' 'd/09/nope' crm-ppap attach d --element 10 --file d/09/x.csv --file d/09/nope
check 'attach --remove' crm-ppap attach d --element 9 --file d/09/x.csv --remove
same '  it is gone' '[]' "$(of '[.elements["9"].evidence // {} | keys[]]')"
refused 66 '  not twice' 'no evidence of the element: 9' crm-ppap attach d --element 9 --file d/09/x.csv --remove
jq '.elements["9"].evidence = {"../x": {}, "gone/y": {}, "/etc/passwd": {}}' d/ppap.json >t && mv t d/ppap.json
check '  paths that lead nowhere, as the manifest has them' \
	crm-ppap attach d --element 9 --file ../x --file gone/y --file /etc/passwd --remove
same '  are gone, too' 0 "$(of '.elements["9"].evidence | length')"

for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	echo $i >d/sub/$i.txt
	crm-ppap attach d --element 10 --file d/sub/$i.txt >/dev/null &
done
wait
same 'attach: twenty at once, and all are there' 20 "$(of '.elements["10"].evidence | length')"
same '  nothing else is left' '09 ppap.json sub' "$(find d -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | xargs)"

# ---- na, waive ----

check 'na' crm-ppap na d --element 13 --reason 'no appearance item' --reference 'mail 7' --by qe02
same '  is written' '{"reason":"no appearance item","reference":"mail 7","by":"qe02"}' "$(of '.elements["13"].na')"
crm-ppap na d --element 13 --reason 'black' --by qe03 >/dev/null
same '  again: replaced as a whole' '{"by":"qe03","reason":"black"}' "$(of '.elements["13"].na' | jq -cS .)"
refused 65 'na: no reason' '--reason: text expected' crm-ppap na d --element 13 --reason ' '
refused 2 'na: none at all' "option '--reason' is missing" crm-ppap na d --element 13
refused 65 'na: no such element' "'13a' is no element" crm-ppap na d --element 13a --reason x
check 'waive' crm-ppap waive d --element 11 --reason later --reference CR-9 --expiry 2026-12-31 --by 'J. Doe'
same '  is written' '{"reason":"later","reference":"CR-9","expiry":"2026-12-31","by":"J. Doe"}' \
	"$(of '.elements["11"].waiver | {reason, reference, expiry, by}')"
run crm-ppap check d --element 11 -o jsonl
same '  and holds' 0 "$status$(printf '%s\n' "$out" | jq -r '.code // empty')"
crm-ppap waive d --element 11 --reason l --reference CR-10 --expiry 2027-01-31 >/dev/null
same '  again: replaced as a whole' '["CR-10",null]' "$(of '.elements["11"].waiver | [.reference, .by]')"
refused 65 'waive: a bad day' "'31.12.2026': a date like" \
	crm-ppap waive d --element 11 --reason r --reference x --expiry 31.12.2026
refused 65 'waive: no reference' '--reference: text expected' \
	crm-ppap waive d --element 11 --reason r --reference '' --expiry 2026-12-31
done_testing
