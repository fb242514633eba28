# shellcheck shell=sh
# The plant of order.sh, which reads this: its two desks, its people, and how steps are tried. It
# works in the folder where it is read, with CRM_DIR=s.

# at DAY TIME: what time it is from now on
at() {
	CRM_NOW=$1T$2:00+08:00
	printf '\n--- %s\n' "$CRM_NOW"
}

# take TOOL STEP ARG...: a step that must succeed
take() {
	printf '$ %s\n' "$*"
	"$@" -o jsonl >last 2>why || {
		cat why >&2
		echo "order.sh: must succeed: $*" >&2
		exit 1
	}
	sed 's/^/  /' why
}

# no STATUS REASON TOOL STEP ARG...: one that must be refused, for this reason
no() {
	want=$1 reason=$2
	shift 2
	printf '$ %s\n' "$*"
	got=0
	"$@" >/dev/null 2>why || got=$?
	sed 's/^/  /' why
	[ "$got" -eq "$want" ] || {
		echo "order.sh: status $got, not $want: $*" >&2
		exit 1
	}
	grep -q -e "$reason" why || {
		echo "order.sh: not refused for: $reason" >&2
		exit 1
	}
}

# also REASON...: the last refusal gave these reasons too
also() {
	for reason in "$@"; do
		grep -q -e "$reason" why || {
			echo "order.sh: nor for: $reason" >&2
			exit 1
		}
	done
}

# says WHAT PATTERN CMD...: what is printed must have a line like this
says() {
	what=$1 pattern=$2
	shift 2
	printf '$ %s\n' "$*"
	"$@" >said 2>&1 || :
	sed 's/^/  /' said
	grep -Eq -e "$pattern" said || {
		echo "order.sh: $what: nothing like $pattern: $*" >&2
		exit 1
	}
}

# good CMD...: what it prints at the end is shown, and must be good
good() {
	printf '$ %s\n' "$*"
	"$@" >said 2>&1 || {
		cat said >&2
		echo "order.sh: not good: $*" >&2
		exit 1
	}
	sed 's/^/  /' said
}

# key COLLECTION: of the item that the last step has made
key() {
	jq -r ".$1 | keys_unsorted | last" last
}

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
