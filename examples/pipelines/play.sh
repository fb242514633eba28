# shellcheck shell=sh
# How a play is told (order.sh, notify.sh): what time it is, and steps that must succeed or be
# refused. $0 is named where one does not.

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
		echo "${0##*/}: must succeed: $*" >&2
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
		echo "${0##*/}: status $got, not $want: $*" >&2
		exit 1
	}
	grep -q -e "$reason" why || {
		echo "${0##*/}: not refused for: $reason" >&2
		exit 1
	}
}

# also REASON...: the last refusal gave these reasons too
also() {
	for reason in "$@"; do
		grep -q -e "$reason" why || {
			echo "${0##*/}: nor for: $reason" >&2
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
		echo "${0##*/}: $what: nothing like $pattern: $*" >&2
		exit 1
	}
}

# good CMD...: what it prints at the end is shown, and must be good
good() {
	printf '$ %s\n' "$*"
	"$@" >said 2>&1 || {
		cat said >&2
		echo "${0##*/}: not good: $*" >&2
		exit 1
	}
	sed 's/^/  /' said
}

# key COLLECTION: of the item that the last step has made
key() {
	jq -r ".$1 | keys_unsorted | last" last
}
