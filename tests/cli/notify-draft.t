#!/bin/sh
# crm-notify draft, preview, edit: a notice for each addressee, in its language, once.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T09:00:00Z
store() {
	crm-store init "$1" >/dev/null
	export CRM_DIR="$PWD/$1"
}
# notices: "ID CUSTOMER CONTACT LANGUAGE" a line
notices() {
	jq -r '[.id, .customer, .contact, .language] | map(. // "-") | join(" ")'
}
draft() {
	crm-notify draft "$@" -o jsonl </dev/null | notices
}
lines() {
	if [ -f "$CRM_DIR/notice.jsonl" ]; then wc -l <"$CRM_DIR/notice.jsonl" | tr -d ' '; else echo 0; fi
}
contents() {
	if [ -d "$CRM_DIR/messages" ]; then find "$CRM_DIR/messages" -type f | wc -l | tr -d ' '; else echo 0; fi
}

cat >customers.jsonl <<'END_'
{"id":"VW","name":"Volkswagen","class":"A","language":"de","zone":"Europe/Berlin","contacts":{"meier":{"name":"Anna Meier","salutation":"Frau Meier","role":"buyer","email":"a@vw.example"},"otto":{"name":"Otto","role":"quality","email":"q@vw.example","lists":"ppap,news"},"gone":{"name":"Gone","role":"buyer","email":"g@vw.example","lists":"news","left_at":"2026-01-01T00:00:00Z"}}}
{"id":"GEELY","name":"吉利汽车","class":"A","language":"zh-CN","contacts":{"wang":{"name":"王芳","salutation":"王女士","email":"w@g.example","lists":"news"}}}
{"id":"GM","name":"General Motors","class":"B","language":"en","zone":"America/Detroit","contacts":{"bob":{"name":"Bob","role":"logistics","email":"b@gm.example"}}}
{"id":"EMPTY","name":"Nobody","class":"C"}
{"id":"DQ","name":"quality","sort":"department","language":"zh","contacts":{"li":{"name":"李雷","email":"li@us.example"},"han":{"name":"韩梅","email":"han@us.example","role":"quality"}}}
END_
cat >orders.jsonl <<'END_'
{"id":"O-1","customer":"Volkswagen","part":"A","quantity":100,"promised":"2026-11-27"}
{"id":"O-2","customer":"吉利汽车","lines":{"10":{"line":"10","part":"A","quantity":5},"20":{"line":"20","part":"B","quantity":7}},"deliveries":{"L1":{"at":"2026-11-01T00:00:00Z","note":"L1","lot":"LOT7","line":"20","quantity":7}}}
{"id":"O-3","customer":"GM","part":"C","quantity":10,"promised":"2026-11-18"}
{"id":"O-4","customer":"GM","part":"A","quantity":10,"state":"cancelled","cancelled_at":"2026-11-19T00:00:00Z"}
END_
echo '{"id":"C-1","customer":"VW","part":"A","lot":"LOT7","defect":"{{x}} & co","received_at":"2026-11-19T08:00:00Z"}' >complaints.jsonl

store s
jq '. + {company: {name: "华信 Huaxin"}, customers: {VW: {lead: {price: 60}}}}' s/crm.json >new.json &&
	cat new.json >s/crm.json
crm-store import customer customers.jsonl >/dev/null
crm-store import order orders.jsonl >/dev/null
crm-store import complaint complaints.jsonl >/dev/null

price() {
	crm-notify draft -t price --title "${title:-BR {{x\}\}}" --old-value 1 --new-value 2 --scope all \
		--our-contact Li --effective 2027-03-01 --reason r "$@" </dev/null
}

# ---- from options alone ----
same 'a dry run says what it would' 'N-2026-0001 VW meier de
N-2026-0002 GEELY wang zh' "$(price --to class:A -n -o jsonl | notices)"
same '  and writes nothing' '0 0' "$(lines) $(contents)"
same 'one for each, by role or without one, in its language' 'N-2026-0001 VW meier de
N-2026-0002 GEELY wang zh' "$(price --to class:A -o jsonl | notices)"
same 'two lines, two contents' '2 2' "$(lines) $(contents)"
same 'again: the same ones, and nothing is written' 'N-2026-0001 VW meier de
N-2026-0002 GEELY wang zh' "$(price --to class:A -o jsonl | notices)"
same '  no line' '2 2' "$(lines) $(contents)"
same '  also in another order, and for one of them' 'N-2026-0002 GEELY wang zh' \
	"$(price --to customer:吉利汽车 --to customer:GEELY:wang -o jsonl | notices)"
same 'the day to tell it by: lead days, or those of the customer' '2026-12-31
2027-01-30' "$(crm-notify list -o jsonl | jq -r .tell_by)"
same 'contents are for nobody else' '600' "$(stat -c %a "$CRM_DIR"/messages/* | sort -u)"
run crm-notify preview N-2026-0001
like 'braces in a value arrive as they are' '^Subject: Preisänderung: BR \{\{x\}\}$' "$out"
like '  the salutation' 'Frau Meier' "$out"
like '  a day as the language writes it' '1\. März 2027' "$out"
like '  us' '华信 Huaxin' "$out"
like 'another language' '王女士' "$(crm-notify preview N-2026-0002)"
like 'another medium' '<' "$(crm-notify preview N-2026-0002 --medium html)"
check_status 66 'a medium that it has not' crm-notify preview N-2026-0002 --medium sms
check_status 2 'nor is there one like this' crm-notify preview N-2026-0002 --medium smoke
check_status 66 'no such notice' crm-notify preview N-2026-0099
check 'and nothing is wrong' crm-store check

# ---- who ----
alarm() {
	draft -t emergency --reason r --countermeasure c --title t --text x --our-contact Li "$@"
}
same 'by --where' 'GM bob' "$(alarm --where class=B -n | cut -d' ' -f2,3)"
same 'by role' 'VW otto' "$(alarm --to customer:VW --to role:quality -n | cut -d' ' -f2,3)"
same 'by list, not who has left' 'VW otto
GEELY wang' "$(alarm --to list:news -n | cut -d' ' -f2,3)"
same 'a department: all of it' 'DQ li
DQ han' "$(alarm --to dept:quality -n | cut -d' ' -f2,3)"
same 'with the part, at the top or in lines; not of a cancelled order' 'VW otto
GEELY wang' "$(alarm --to role:quality --used-in A -n | cut -d' ' -f2,3)"
same '  and of a class' '' "$(alarm --to class:B --used-in A -n)"
same 'who got the lot' 'GEELY wang' "$(alarm --lot LOT7 -n | cut -d' ' -f2,3)"
check_status 66 'no such customer' crm-notify draft -t emergency --to customer:XX </dev/null
check_status 66 'no such contact' crm-notify draft -t emergency --to customer:VW:xx </dev/null
check_status 66 'one who has left' crm-notify draft -t emergency --to customer:VW:gone </dev/null
check_status 66 'no such department' crm-notify draft -t emergency --to dept:VW </dev/null
check_status 66 'nobody is on the list' crm-notify draft -t emergency --to list:xx </dev/null
check_status 66 'nobody there to tell' crm-notify draft -t emergency --to customer:EMPTY </dev/null
like '  it says so' 'no contact of EMPTY of role logistics' "$err"
check_status 2 'no such way to say it' crm-notify draft -t emergency --to VW </dev/null
check_status 65 'nobody is named' crm-notify draft -t emergency </dev/null

# ---- from records ----
echo '{"kind":"complaint","id":"C-1"}' >c.jsonl
same 'the record'"'"'s customer' 'VW otto de' \
	"$(crm-notify draft -t acknowledgement --to role:quality c.jsonl -n -o jsonl | notices | cut -d' ' -f2-)"
printf '%s\n' '{"kind":"complaint","id":"C-1","clock":"answer","due_at":"2026-11-20T08:00:00Z"}' >late.jsonl
crm-notify draft -t complaint_escalation --to dept:quality - -o jsonl <late.jsonl >out.jsonl
same 'rows of clocks: to our own people' 'DQ li zh
DQ han zh' "$(notices <out.jsonl | cut -d' ' -f2-)"
same '  about what, on which occasion' 'C-1 complaint A LOT7 answer 2026-11-20T08:00:00Z' \
	"$(jq -rs '.[0] | [.about,.about_kind,.part,.lot,.occasion] | join(" ")' out.jsonl)"
n=$(lines)
crm-notify draft -t complaint_escalation --to dept:quality <late.jsonl >/dev/null
same '  again from a file as stdin: nothing' "$n" "$(lines)"
like '  the clock by its name' '^到期事项：向客户提供解决方案或建议$' "$(crm-notify preview "$(jq -rs '.[0].id' out.jsonl)")"
like '  what the record says arrives as it is' '\{\{x\}\} & co' "$(crm-notify preview "$(jq -rs '.[0].id' out.jsonl)")"
like '  escaped where it must be' '&amp; co' "$(crm-notify preview "$(jq -rs '.[0].id' out.jsonl)" --medium html)"
sed 's/08:00:00Z/12:00:00Z/' late.jsonl >later.jsonl
same 'another occasion is another notice' 2 \
	"$(crm-notify draft -t complaint_escalation --to dept:quality later.jsonl -o jsonl | wc -l)"
crm-notify draft -t acknowledgement --to role:quality c.jsonl >/dev/null
n=$(lines)
crm-notify draft -t acknowledgement --to role:quality c.jsonl >/dev/null
same 'without a clock: the last step' "$n" "$(lines)"
crm-complaint note C-1 --text x >/dev/null
crm-notify draft -t acknowledgement --to role:quality c.jsonl >/dev/null
same '  a further one' $((n + 1)) "$(lines)"

# ---- all or nothing ----
n="$(lines) $(contents)"
check_status 65 'a missing value' crm-notify draft -t delay --to role:quality <<'END_'
{"kind":"order","id":"O-1"}
{"kind":"order","id":"O-2"}
END_
like '  names row and field' "field 'notice.reason'.* in stdin:2: O-2 for GEELY:wang" "$err"
check_status 65 'a line end in a subject' price --to class:A --set "title=a
b"
title=$(printf 'a\r\nBcc: x@example.com')
check_status 65 '  or two' price --to class:A
title=
check_status 65 'a template outside of its folder' crm-notify draft -t ../../x --to all </dev/null
check_status 66 'no such template' crm-notify draft -t nope --to all </dev/null
check_status 65 'a day that is none' crm-notify draft -t price --effective soon --to all </dev/null
same 'nothing was written by any of them' "$n" "$(lines) $(contents)"
check_status 66 'one row that nobody knows' \
	crm-notify draft -t delay --reason r --countermeasure c --set by=Freitag --to customer:VW:meier -o jsonl <<'END_'
{"kind":"order","id":"O-1"}
{"kind":"order","id":"O-99"}
END_
like '  it is told' 'stdin:2: .*no such record' "$err"
like '  and the other one drafted' '"about":"O-1"' "$out"
check_status 66 'none of them' crm-notify draft -t delay --reason r --to customer:VW <<'END_'
{"kind":"order","id":"O-99"}
END_

# ---- what a change lacks, attachments, edit ----
check 'a change without all of it may be drafted' crm-notify draft -t sample --category price \
	--to customer:VW --to role:quality --title t --occasion x c.jsonl
like '  it is told' 'effective' "$err"
printf 'PDF\n' >报告.pdf
check 'with a file' crm-notify draft -t acknowledgement --to customer:VW:meier --attach 报告.pdf c.jsonl -o jsonl
id=$(printf '%s\n' "$out" | jq -r .id)
hash=$(sha256sum <报告.pdf | cut -d' ' -f1)
same '  its hash' "$hash 4" "$(printf '%s\n' "$out" | jq -r '.attachments[] | [.sha256, .bytes] | join(" ")' | sed 's/\t/ /')"
same_file '  and a copy' 报告.pdf "$CRM_DIR/messages/$hash"
printf 'Hello again\n' >text
check 'another text' crm-notify edit "$id" --subject 'Re: us' --text text
same '  is what is sent' 'Subject: Re: us

Hello again' "$(crm-notify preview "$id")"
check_status 66 '  and nothing says the old one' crm-notify preview "$id" --medium html
check_status 65 'a subject is one line' crm-notify edit "$id" --subject 'a
b'
check_status 66 'no such file' crm-notify edit "$id" --text none
echo x >>"$CRM_DIR/messages/$(crm-notify show "$id" | jq -r .content)"
check_status 65 'a content that was written into' crm-notify preview "$id"
check_status 1 '  the store tells it' crm-store check
same '  alone' 1 "$(printf '%s\n' "$out$err" | grep -c 'is not as it was written')"

# ---- many ----
store many
jq '. + {company: {name: "Huaxin"}}' many/crm.json >new.json && cat new.json >many/crm.json
i=0
while [ $i -lt 200 ]; do
	case $((i % 3)) in 0) l=de ;; 1) l=zh-CN ;; *) l=en ;; esac
	echo "{\"id\":\"K$i\",\"name\":\"客户 $i\",\"language\":\"$l\",\"contacts\":{\"c\":{\"name\":\"C\",\"email\":\"c$i@x.example\"}}}"
	i=$((i + 1))
done >many.jsonl
crm-store import customer many.jsonl >/dev/null
same '200 customers in one go' 200 "$(price --to all -o jsonl | wc -l | tr -d ' ')"
same '  in three languages' '67 de
66 en
67 zh' "$(crm-notify list -o jsonl | jq -r .language | sort | uniq -c | sed 's/^ *//')"
price --to all >/dev/null
same '  once' 200 "$(lines)"
done_testing
