# shellcheck shell=sh
# The plant of order.sh, which reads this: its two desks and its people. It works in the folder where
# it is read, with CRM_DIR=s.

# paper NAME: a file, of which the journal keeps the hash
paper() {
	echo "$1" >"$1"
}

# ==== Two desks: sales, where quotes and orders are taken in, and the plant. ====
# The plant knows its people: whose department signs for what, who has the final word, and who enters
# it for whom, until when. One login plays all of them here; it stands for the general manager on
# some days only. Sales has a store of its own, and what it has taken in comes to the plant with its
# author, but without that login: nobody approves what he took in himself.
me=$(id -un)
crm-store init s --zone Asia/Shanghai >/dev/null
crm-store init sales --zone Asia/Shanghai >/dev/null
echo SALES >sales/.site
jq -n --arg me "$me" 'def desk: [{login: $me, from: "2026-11-01", to: "2038-12-31"}];
{
	format: 1, zone: "Asia/Shanghai", calendar: "cn",
	company: {name: "Liantuo Precision Metal", supplier_id: "77120", street: "Gangkou Road 8",
		postal_code: "315000", city: "Ningbo", country: "China", phone: "+86 574 5550100",
		email: "sales@liantuo.example"},
	customers: {"VW-CS": {name: "VW Components Plant", zone: "Europe/Berlin", calendar: "de-ni",
		language: "de", street: "Werkstr. 1", postal_code: "38112", city: "Braunschweig",
		country: "Germany", phone: "+49 531 5550100", email: "purchasing@vw-cs.example"}},
	forms: {review: {number: "QF-8.2-01", revision: "B", status: "released"},
		production: {number: "QF-8.5-03", revision: "A", status: "released"},
		followup: {number: "QF-8.2-04", revision: "A", status: "released"},
		inspection: {number: "QF-8.6-02", revision: "D", status: "released"}},
	roles: {
		($me): {name: "order desk", departments: "desk"},
		li: {name: "Li Na", departments: "sales", deputies: desk},
		wang: {name: "Wang Tao", departments: "engineering", deputies: desk},
		chen: {name: "Chen Yu", departments: "quality", deputies: desk},
		zhao: {name: "Zhao Min", departments: ["purchasing", "material_control"], deputies: desk},
		sun: {name: "Sun Li", departments: "finance", deputies: desk},
		zhou: {name: "Zhou Kai", departments: "planning",
			roles: "production_planning_director", deputies: desk},
		ma: {name: "Ma Jun", departments: ["production", "workshop", "warehouse"], deputies: desk},
		gao: {name: "Gao Wei", roles: "deputy_general_manager", departments: "management",
			deputies: desk},
		berg: {name: "Berg", roles: "general_manager",
			deputies: [{login: $me, from: "2026-11-17", to: "2026-12-18"}]}
	},
	duties: {order: {destroy: "management", hold: "management", unhold: "management"}}
}' >s/crm.json

# moved KIND ID: what sales has taken in comes to the plant
moved() {
	crm-store -C sales export "$1" -o jsonl |
		jq -c --arg id "$2" 'select(.id == $id) | del(.author_login)' >in.jsonl
	take crm-store import "$1" in.jsonl
}
# sales TOOL STEP ARG...: a step at the other desk
sales() {
	take "$@" -C sales --by li
}

# works PERSON PAPER/DEPARTMENT...: has these papers of the order, and works by them
works() {
	person=$1
	shift
	for way in "$@"; do
		# shellcheck disable=SC2154
		printf '{"id":"%s","paper":"%s","department":"%s"}\n' "$id" "${way%/*}" "${way#*/}"
	done >papers.jsonl
	take crm-order receipt --all --take paper,department --by "$person" - <papers.jsonl
	take crm-order begin --all --take paper,department --by "$person" - <papers.jsonl
}
