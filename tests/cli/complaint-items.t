#!/bin/sh
# Steps on an item of a collection: their options are the item's members, --item says which.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

crm-store init s
CRM_DIR=$PWD/s
CRM_NOW=2026-11-20T10:00:00Z
export CRM_DIR CRM_NOW
crm-complaint open --id C-1 --customer ACME --part 4711 >/dev/null

# ---- a named item: made, then changed
run crm-complaint lot C-1 --lot L-1 --quantity 100 --by cs01
same 'made under its own name' \
	'{"L-1":{"at":"2026-11-20T10:00:00Z","by":"cs01","lot":"L-1","quantity":100}}' \
	"$(printf '%s\n' "$out" | jq -c '.lots | del(.[].origin)')"
run crm-complaint lot C-1 --lot L-1 --quantity 90 --now 2026-11-20T11:00:00Z
same 'changed: when and who of its making stay' '2026-11-20T10:00:00Z cs01 90' \
	"$(printf '%s\n' "$out" | jq -r '.lots["L-1"] | "\(.at) \(.by) \(.quantity)"')"
same 'they are not written again' '{"lot":"L-1","quantity":90}' \
	"$(tail -n 1 s/complaint.jsonl | jq -c '.lots["L-1"] | del(.origin)')"
check 'a name that can be no key' crm-complaint lot C-1 --lot 'L 2/7.x' --quantity 5
like 'is kept as a member' '"lot":"L 2/7.x"' "$out"
same 'under a hash, the same next time' 2 "$(crm-complaint lot C-1 --lot 'L 2/7.x' --quantity 6 |
	jq '.lots | length')"
check_status 2 'the name is required' crm-complaint lot C-1 --quantity 5
check_status 65 'a count is a count' crm-complaint lot C-1 --lot L-1 --quantity -5
check_status 2 'a field of the record is no option' crm-complaint lot C-1 --lot L-1 --customer X

# keys that came in otherwise may hold dots
crm-complaint open --id C-2 --customer ACME >/dev/null
prev=$(tail -n 1 s/complaint.jsonl | tr -d '\n' | sha256sum | cut -c 1-32)
printf '{"id":"C-2","step":"hand","at":"%s","by":"x","prev":"%s","lots":%s}\n' "$CRM_NOW" "$prev" \
	'{"L.1":{"lot":"L.1","quantity":7}}' >>s/complaint.jsonl
check 'a key with a dot' crm-complaint lot C-2 --lot L.1 --quantity 8
same 'is the same item' '{"L.1":{"lot":"L.1","quantity":8}}' \
	"$(crm-complaint show C-2 | jq -c '.lots | del(.[].origin)')"

# ---- --item
crm-complaint dispose C-1 --lot L-1 --disposition rework --quantity 50 >/dev/null
crm-complaint dispose C-1 --lot L-1 --disposition scrap --quantity 40 >/dev/null
key=$(crm-complaint show C-1 | jq -r '.dispositions | to_entries[] | select(.value.disposition == "scrap") | .key')
check_status 1 'several: which?' crm-complaint scrap C-1 --scrapped 40 --scrapped-how pressed
like 'they are named' 'which of the dispositions\? .*\(L-1, rework\); .*\(L-1, scrap\)' "$err"
check_status 1 'none of that key' crm-complaint scrap C-1 --scrapped-how pressed --item nosuch
like 'it says so' "none of the dispositions that begins with 'nosuch'" "$err"
check 'the beginning of a key' crm-complaint scrap C-1 --scrapped 40 --scrapped-how pressed \
	--item "$(printf '%s' "$key" | cut -c 1-6)"
same 'is changed' "pressed" "$(printf '%s\n' "$out" | jq -r ".dispositions[\"$key\"].scrapped_how")"
like 'help names --item' '^      --item KEY +which of the dispositions' "$(crm-complaint scrap -h)"

# ---- a pipe
same 'a pipe of records' '2 2' \
	"$(crm-complaint list | crm-complaint lot - --lot L-9 --quantity 1 | jq -r '.lots["L-9"].quantity' |
		grep -c 1) $(crm-complaint list | jq -r '.lots["L-9"].quantity' | grep -c 1)"
same '--take takes what is named as a member is' 12 \
	"$(echo '{"id":"C-2","quantity":12}' | crm-complaint lot - --lot L-8 --take quantity |
		jq '.lots["L-8"].quantity')"
run crm-complaint lot C-1 --lot L-5 --quantity 1 --op k1
check 'the same op again' crm-complaint lot C-1 --lot L-5 --quantity 1 --op k1
same 'writes nothing' 1 "$(grep -c '"op":"k1"' s/complaint.jsonl)"
check_status 65 'with other content is refused' crm-complaint lot C-1 --lot L-5 --quantity 2 --op k1

# ---- a file
mkdir photos
printf 'abc' >photos/burr.jpg
run crm-complaint attach C-1 --file photos/burr.jpg --what 'the burr'
same 'its name without folders, hash and size' \
	'burr.jpg ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad 3 the burr' \
	"$(printf '%s\n' "$out" | jq -r '.files[] | "\(.file) \(.sha256) \(.bytes) \(.what)"')"
: >empty
same 'an empty one' 0 "$(crm-complaint attach C-1 --file empty | jq '.files[] | select(.file == "empty") | .bytes')"
check_status 66 'one that is not there' crm-complaint attach C-1 --file nosuch
like 'is named' "^crm-complaint: --file: cannot open 'nosuch'" "$err"
check_status 65 'a folder' crm-complaint attach C-1 --file photos
mkfifo pipe
check_status 65 'a pipe' crm-complaint attach C-1 --file pipe
like 'is no file' "'pipe' is not a regular file" "$err"
like 'the option shows a file' 'attach --file FILE' "$(crm-complaint attach -h | head -n 1)"
check_status 2 'a record has but its name' crm-complaint attach - --file empty --take file

# ---- steps that are not for every record
crm-complaint open --id C-3 --customer ACME --class enquiry >/dev/null
check_status 1 'not for an enquiry' crm-complaint lot C-3 --lot L-1
like 'it says what it needs' "'lot' is not for this record: it needs class=" "$err"
check 'the chain holds' crm-store verify
done_testing
