#!/bin/sh
# Evidence that is no file of the dossier: each is told by a code of its own, and not read; and a
# great deal of evidence.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
mkdir d d/dir d/sub
echo out >outside
echo good >d/good
echo x >d/sub/x
: >d/empty
mkfifo d/fifo
ln -s ../outside d/out
ln -s /etc/passwd d/abs
ln -s good d/in
ln -s sub d/way
ln -s loop d/loop
ln -s nowhere d/dangling
sum() {
	sha256sum "$1" | cut -d' ' -f1
}
# manifest MEMBERS...: element 16 with these as evidence, a line each
manifest() {
	{
		printf '{"format": 1, "level": 3, "elements": {"16": {"owner": "o", "due": "2026-12-01", "evidence": {\n'
		printf '%s' "$1"
		shift
		[ $# -eq 0 ] || printf ',\n%s' "$@"
		printf '}}}}\n'
	} >d/ppap.json
}
# found: code and path of each finding of element 16, in the file's order; after a failure its status
found() {
	run timeout 20 crm-ppap check d --element 16 -o jsonl
	[ "$status" -le 1 ] || echo "status $status"
	printf '%s\n' "$out" | jq -r 'select(.code) | "\(.code) \(.line) \(.field // "")"'
}
# is NAME PATH CODE: evidence PATH is told as CODE, once, and as nothing else
is() {
	manifest "\"$2\": {}"
	same "$1" "$3 2 $2" "$(found)"
	check_status 1 '  a gap' timeout 20 crm-ppap check d --element 16
}

# ---- what is no file of the dossier ----

is 'above the dossier' ../../etc/passwd evidence_outside
is 'above it by a way round' sub/../../outside evidence_outside
is 'an absolute path' /etc/passwd evidence_outside
is 'a part that is empty' sub//x evidence_outside
is 'nothing' '' evidence_outside
is 'a link out of the dossier' out evidence_link
is 'one to an absolute path' abs evidence_link
is 'one within it' in evidence_link
is 'one to itself' loop evidence_link
is 'one to nowhere' dangling evidence_link
is 'a file below a link' way/x evidence_link
is 'a FIFO' fifo evidence_special
is 'a device' ../../../../../dev/null evidence_outside
is 'a directory' dir evidence_directory
is 'a file of 0 bytes' empty evidence_empty
is 'one that is not there' missing evidence_missing
is 'one below a file' good/x evidence_missing
if perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => "d/sock", Listen => 1) or exit 1' 2>/dev/null; then
	is 'a socket' sock evidence_special
else
	skip 'a socket' 'perl cannot make one'
fi
echo s >d/secret
chmod 0 d/secret
if [ -r d/secret ]; then
	skip 'one that may not be read' 'root may'
else
	is 'one that may not be read' secret evidence_unreadable
fi
manifest "\"good\": {\"sha256\": \"$(sum d/good)\"}" "\"sub/x\": {\"sha256\": \"$(sum d/sub/x)\"}"
same 'good ones are not told' '' "$(found)"
check '  and it is ready' crm-ppap check d --element 16
manifest '"good": {}'
same 'one without its hash is' 'evidence_unhashed 2 good' "$(found)"

# A table is read from the same file; what is none is not.
for file in fifo dir empty out missing; do
	printf '{"format": 1, "elements": {"9": {"owner": "o", "due": "2026-12-01", "evidence": {\n"%s": {"data": "dimensional", "date": "2026-11-01"}}}}}\n' $file >d/ppap.json
	same "as a table: $file" 1 "$(timeout 20 crm-ppap check d --element 9 -F code -o csv | grep -Ec '^(evidence|table)_')"
done

# ---- tables ----

printf 'Nr,value\n7,1.0\n' >d/dims.csv
# columns LIST: what is told of a table whose columns are named so
columns() {
	printf '{"format": 1, "elements": {"9": {"owner": "o", "due": "2026-12-01", "evidence": {\n"dims.csv": {"data": "dimensional", "date": "2026-11-01", "columns": %s}}}}}\n' "$1" >d/ppap.json
	run crm-ppap check d --element 9 -o jsonl
	[ "$status" -le 1 ] || echo "status $status"
	printf '%s\n' "$out" | jq -r 'select(.code // "" | startswith("table_")) | "\(.code) \(.line) \(.field) \(.text)"'
}
same 'a column by its heading' '' "$(columns '["no=Nr"]')"
same '  one that is no pair is told' "table_column 1 Nr 'Nr': COLUMN=HEADING expected, with a column of dimensional: " \
	"$(columns '["no=Nr", "Nr"]' | sed 's/: no, .*/: /')"
same '  and one of a column that there is not' "table_column 1 Nr 'nr' is no column of dimensional, one of: " \
	"$(columns '["no=Nr", "nr=Nr"]' | sed 's/: no, .*/: /')"

perl -e 'print "no,value\n"; print "7,x\n" for 1 .. 5000' >d/dims.csv
columns '[]' >told
same 'five thousand bad values: the first thousand, and how many more' '1001 table_value 1002 value 4000 more from here on: not told, mend these first' \
	"$(wc -l <told) $(tail -n 1 told)"
perl -e 'print "no,value\n"; print "7,1.0\n" for 1 .. 50' >d/dims.csv
run crm-ppap check d --limit sheet-rows=49 --element 9 -F code,line,text -o csv
like 'more rows than the limit' '^table_unreadable,51,more than 49 rows \(--limit sheet-rows=ROWS\)$' "$out"
run crm-ppap check d --limit sheet-rows=50 --element 9 -F code -o csv
unlike '  as many are not' table_unreadable "$out"

# ---- not read ----

manifest '"out": {}' '"in": {}' '"fifo": {}' '"dir": {}' '"empty": {}' '"missing": {}' '"good": {}' \
	'"way/x": {}' '"../outside": {}' '"/etc/passwd": {}'
same 'all in one manifest: in its order' 'link link special directory empty missing unhashed link outside outside' \
	"$(found | sed 's/^evidence_//; s/ .*//' | xargs)"
if [ -z "${SANITIZED:-}" ] && strace -qq -o /dev/null true 2>/dev/null; then
	strace -f -qq -e trace=open,openat,openat2 -o trace crm-ppap check d --element 16 >/dev/null 2>&1
	same 'of them only the file is opened for reading' good \
		"$(grep -v O_PATH trace | sed -n 's/.*open[at2]*([^"]*"\([^"]*\)".*/\1/p' |
			grep -Ex 'out|in|fifo|dir|empty|missing|good|way/x|way|.*outside|/etc/passwd')"
else
	skip 'of them only the file is opened for reading' 'strace cannot trace here'
fi

# ---- a great deal ----

# shellcheck disable=SC2016
perl -MDigest::SHA=sha256_hex -e '
	mkdir "many"; mkdir "many/e";
	my @members;
	for my $i (1 .. 10_000) {
		my $text = "evidence $i\n";
		open my $out, ">", "many/e/$i.txt" or die $!;
		print $out $text;
		push @members, sprintf q("e/%d.txt": {"sha256": "%s", "bytes": %d, "date": "2026-10-01", "change_level": "C"}),
			$i, sha256_hex($text), length $text;
	}
	open my $out, ">", "many/ppap.json" or die $!;
	print $out qq({"format": 1, "level": 3, "part": {"change_level": "C"}, "elements": {"10":
{"owner": "o", "due": "2026-12-01", "evidence": {\n), join(",\n", @members), "\n}}}}\n";'
check 'an element with 10,000 files' crm-ppap check many --element 10 -o jsonl
same '  all of them counted' 10000 "$(printf '%s\n' "$out" | jq -r 'select(.row == "element") | .files')"
echo changed >many/e/7777.txt
check_status 1 '  one of them changed' crm-ppap check many --element 10 -F code,line,field -o csv
same '  is named' 'evidence_changed,7779,e/7777.txt' "$(printf '%s\n' "$out" | grep evidence_changed)"

cp -R "$TOP/examples/ppap/bracket" one
find one -type d >dirs
find one -type f >files
# shellcheck disable=SC2016
perl -e 'sub list { open my $in, "<", $_[0] or die $!; map { chomp; s/^one//; $_ } <$in> }
	my @dirs = list("dirs"); my @files = list("files");
	mkdir "all";
	for my $i (1 .. 1000) {
		mkdir "all/$i$_" for @dirs;
		link "one$_", "all/$i$_" or die $! for @files;
	}'
check '1,000 dossiers of 18 elements' crm-ppap check all/* -F manifest,ready -o csv
same '  are all ready' 1000 "$(printf '%s\n' "$out" | grep -c ',true$')"
rm all/500/05-process-flow/flow.csv
check_status 1 '  one that is not' crm-ppap check all/5?? -F manifest,code -o csv
same '  is found' 'all/500/ppap.json,evidence_missing' "$(printf '%s\n' "$out" | grep evidence_missing)"
done_testing
