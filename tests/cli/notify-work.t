#!/bin/sh
# Calls, faxes, letters and meetings wait on the work list until a person says what came of them; their
# sheets show what was approved, or nothing.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

export CRM_NOW=2026-11-20T12:00:00+08:00 CRM_LIBEXEC="$BUILD/libexec"
export CRM_TEST_CHANNEL_LOG="$PWD/log"

# store NAME: with a template in three languages.
store() {
	crm-store init "$1" --zone Asia/Shanghai >/dev/null
	export CRM_DIR="$PWD/$1"
	jq -c '.company={name:"Müller & Söhne",city:"Stuttgart",fax:"+49 711 9"} | .notify={from:"q@crm.example",
		contingency:[{name:"Wang Wei",phone:"+86 21 1"},{name:"Li Na",phone:"+86 21 2"}]}' \
		"$1/crm.json" >c && cat c >"$1/crm.json"
	mkdir -p "$1/notice/templates/note"
	echo '{"category":"quality_information"}' >"$1/notice/templates/note/template.json"
	for l in en:Surface de:Oberfläche zh:表面; do
		printf 'Subject: %s {{customer.id}}\n\n{{contact.name}}: {{notice.text}}\n' "${l#*:}" \
			>"$1/notice/templates/note/${l%:*}.txt"
		printf '<p class="t">{{contact.name}}: {{notice.text}}</p>\n' >"$1/notice/templates/note/${l%:*}.html"
	done
	: >log
}
# customer ID CHANNELS [OPTION...]; -: it prefers none
customer() {
	id=$1 channels=$2
	shift 2
	[ "$channels" = - ] || set -- --channels "$channels" "$@"
	crm-customer add --id "$id" --name "N $id" "$@" >/dev/null &&
		crm-customer contact "$id" --contact a --name "Anna $id" --role quality --email "sent-$id@a.example" \
			--phone "+49 40 1" --fax "+49 40 2" >/dev/null
}
# notice CUSTOMER [OPTION...]: prints its id, approved.
notice() {
	to=$1
	shift
	n=$(crm-notify draft -t note --to "customer:$to:a" --text 'brushed, not <b>ground</b> {{x}}' --by au \
		-F id "$@" | jq -r .id)
	crm-notify approve "$n" --by qm >/dev/null && echo "$n"
}
send() { crm-notify send --commit "$@" -o jsonl; }
whole() { find "$CRM_DIR" -type f -exec sha256sum {} + | sort | sha256sum; }
boxes() {
	(cd "$CRM_DIR/outbox" && find . -type f ! -name '.*' | cut -d/ -f2 | sort | uniq -c |
		awk '{ printf "%s%s %s", sep, $2, $1; sep = ", " } END { print "" }')
}
# rows of the list: ID WHAT, in its order
rows() { crm-notify work "$@" -o jsonl | jq -r '"\(.id) \(.what)"' | paste -sd, | sed 's/,/, /g'; }
state() { crm-notify status "$1" -o jsonl | jq -r '"\(.state) \(.channel) \(.status)"'; }

# ---- a call ----

store s
customer A phone,test --zone America/Detroit --quiet 20:00-07:00 --language en
echo pdf >试样.pdf
a=$(notice A --attach 试样.pdf)
same 'nothing waits' '' "$(rows)"
send >/dev/null
same 'at night there: it is not on the list yet' '' "$(rows)"
export CRM_NOW=2026-11-20T20:00:00+08:00
check 'at 07:00 there it is handed over' send
same 'to a person' "$a handed phone" "$(printf '%s\n' "$out" | jq -r '"\(.id) \(.what) \(.channel)"')"
row=$(crm-notify work -o jsonl)
same 'its row' "$a phone do normal A a Anna A +49 40 1 en Surface A 试样.pdf 0" \
	"$(printf '%s' "$row" | jq -r '"\(.id) \(.channel) \(.what) \(.urgency) \(.customer) \(.contact) \(.name) \(.to) \(.language) \(.subject) \(.attachments) \(.tries)"')"
same 'the time there' 2026-11-20T07:00:00-05:00 "$(printf '%s' "$row" | jq -r .local)"
same 'it is on the list once' 'hold 1' "$(boxes)"
send >/dev/null
same 'also when it is sent again' "$a do hold 1" "$(rows) $(boxes)"
same 'late in the evening there: not before seven' 2026-11-21T07:00:00-05:00 \
	"$(CRM_NOW=2026-11-21T10:00:00+08:00 crm-notify work -o jsonl | jq -r .from)"
unlike 'addresses and names are hidden' 'Anna|\+49|Surface' "$(crm-notify work --mask -o jsonl)"
same 'as CSV' "id,to,from|$a,+49 40 1," "$(crm-notify work -o csv -F id,to,from | paste -sd'|')"
before=$(whole)
check 'the sheet' crm-notify print "$a"
like 'whom' '^Contact: Anna A; Quality$' "$out"
like 'by which number' '^Telephone: \+49 40 1$' "$out"
like 'when it is there' '^Local time there: 20 November 2026, 07:00 \(UTC-5\); America/Detroit$' "$out"
like 'and when it is quiet' '^Quiet hours there: 20:00-07:00$' "$out"
like 'what to say, as it was written' '^ +Anna A: brushed, not <b>ground</b> \{\{x\}\}$' "$out"
like 'what follows' '^   试样.pdf$' "$out"
unlike 'no contingency where it can wait' 'Wang Wei' "$out"
like 'how it is entered' "^ +crm-notify sent $a --channel phone --detail 'with whom, what was answered'" "$out"
crm-notify print "$a" -o html >one.html
crm-notify print "$a" -o html >two.html
same_file 'the same bytes again' one.html two.html
like 'values are escaped' 'not &lt;b&gt;ground&lt;/b&gt; \{\{x\}\}' "$(cat one.html)"
same 'printing changes nothing' "$before" "$(whole)"
for l in en de zh; do
	crm-notify print --lang $l -o html >page.html
	check "$l: well formed" xmllint --html --noout page.html
	unlike "$l: all words are there" '<(h1|h2|small|th)[^>]*></' "$(cat page.html)"
done
same 'as data' "$a +49 40 1 试样.pdf" \
	"$(crm-notify print -o json | jq -r '.[] | "\(.id) \(.to) \(.attachments[0].name)"')"
check_status 66 'no words of that language' crm-notify print --lang fr
check_status 65 'no such format' crm-notify print -o pdf
check_status 66 'no such notice' crm-notify print N-2026-9999

# ---- what came of it ----

check 'nobody picks up' crm-notify deferred "$a" --channel phone --detail 'mailbox, at 09:00' --by cs
same 'it stays on the list' "$a again" "$(rows)"
same 'one call' 1 "$(crm-notify work -o jsonl | jq .tries)"
send >/dev/null
same 'also after the next run' "$a again hold 1" "$(rows) $(boxes)"
like 'the sheet says so' 'Telephone: nobody reached; mailbox, at 09:00' "$(crm-notify print)"
check 'told' crm-notify sent "$a" --channel phone --detail 'Anna Smith: thanks' --by cs
same 'the list is empty' '' "$(rows)"
same 'sent' 'sent phone sent' "$(state "$a")"
send >/dev/null
same 'and the message is filed' 'sent 1' "$(boxes)"
check_status 1 'nothing is to be printed any more' crm-notify print "$a"
like 'told so' "$a: nothing of it waits for a person" "$err"
same 'no sheets' '' "$(crm-notify print -o html)"
b=$(notice A)
send >/dev/null
crm-notify failed "$b" --channel phone --detail 'number is not in use' --by cs >/dev/null
same 'not by telephone: off the list' '' "$(rows)"
check 'the next channel' send
same 'takes it' 'sent test sent' "$(state "$b")"
c=$(notice A --text again)
send >/dev/null
crm-notify withdraw "$c" --withdrawn-why settled >/dev/null
same 'withdrawn: off the list' '' "$(rows)"

# ---- on paper ----

store p
customer L test,letter --street 'Lange Straße 5' --postal-code 20095 --city Hamburg --language de
customer M - --street 'A 1' --city Bonn
customer F fax,test --language zh
l=$(notice L --paper 'Rahmenvertrag § 9')
send >/dev/null
same 'a law or contract asks for paper: the letter comes first' "$l letter do on paper: Rahmenvertrag § 9" \
	"$(crm-notify work -o jsonl | jq -r '"\(.id) \(.channel) \(.what) \(.why)"')"
like 'the slip says why' '^Warum auf Papier: Rahmenvertrag § 9$' "$(crm-notify print)"
crm-notify print -o html >page.html
check 'its page' xmllint --html --noout page.html
like 'with the letter as it was frozen' '<p class="t">Anna L: brushed, not &lt;b&gt;ground&lt;/b&gt; \{\{x\}\}</p>' "$(cat page.html)"
same 'word for word' "$(crm-notify preview "$l" --medium print | sed '1,/<body/d; /<\/body/,$d' | sed '/^$/d')" \
	"$(sed '1,/id="page-1"/d; /^<\/body/,$d' page.html | sed '/^$/d; $d')"
like 'its styles are its own' '^#page-1 \.address \{' "$(cat page.html)"
like 'also those of its body' '^#page-1 \{ max-width' "$(cat page.html)"
same 'as data it is whole' '<!DOCTYPE html>' "$(crm-notify print -o json | jq -r '.[0].print' | head -n 1)"
f=$(notice F)
send "$f" >/dev/null
same 'they prefer it' "$f fax on paper: they prefer it (default, the customer)" \
	"$(crm-notify work "$f" -o jsonl | jq -r '"\(.id) \(.channel) \(.why)"')"
crm-notify print --channel fax -o html >page.html
like 'fax: a cover' '<h1>传真</h1>' "$(cat page.html)"
same 'which is neutral' 0 "$(sed '/class="sheet cover/,/class="secret"/!d' page.html | grep -c '表面\|brushed')"
same 'slip, cover and page, each on its own' 2 "$(grep -c '^<div class="[a-z ]*next' page.html)"
same 'two at once: each page has its styles' '#page-1 #page-2' \
	"$(crm-notify print -o html | grep -o '^#page-[0-9] {' | sort -u | cut -d' ' -f1 | paste -sd' ')"
cat >own.html <<'X'
<!DOCTYPE html>
<html><head><title>}</title><style>
@charset "utf-8"; @page { margin: 1mm } } /* body { } */
html > body.plain, td:is(a, b), *, bodyguard { color: red; content: "} /*" }
@media print { body { margin: 0 } p { margin: 1mm } }
@font-face { font-family: Own } :root { --x: 1 }
.open { color: blue; /* never closed
</style></head><BODY class="plain"><p>own page</p></BODY></html>
X
printf 'x\n' >own.txt
n=$(crm-notify draft -t note --to customer:F:a --text x --occasion own --by au -F id | jq -r .id)
crm-notify edit "$n" --text own.txt --print own.html --by au >/dev/null 2>&1
crm-notify approve "$n" --by qm >/dev/null
send "$n" >/dev/null
crm-notify print "$n" -o html >page.html
same 'a page of our own: every rule below it' '#page-1.plain, #page-1 td:is(a, b), #page-1 *, #page-1 bodyguard { color: red; content: "} /*" }
@media print {
#page-1 { margin: 0 }
#page-1 p { margin: 1mm }
}
@font-face { font-family: Own }
#page-1 { --x: 1 }' "$(sed '/^@media screen/,/^<\/style>/!d' page.html | sed '1d;$d')"
like 'and its body' '^<p>own page</p>$' "$(cat page.html)"
jq -c '.customers={M:{channels:"fax,letter"}}' p/crm.json >c && cat c >p/crm.json
n=$(notice M)
like 'electronic first: paper that nobody asked for needs a reason' '^hold .*paper_needs_reason' \
	"$(crm-notify plan "$n" -o jsonl | jq -r '"\(.what) \(.findings)"')"
fails 'without one it is held' crm-notify send --commit "$n"
run crm-notify work "$n" -o jsonl
same 'nothing of it is on the list' '' "$out"
like 'and that is said' "$n: nothing of it waits for a person" "$err"
n=$(notice M --paper 'purchase terms 7' --occasion again)
send "$n" >/dev/null
same 'with one it is' "$n fax on paper: purchase terms 7" \
	"$(crm-notify work "$n" -o jsonl | jq -r '"\(.id) \(.channel) \(.why)"')"

# ---- urgent first; the pace ----

store u
customer A phone
customer B meeting --language zh
customer C phone --quiet 00:00-06:00
o=$(notice B)
t=$(notice C --expires-at 2026-11-20T22:00:00+08:00)
u=$(notice A --urgency urgent)
send >/dev/null
same 'urgent ones first, then by due' "$u do, $t do, $o do" "$(rows)"
same 'half of its clock' '2026-11-20T20:30:00+08:00 half_clock' \
	"$(crm-notify work "$u" -o jsonl | jq -r '"\(.due) \(.due_by)"')"
same 'after that it is stale' '2026-11-20T22:00:00+08:00 expires_at' \
	"$(crm-notify work "$t" -o jsonl | jq -r '"\(.due) \(.due_by)"')"
same 'of one channel' "$o do" "$(rows --channel meeting)"
same 'of one notice' "$t do" "$(rows "$t")"
same 'from a pipe' "$t do" "$(crm-notify list -o jsonl --where "id=$t" | crm-notify work - -o jsonl | jq -r '"\(.id) \(.what)"')"
like 'whom of us to call' '^   1\. Wang Wei; \+86 21 1$' "$(crm-notify print "$u")"
same 'three sheets, in its order' "$u $t $o" "$(crm-notify print -o json | jq -r '.[].id' | paste -sd' ')"
like 'an agenda' '^议程与会议记录 ' "$(crm-notify print --channel meeting)"
like 'with who is there' '^   Anna B; N B$' "$(crm-notify print --channel meeting)"
same 'past its time it is not told any more' gone \
	"$(CRM_NOW=2026-11-20T22:00:01+08:00 crm-notify work "$t" -o jsonl | jq -r .what)"
check_status 1 'nor printed' crm-notify print "$t" --now 2026-11-20T22:00:01+08:00
check 'of all it is left out' crm-notify print --now 2026-11-20T22:00:01+08:00
like 'and told' "$t is not to be told any more" "$err"

# ---- only what was approved ----

crm-notify hold "$o" --held-why 'wait for the lab' >/dev/null
same 'held' "$o held wait for the lab" "$(crm-notify work "$o" -o jsonl | jq -r '"\(.id) \(.what) \(.why)"')"
check_status 1 'is not printed' crm-notify print "$o"
crm-notify release "$o" >/dev/null
check 'released, it is' crm-notify print "$o"
file=u/messages/$(crm-notify show "$u" -o jsonl | jq -r .content)
sed -i 's/brushed/Brushed/' "$file"
same 'one letter changed: void' "$u void" "$(rows "$u")"
check_status 65 'it is refused' crm-notify print "$u"
like 'by its hash' "$u is not as it was approved: its text .*is not as it was written" "$err"
same 'and nothing of it is on paper' '' "$out"
check_status 65 'the others are printed, and it is told' crm-notify print -o json
same 'two' 2 "$(printf '%s' "$out" | jq length)"
sed -i 's/Brushed/brushed/' "$file"
check 'as it was' crm-notify print "$u"
fails 'what was handed over is not amended' crm-notify amend "$u" subject='Surface  A' --why typo
same 'it stays as it was' "$u do" "$(rows "$u")"
journal=$(grep -rl '"subject":"Surface A"' u --include='*.jsonl')
sed -i 's/"subject":"Surface A"/"subject":"Surface  A"/' "$journal"
same 'another subject in the journal: void' "$u void" "$(rows "$u")"
check_status 1 'that is refused' crm-notify print "$u"
like 'because of the approval' "$u is not as it was approved: the approval is void" "$err"

# ---- in doubt; a program of the site ----

store d
customer A test
crm-customer contact A --contact a --email doubt@a.example >/dev/null
x=$(notice A)
CRM_TEST_CHANNEL_IN_DOUBT=hold crm-notify send --commit >/dev/null 2>&1
same 'what is in doubt is on the list' "$x doubt" "$(rows)"
check_status 1 'without a sheet' crm-notify print "$x"
like 'but with what is to be done' 'find out whether it left' "$err"
jq -c --arg p "$BUILD/libexec/channel-test" '.channels={phone:{program:$p}}' d/crm.json >c && cat c >d/crm.json
crm-customer add --id P --name P --channels phone >/dev/null
crm-customer contact P --contact a --name P --phone '+49 1' >/dev/null
y=$(notice P)
crm-notify send --commit "$y" >/dev/null
same 'a program of the site takes the place of a person' 'sent phone sent' "$(state "$y")"

done_testing
