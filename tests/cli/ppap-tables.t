#!/bin/sh
# crm-ppap: tables as other programs write them.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
cp -R "$TOP/examples/ppap/bracket" good
f=good/09-dimensional/results.csv
cp $f results
codes() {
	crm-ppap check good --element 9 -o jsonl 2>/dev/null | jq -r 'select(.row == "finding") | "\(.line) \(.code) \(.text)"'
}
# attached OPTION...: the changed file is attached again
attached() {
	crm-ppap attach good --element 9 --file $f "$@" >/dev/null
}
attached
same 'as it is' '' "$(codes)"

# ---- decimals ----

awk '{ gsub(",", ";"); gsub("[.]", ","); print }' results >$f
attached
like 'commas for points' "^[0-9]* table_value .*: decimal point expected \(or decimal \",\" for the file\)$" "$(codes)"
attached --decimal ,
same '  set decimal' '' "$(codes)"
same '  the manifest says it' , "$(jq -r '.elements["9"].evidence["09-dimensional/results.csv"].decimal' good/ppap.json)"
sed 's/,/;/g' results >$f
attached
like '  and then a point is none' ': decimal comma expected, as decimal is "," for the file$' "$(codes)"
check_status 65 '  another sign' crm-ppap attach good --element 9 --file $f --decimal x
attached --decimal .
same '  a point again' '' "$(codes)"

# ---- encodings ----

sed '1s/$/,remark/; 2,$s/$/,ä/' results | iconv -f UTF-8 -t ISO-8859-1 >$f
attached
like 'bytes that are not UTF-8' 'not UTF-8 \(from Excel\? set encoding of the evidence' "$(codes)"
attached --encoding iso-8859-1
same '  set encoding' '' "$(codes)"
attached --encoding nobody
like '  which nobody knows' "unknown encoding 'nobody'" "$(codes)"
attached --encoding ''
iconv -f UTF-8 -t UTF-16 results >$f
attached
same 'UTF-16 with a BOM' '' "$(codes)"

# ---- what spreadsheets write ----

{ printf 'sep=;\r\n'; sed 's/,/;/g; s/$/\r/' results; } >$f
attached
same 'a line sep=' '' "$(codes)"
{ printf 'sep=;\n'; sed 's/,/;/g; 3s/[0-9][.][0-9]*$/x/; 3s/;[^;]*;[^;]*$/;x;x/' results; } >$f
attached
like '  lines are those of the file' '^4 ' "$(codes)"
printf 'PK\003\004rest' >$f
attached
same 'a workbook' 1 "$(codes | grep -c 'table_[a-z]* an Excel workbook; save it as CSV')"
cp results $f
attached --columns 'no=No,no=Nr'
like 'a column named twice' 'a second heading for the same column' "$(codes)"
attached --columns ''

# ---- words in any case ----

f=good/08-msa/attribute.csv
mkdir -p good/08-msa
printf 'part,appraiser,trial,result,reference\n1,A,1,OK,ok\n2,A,1,Nok,NOK\n' >$f
crm-ppap attach good --element 8 --file $f --data attribute >/dev/null
same 'ok and nok in any case' '' "$(crm-ppap check good --element 8 -o jsonl | jq -r 'select(.code == "table_unreadable") | .text')"
sed -i 's/OK,ok/okay,ok/' $f
crm-ppap attach good --element 8 --file $f >/dev/null
like '  other words not' "'okay': ok or nok expected|'okay'" "$(crm-ppap check good --element 8 -o jsonl | jq -r 'select(.row == "finding") | .text')"

# ---- attach's rows ----

echo a >good/05-process-flow/a.txt
echo b >good/05-process-flow/b.txt
cd good || exit 1
run crm-ppap attach . --element 5 --file ./05-process-flow/a.txt --file 05-process-flow/b.txt -o jsonl
same 'attach: a row a file, by its path in the manifest' \
	"5 05-process-flow/a.txt $(sha256sum 05-process-flow/a.txt | cut -d' ' -f1) 2
5 05-process-flow/b.txt $(sha256sum 05-process-flow/b.txt | cut -d' ' -f1) 2" \
	"$(printf '%s\n' "$out" | jq -r '"\(.element) \(.file) \(.sha256) \(.bytes)"')"
cd .. || exit 1

# ---- values ----

crm-ppap set good 'part.name=  Bracket  ' >/dev/null
same 'set: blanks at both ends are none of the value' Bracket "$(jq -r .part.name good/ppap.json)"
crm-ppap set good run.rate=0 run.hours=-1 >/dev/null
same 'a rate of 0, hours below 0' '2 bad_value' \
	"$(crm-ppap check good --element run -o jsonl | jq -r 'select(.code == "bad_value") | .code' | uniq -c | xargs)"
done_testing
