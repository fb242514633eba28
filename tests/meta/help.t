#!/bin/sh
# The manual's SYNOPSIS, `crm-X --synopsis` and the help of each command are one text: crm-X prints
# a line `crm-X COMMAND ARGS` for each command, its page's SYNOPSIS shows the same lines, and
# `crm-X COMMAND -h` begins with `usage: ` and that line.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

# synopsis PAGE: the commands of its SYNOPSIS, a line each, in order of their letters. What goes on
# on the next line is indented deeper than the name of the tool.
synopsis() {
	mandoc -T ascii -O width=1000 "$1" | sed "s/.$(printf '\b')//g" | awk '
		/^[A-Z]/ { on = /^SYNOPSIS/; next }
		on && NF {
			match($0, /^ */)
			if (line && RLENGTH > depth) {
				$1 = $1
				line = line " " $0
				next
			}
			if (line)
				print line
			depth = RLENGTH
			$1 = $1
			line = $0
		}
		END { if (line) print line }' | sort
}

# group_agrees TOOL GROUP HELP: the same for the commands of a group, whose lines the tool prints.
group_agrees() {
	run "$1" "$2" --synopsis
	own=$(printf '%s\n' "$out" | awk '{ $1 = $1; print }' | sort)
	same "$1 $2: the tool's synopsis has the group's" \
		"$(printf '%s\n' "$lines" | awk -v g="$2" '$2 == g')" "$own"
	for inner in $(printf '%s\n' "$own" | awk '{ print $3 }' | sort -u); do
		like "$1 $2 -h names $inner" "^  $inner( |\$)" "$3"
		run "$1" "$2" "$inner" -h
		same "$1 $2 $inner -h begins with the synopsis" \
			"$(printf '%s\n' "$own" | awk -v c="$inner" '$3 == c { print "usage: " $0; exit }')" \
			"$(printf '%s\n' "$out" | head -n 1)"
	done
}

# help_agrees TOOL PAGE: the tests for one tool.
help_agrees() {
	tool=$1
	run "$tool" --synopsis
	same "$tool --synopsis succeeds" 0 "$status"
	lines=$(printf '%s\n' "$out" | awk '{ $1 = $1; print }' | sort)
	same "$tool: SYNOPSIS of the manual" "$(synopsis "$2")" "$lines"
	run "$tool" -h
	same "$tool -h succeeds" 0 "$status"
	help=$out
	like "$tool -h begins with the usage" "^usage: $tool " "$(printf '%s\n' "$help" | head -n 1)"
	for command in $(printf '%s\n' "$lines" | awk '{ print $2 }' | sort -u); do
		like "$tool -h names $command" "^  $command( |\$)" "$help"
		run "$tool" "$command" -h
		same "$tool $command -h succeeds" 0 "$status"
		case $out in
		"usage: $tool $command [common options] COMMAND"*)
			group_agrees "$tool" "$command" "$out"
			continue
			;;
		esac
		expected=$(printf '%s\n' "$lines" | awk -v c="$command" '$2 == c { print "usage: " $0; exit }')
		same "$tool $command -h begins with the synopsis" "$expected" \
			"$(printf '%s\n' "$out" | head -n 1)"
	done
}

tools=$(cd "$TOP/cmd" && find . -mindepth 1 -maxdepth 1 -name 'crm-*' | sed 's/^\.\///' | sort)
same 'there are tools' yes "$([ -n "$tools" ] && echo yes)"
same 'every page of section 1 has its tool' '' \
	"$(find "$TOP/man" -name '*.1' 2>&1 | sed 's/.*\///; s/\.1$//' |
		while read -r name; do [ -d "$TOP/cmd/$name" ] || echo "$name"; done)"
for tool in $tools; do
	help_agrees "$tool" "$TOP/man/$tool.1"
done

# The same on a tool made here, first right and then with an option that its manual lacks.
cat >page.1 <<'E2'
.Dd November 20, 2026
.Dt CRM-TOY 1
.Os
.Sh NAME
.Nm crm-toy
.Nd toy
.Sh SYNOPSIS
.Nm
.Cm open
.Op Fl -id Ar ID
.Ar FILE ...
.Nm
.Cm show
.Ar ID
.Sh DESCRIPTION
Toy.
E2
cat >crm-toy <<'E2'
#!/bin/sh
open="crm-toy open [--id ID]${EXTRA-} FILE ..."
case $1 in
--synopsis) printf '%s\n' "$open" 'crm-toy show ID' ;;
-h) printf '%s\n' 'usage: crm-toy [options] COMMAND ...' "  open  opens" "  show  shows" ;;
open) echo "usage: $open" ;;
show) echo 'usage: crm-toy show ID' ;;
esac
E2
chmod +x crm-toy
PATH=$PWD:$PATH
toy=$(help_agrees crm-toy page.1)
same 'a tool that agrees passes' 10 "$(printf '%s\n' "$toy" | grep -c '^ok ')"
unlike 'without a failure' '^not ok' "$toy"
like 'an option that the manual lacks is found' '^not ok .*SYNOPSIS' \
	"$(EXTRA=' [--all]' help_agrees crm-toy page.1)"
done_testing
