#!/bin/sh
# Customers from the ERP and from the office's list, and other records that name them.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00
map=$TOP/examples/maps/customers-gbk.json
list=$TOP/examples/customers.csv
store() {
	crm-store init "$1" --zone Asia/Shanghai >/dev/null
	export CRM_DIR="$PWD/$1"
}

# ---- the office's list ----
store s
check 'a plan' crm-store import customer "$list" --map "$map" --plan
like 'rows of one customer are one' '"rows":5,"create":3,' "$out"
same 'and writes nothing' '' "$(crm-customer list)"
check 'import' crm-store import customer "$list" --map "$map"
same 'a row a contact' 'id,contact,contact_name,role,language,channels
VW-CS,meier,Anna Meier,quality,de,"email,phone"
VW-CS,braun,Otto Braun,buyer,en,"email,phone"
GEELY,wangfang,王芳,quality,zh-CN,"email,phone"
GEELY,liqiang,李强,logistics,zh-CN,phone
BYD,chenjing,陈静,buyer,zh-CN,"email,phone"' \
	"$(crm-customer contacts -o csv -F id,contact,contact_name,role,language,channels)"
run crm-store import customer "$list" --map "$map"
like 'again, nothing is new' '"create":0,"update":0,"unchanged":5' "$out"
iconv -f gb18030 -t utf-8 "$list" | sed 's/13800000002/13900000009/' | iconv -f utf-8 -t gb18030 >new.csv
run crm-store import customer new.csv --map "$map"
like 'one number is one update' '"update":1' "$out"
same 'of that contact' 13900000009 "$(crm-customer show GEELY | jq -r .contacts.liqiang.mobile)"
check 'steps go on from there' crm-customer contact GEELY --contact liqiang --email li@example.cn
same 'on the same contact' 2 "$(crm-customer show GEELY | jq '.contacts | length')"
{
	iconv -f gb18030 -t utf-8 "$list" | head -n 1 | tr -d '\r'
	echo 'X1,Xeno,,,,,,,,,,,,,,'
	echo 'X2,Yen,,,,q,Q,,总监,,,,q@example.cn,,,'
} | iconv -f utf-8 -t gb18030 >odd.csv
check_status 3 'a role that the map has no word for' crm-store import customer odd.csv --map "$map" --rejects bad.csv
like 'is a reject' '总监' "$(iconv -f gb18030 -t utf-8 bad.csv 2>/dev/null || cat bad.csv)"
same 'a customer without a contact is none' 'Xeno' "$(crm-customer show X1 | jq -r .name)"
check 'and nothing is wrong' crm-store check

printf '%s\n' '{"columns":{"No":"id","Name":"name","Person":"contacts.{Person}.name",
	"Mail":"contacts.{Person}.email"}}' | jq -c . >names.json
printf 'No,Name,Person,Mail\nX3,Zeta,王 芳,w@example.cn\n' >names.csv
crm-store import customer names.csv --map names.json >/dev/null
key=$(crm-customer show X3 | jq -r '.contacts | keys[0]')
same 'by names the key is a hash' 1 "$(printf '%s\n' "$key" | grep -cxE '[0-9a-f]{12}')"
check 'which names the contact' crm-customer contact X3 --contact "$key" --phone 1
same 'that there is' 1 "$(crm-customer show X3 | jq '.contacts | length')"
printf 'No,Name,Person,Mail\nX4,Eta,all,not a mail\nX5,Theta,q,q@example.cn\n' >names.csv
check_status 65 'what an import brings is judged' crm-store import customer names.csv --map names.json
like 'its addresses' "names.csv:2: field 'contacts.all.email': 'not a mail' cannot be read" "$err"
check_status 65 'before it is written' crm-store import customer names.csv --map names.json --plan
same 'and none of it is' '' "$(crm-customer list --where 'id=X5')"
check_status 3 'the sound rows can be taken' crm-store import customer names.csv --map names.json --rejects odd2.csv
same 'alone' X5 "$(crm-customer list -o csv -F id | grep -x 'X[45]')"
printf 'No,Name,Person,Mail\nX4,Eta,all,a@example.cn\n' >names.csv
check_status 65 'its names' crm-store import customer names.csv --map names.json
like 'are told' "'all' is no contact" "$err"

# ---- the ERP's table ----
store b
printf 'id,name,class,zone\nVW-CS,VW,A,Europe/Berlin\nGM-01,GM,B,America/Detroit\n' >erp.csv
check 'is the normal case' crm-store base customer erp.csv
check 'contacts are steps over it' crm-customer contact VW-CS --contact meier --email m@example.com
check 'so are preferences' crm-customer prefer VW-CS --topic all --contact meier --channels email
same 'a row' 'id,name,contact,zone
VW-CS,VW,meier,Europe/Berlin' "$(crm-customer contacts -o csv -F id,name,contact,zone)"
check_status 1 'what the table has is set there' crm-customer set VW-CS class=C
check 'what it has not is set here' crm-customer set VW-CS language=de
sed 's/,A,/,C,/' erp.csv >erp2.csv
check 'the next table' crm-store base customer erp2.csv
same 'leaves the contacts' 'C meier de' \
	"$(crm-customer show VW-CS | jq -r '[.class, (.contacts | keys[0]), .language] | join(" ")')"
jq 'del(.columns["客户名称"], .columns["等级"], .columns["国家"], .columns["时区"])' "$map" >people.json
iconv -f gb18030 -t utf-8 "$list" | grep -e 客户 -e VW-CS | iconv -f utf-8 -t gb18030 >people.csv
check 'a list of its contacts' crm-store import customer people.csv --map people.json
same 'comes beside it' 'braun,meier' \
	"$(crm-customer show VW-CS | jq -r '.contacts | keys | join(",")')"
check 'and all is sound' crm-store check customer
crm-customer end GM-01 --ended-why sold >/dev/null
same 'a row may end' ended "$(crm-customer show GM-01 | jq -r .state)"

# ---- who names them ----
store n
check 'where there are no customers any name is one' crm-complaint open --id C-1 --customer Anybody
same 'without a word' '' "$err"
check 'nor from check' crm-store check
same 'which finds nothing' '' "$out"
crm-customer add --id VW-CS --name 'VW Zubehör' >/dev/null
check 'by id' crm-complaint open --id C-2 --customer VW-CS
same 'it is known' '' "$err"
check 'by name' crm-complaint open --id C-3 --customer 'VW Zubehör'
same 'as well' '' "$err"
check 'an unknown one is taken' crm-complaint open --id C-4 --customer Nobody
like 'with a warning' "warning: C-4: field 'customer': no customer has the id or name 'Nobody'" "$err"
check 'of an order too' crm-order open --id O-1 --customer Nobody --part P --quantity 1
like 'with a warning' "warning: O-1: field 'customer'" "$err"
check 'amended to one' crm-complaint amend C-4 customer=VW-CS --why mistyped
same 'without' '' "$err"
check_status 1 'check tells' crm-store check -o jsonl
same 'each as a warning' 'warning C-1
warning O-1' "$(printf '%s\n' "$out" | jq -r 'select(.code == "unknown_reference") | "\(.severity) \(.subject)"' | sort)"
done_testing
