#!/bin/sh
# crm-ppap: which file a path leads to, and which one is written.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW

# ---- operands ----

cp -R "$TOP/examples/ppap/bracket" good
mkdir -p tmp
run crm-ppap new ".//tmp/a" --part 1 -F manifest -o csv
same 'new: two slashes behind a point are not the root' 'tmp/a/ppap.json' "$(printf '%s\n' "$out" | tail -n 1)"
check '  it is there' test -f tmp/a/ppap.json
check 'new: two slashes behind the working directory' crm-ppap new "$PWD//nn" --part 1
check '  it is there' test -f nn/ppap.json
run crm-ppap set ".//tmp/a/ppap.json" part.name=x -F manifest -o csv
same 'set: the same' 'tmp/a/ppap.json' "$(printf '%s\n' "$out" | tail -n 1)"
same '  written' x "$(jq -r .part.name tmp/a/ppap.json)"
for p in "$PWD//good" "$PWD/.//good//" ".//.//good/ppap.json" "$PWD//.//good"; do
	check "check: $p" crm-ppap check "$p" -o table
	like '  by its short name' '^good/ppap.json: ' "$out"
done
victim=$(mktemp -d)
mkdir -p "./$victim"
crm-ppap new "$victim" --part victim >/dev/null
crm-ppap new "./$victim" --part own >/dev/null
check 'set: below the working directory, as its path says' crm-ppap set "./$victim" part.name=mine
same '  the other one is as it was' null "$(jq -r .part.name "$victim/ppap.json")"
same '  this one is not' mine "$(jq -r .part.name "./$victim/ppap.json")"
rm -r "$victim"

# ---- new: whole, or not at all ----

printf 'mine' >tmp/a/ppap.json
check_status 73 'new: there is one' crm-ppap new tmp/a --part 2
same '  which stays' mine "$(cat tmp/a/ppap.json)"
mkdir l
ln -s nowhere l/ppap.json
check_status 73 'new: a link that leads nowhere' crm-ppap new l --part 2
check_status 1 '  nothing is made where it leads' test -e l/nowhere
check_status 65 'new: refused' crm-ppap new refused --level 9
check_status 1 '  leaves no directory' test -e refused
mkdir there
check_status 65 'new: refused, in a directory that was there' crm-ppap new there --level 9
same '  leaves nothing in it' '' "$(ls -A there)"
if [ -w /dev/full ]; then
	crm-ppap new full --part 1 >/dev/full 2>/dev/null
	check 'new: nobody reads the row' crm-ppap todo full
fi
same 'new: no other file beside it' 'ppap.json' "$(ls -A nn)"

# ---- symbolic links ----

mkdir linked
ln -s ../good/ppap.json linked/ppap.json
cp good/ppap.json kept
for c in "set linked part.name=x" "attach linked --element 5 --file linked/ppap.json" \
	"na linked --element 13 --reason x" "seal linked" \
	"waive linked --element 7 --reason a --reference b --expiry 2027-01-01"; do
	# shellcheck disable=SC2086
	check_status 65 "a manifest that is a link: ${c%% *}" crm-ppap $c
	like '  names it' 'linked/ppap.json: a symbolic link: name the file itself' "$err"
done
check '  it is still a link' test -L linked/ppap.json
same_file '  and the file as it was' kept good/ppap.json
check_status 1 '  readers follow it' crm-ppap verify linked

# ---- itself ----

jq '.elements["5"].evidence["ppap.json"] = {}' kept >good/ppap.json
check_status 1 'check: the manifest as its own evidence' crm-ppap check good -F code,element -o csv
like '  is told' '^evidence_self,5$' "$out"
cp good/ppap.json self
check_status 1 'seal: refuses it' crm-ppap seal good
like '  and says why' 'the manifest itself; it is no evidence: take it out' "$err"
same_file '  nothing is written' self good/ppap.json
check '  it can be taken out' crm-ppap attach good --element 5 --file good/ppap.json --remove
check '  then it is good' crm-ppap check good

# ---- profiles and editions are files ----

crm-store init store >/dev/null
mkdir -p store/ppap/profiles store/ppap/editions/mine.json
mkfifo store/ppap/profiles/aiag.json
crm-ppap new store/d --part 1 >/dev/null
crm-ppap set store/d level=3 >/dev/null
jq '.profile = "aiag"' store/d/ppap.json >t && mv t store/d/ppap.json
run timeout 5 crm-ppap -C store check store/d
same 'a profile that is a pipe' 78 "$status"
like '  is told' 'store/ppap/profiles/aiag.json: not a regular file' "$err"
jq 'del(.profile) | .edition = "mine"' store/d/ppap.json >t && mv t store/d/ppap.json
check_status 78 'an edition that is a directory' timeout 5 crm-ppap -C store check store/d
done_testing
