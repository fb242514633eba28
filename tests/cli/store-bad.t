#!/bin/sh
# Bad input: a clear message, 65, the store unchanged.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-20T09:00:00Z
export CRM_NOW
crm-store init s
CRM_DIR=$PWD/s
export CRM_DIR
printf 'id,customer\nC-1,ACME\n' >first.csv
check 'a record to begin with' crm-store import complaint first.csv
cp s/complaint.jsonl before

# refused NAME ERE FILE ARG...
refused() {
	name=$1 want=$2
	shift 2
	check_status 65 "$name" crm-store import complaint "$@"
	like "$name: the message" "^crm-store: $want" "$err"
	same "$name: nothing on stdout" '' "$out"
	same_file "$name: the store is unchanged" before s/complaint.jsonl
}

printf 'customer,received_at\nACME,31.2.2026\n' >date.csv
refused 'a day that there is not' \
	"date.csv:2: field 'received_at': not a date and time.*: '31.2.2026'" date.csv
printf 'customer,part\n\344\270\255\346\226\207,P\n' | iconv -f UTF-8 -t GB18030 >gbk.csv
refused 'a GBK file' 'gbk.csv:2: .*--encoding gb18030' gbk.csv
head -c 41943040 /dev/zero | tr '\0' x >long
{
	printf 'customer,part\n'
	cat long
	printf ',P\n'
} >long.csv
refused 'a field of 40 MB' 'long.csv:2: row is longer than 1048576 bytes' long.csv
{
	printf 'customer,part\n"'
	head -c 1000000 long
	printf '",P\n'
} >field.csv
refused 'a field of 1 MB' 'field.csv:2: column 1 is longer than 65536 bytes' field.csv
{
	printf '{"customer":"'
	cat long
	printf '"}\n'
} >long.jsonl
refused 'a string of 40 MB' 'long.jsonl:1: ' long.jsonl
printf '{"customer":"A","customer":"B"}\n' >twice.jsonl
refused 'a duplicate key' 'twice.jsonl:1: ' twice.jsonl
printf 'customer,customer\nA,B\n' >twice.csv
refused 'a duplicate column' "twice.csv:1: field 'customer': two columns" twice.csv
{
	printf '{"a":'
	head -c 10000 /dev/zero | tr '\0' '['
	head -c 10000 /dev/zero | tr '\0' ']'
	printf '}\n'
} >deep.jsonl
refused '10,000 brackets' 'deep.jsonl:1: .*nested deeper than 64' deep.jsonl
head -c 10000 /dev/zero | tr '\0' '[' >open.json
refused '10,000 open brackets' 'open.json:1: ' open.json
printf 'customer\n"ACME\n' >quote.csv
refused 'an open quote' 'quote.csv:2: ' quote.csv
printf 'customer\nAC\000ME\n' >nul.csv
refused 'a NUL byte' 'nul.csv:2: .*NUL' nul.csv
printf 'customer\n"A\033[31mB"\n' >control.csv
refused 'a control character' "control.csv:2: field 'customer': control character" control.csv
printf '' >empty.csv
refused 'an empty file' 'empty.csv: empty' empty.csv
printf '[1]' >number.json
refused 'no object' 'number.json:1: ' number.json
head -c 300 /dev/urandom >noise.bin
refused 'noise' 'noise.bin' noise.bin

check 'with --encoding the GBK file is read' crm-store import complaint gbk.csv --encoding gb18030
same 'as it was meant' 中文 "$(crm-store export complaint | tail -1 | jq -r .customer)"
printf '\357\273\277customer,part\r\nACME,P1\r\nBeta,P2\r\n' >bom.csv
check 'a BOM and CRLF' crm-store import complaint bom.csv
same 'leave no trace' 'Beta P2' "$(crm-store export complaint | tail -1 | jq -r '"\(.customer) \(.part)"')"
printf 'customer,part\rCR,P1\r' >cr.csv
check 'bare CR' crm-store import complaint cr.csv
same 'is a line end' CR "$(crm-store export complaint | tail -1 | jq -r .customer)"
done_testing
