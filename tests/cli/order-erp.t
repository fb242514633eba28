#!/bin/sh
# An order book from an ERP: SAP's exports as they come, as the base table every night, first promises
# and deliveries imported beside it.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

CRM_NOW=2026-11-21T09:00:00Z
export CRM_NOW
maps=$TOP/examples/maps
orders=$TOP/examples/erp/orders.csv
deliveries=$TOP/examples/erp/deliveries.csv

store() {
	crm-store init "$1"
	CRM_DIR=$PWD/$1
	export CRM_DIR
}
# base FILE OPTION...: the counts, or status and message
base() {
	run crm-store base order "$@" --map "$maps/sap-orders.json"
	[ "$status" -eq 0 ] || printf '%s %s' "$status" "$err"
	printf '%s' "$out" | jq -r '[.rows, .added, .changed, .unchanged, .left, .returned] | @csv'
}
import() {
	run crm-store import order "$@"
	[ "$status" -eq 0 ] || printf '%s %s' "$status" "$err"
	printf '%s' "$out" | jq -r '[.rows, .create, .update, .unchanged, .reject] | @csv'
}
field() {
	crm-order show "$1" -o json | jq -rc ".[].$2"
}
A=4500001001-000010 B=4500001001-000020 C=4500001002-000010

# ---- every night ----
store a
same 'the first night' '3,3,0,0,0,0' "$(base "$orders")"
same 'order and item are one id' "$A,$B,$C" "$(crm-order list -o jsonl | jq -r .id | sort | paste -sd,)"
same 'a quantity with zero decimals is whole, without them too' '1200 number 80' \
	"$(field $A 'quantity') $(field $A 'quantity|type') $(field $C quantity)"
same 'prices are exact' '12.50 1204.00 9.9' "$(field $A price) $(field $B price) $(field $C price)"
same 'dates' '2026-11-02 2026-11-20 2026-11-27' "$(field $A ordered) $(field $A requested) $(field $B promised_now)"
same 'a day of zeros is none' null "$(field $C requested)"
same 'umlauts' 'Volkswagen Zubehör GmbH' "$(field $A customer_name)"
check 'a step over it' crm-order note $A --text 'customer called'
check 'one on an item that will go' crm-order note $C --text 'before it left'
check_status 1 'a step on a column of the base' crm-order amend $A customer_order=X --why z
like 'is refused' "field 'customer_order': belongs to order.csv" "$err"
sed -e '/^4500001002/d' -e 's/27.11.2026;4712/04.12.2026;4712/' "$orders" >second.csv
same 'tonight: one has left, one moved' '2,0,1,1,1,0' "$(base second.csv)"
same 'the day that stands is tonight'"'"'s' 2026-12-04 "$(field $B promised_now)"
same 'steps stay' 'customer called' "$(field $A 'notes[].text')"
same 'the one that left keeps its values and its history' '80 GEELY before it left' \
	"$(field $C quantity) $(field $C customer) $(field $C 'notes[].text')"
same '  as the step left' left "$(crm-store log order $C | tail -1 | jq -r .step)"
same 'the same again' '2,0,0,2,0,0' "$(base second.csv)"
same 'it is back' '3,0,1,1,0,1' "$(base "$orders")"
check 'verify' crm-store verify

# ---- bad rows ----
for bad in 's/1.200,000/1.200,500/' 's/1.200,000/1200.5/' 's/02.11.2026;20/31.02.2026;20/' 's/1.200,000/-1/' 's/12,50/12.50/'; do
	sed "$bad" "$orders" >bad.csv
	like "refused whole: $bad" '^65 crm-store: bad.csv:2: field ' "$(base bad.csv)"
done
same 'and it stands as it did' 1200 "$(field $A quantity)"
sed 's/;000020;/;;/' "$orders" >bad.csv
like 'an item without its number' "bad.csv:3: field 'POSNR': empty, and 'id' is made of it" "$(base bad.csv)"
sed '1s/POSNR/POS/' "$orders" >bad.csv
like 'a column that has gone' "^65 .*bad.csv has no such column" "$(base bad.csv)"

# ---- encodings ----
store b
sed 's/Geely Auto/吉利汽车/; s/ö/o/; s/ü/u/; s/ä/a/' "$orders" | iconv -f UTF-8 -t GBK >gbk.csv
same 'GBK, said so' '3,3,0,0,0,0' "$(base gbk.csv --encoding GBK)"
same 'is read' 吉利汽车 "$(field $C customer_name)"
like 'not said: refused, never wrong' '^65 .*gbk.csv:' "$(base gbk.csv)"
iconv -f UTF-8 -t WINDOWS-1252 "$orders" >1252.csv
same 'Windows-1252' '3,0,3,0,0,0' "$(base 1252.csv --encoding WINDOWS-1252)"
same 'is read' Gehäuse "$(field $C description)"
printf '\357\273\277' | cat - "$orders" >bom.csv
same 'UTF-8 with a BOM is the same' '3,0,0,3,0,0' "$(base bom.csv)"

# ---- the first promise ----
same 'promises of the same export' '3,0,3,0,0' "$(import "$orders" --map "$maps/sap-promises.json")"
sed 's/27.11.2026;4712/04.12.2026;4712/' "$orders" >moved.csv
base moved.csv >/dev/null
same 'moved in SAP' '3,0,0,3,0' "$(import moved.csv --map "$maps/sap-promises.json")"
same 'the first one stays' '2026-11-27 2026-12-04' "$(field $B promised) $(field $B promised_now)"
check 'check is content' crm-store check

# ---- deliveries ----
deliver() {
	import "$@" --map "$maps/sap-deliveries.json"
}
same 'deliveries of the night: those of one order together' '3,0,2,1,0' "$(deliver "$deliveries")"
same 'they are items of the order' '80001001 L881 720 2026-11-17T00:00:00Z 2026-11-19T00:00:00Z,80001002 L881 480 2026-11-19T00:00:00Z 2026-11-21T00:00:00Z' \
	"$(field $A 'deliveries[] | "\(.note) \(.lot) \(.quantity) \(.at) \(.arrived_at)"' | paste -sd,)"
same 'a lot with a slash is whole' L900/1 "$(field $C 'deliveries[].lot')"
same 'all of it was gone and there: the last day' '2026-11-19T00:00:00Z 2026-11-21T00:00:00Z late' \
	"$(field $A shipped_at) $(field $A delivered_at) $(field $A verdicts.delivery.verdict)"
same 'the same again changes nothing' '3,0,0,3,0' "$(deliver "$deliveries")"
same '720 of 1200 in time: not as an order, 800 of 1280 pieces' '1/2 800/1280' \
	"$(crm-report delivery -o json | jq -r '[.[] | select(.figure == "on_time_due" or .figure == "on_time_due_pieces") | "\(.numerator)/\(.denominator)"] | join(" ")')"
same 'half of it is not all of it' 'null null' "$(
	printf '%s\n' 'VBELN_VL;POSNR_VL;VGBEL;VGPOS;CHARG;LFIMG;WADAT_IST;PODAT' \
		'80001004;000010;4500001001;000020;L990;150,000;20.11.2026;00.00.0000' >half.csv
	deliver half.csv >/dev/null
	printf '%s %s' "$(field $B shipped_at)" "$(field $B delivered_at)"
)"
same 'nor is it there' null "$(field $B 'deliveries[].arrived_at')"
sed '2s/4500001001;/;/' "$deliveries" >bad.csv
like 'without its order' "^65 crm-store: bad.csv:2: field 'VGBEL': empty, and 'id' is made of it" "$(deliver bad.csv)"
sed '3s/4500001001/4500009999/' "$deliveries" >bad.csv
like 'of an order that nobody has' "^65 crm-store: bad.csv:3: field 'id': there is no order '4500009999-000010'" "$(deliver bad.csv)"
same 'makes none' 3 "$(crm-order list -o jsonl | wc -l)"
check_status 65 'a table cannot hold items' crm-store base order "$deliveries" --map "$maps/sap-deliveries.json"
like 'and says where to' 'crm-store import takes it' "$err"
check_status 65 'nor what is set once' crm-store base order "$orders" --map "$maps/sap-promises.json"
jq '.columns.CHARG = "signatures.{CHARG}.verdict"' "$maps/sap-deliveries.json" >forged.json
check_status 65 'no map writes signatures' crm-store import order "$deliveries" --map forged.json
like 'those are the tools'"'"'' 'written by the tools only' "$err"
check 'check is content' crm-store check
check 'verify' crm-store verify
done_testing
