#!/bin/sh
# What README.md and the manual show is true: every line that begins with `$ ` in a ``` block of
# README.md or in the EXAMPLES of a page runs, in order, in one shell for each page, in a new folder
# holding a copy of examples/. A command goes on after a \ at its end.
# The lines up to a blank line or the next command are its output, stdout and stderr together, where
# a line `...` stands for any lines; no line means any output. It exits 0, or N if it ends in `# exit N`.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

# shown FILE: the text in which examples stand, without indentation.
shown() {
	case $1 in
	*.md) awk '/^```/ { on = !on; print ""; next } on' "$1" ;;
	*) mandoc -T utf8 -O width=1000 "$1" | sed "s/.$(printf '\b')//g" | awk '
		/^[A-Z]/ { on = /^EXAMPLES/; next }
		on && match($0, /^ *\$ /) { indent = RLENGTH - 2 }
		on {
			match($0, /^ */)
			print substr($0, (RLENGTH < indent ? RLENGTH : indent) + 1)
		}' ;;
	esac
}

# examples FILE DIR: writes DIR/N.cmd, DIR/N.exp (when output is shown) and DIR/N.exit.
examples() {
	shown "$1" | awk -v dir="$2" '
		function file(kind) {
			return sprintf("%s/%03d.%s", dir, n, kind)
		}
		more {
			print >file("cmd")
			more = /\\$/
			next
		}
		/^\$ / {
			n++
			on = 1
			print substr($0, 3) >file("cmd")
			more = /\\$/
			print match($0, /# exit [0-9]+$/) ? substr($0, RSTART + 7) : 0 >file("exit")
			next
		}
		/^[ \t]*$/ { on = 0 }
		on { print >file("exp") }'
}

# run_all DIR: runs them in the folder at hand; DIR/N.out, DIR/N.status. Only eval keeps `cd` and
# variables for the commands after it.
run_all() {
	CRM_NOW=2026-11-20T12:00:00+08:00 sh -c 'for shown_here in "$1"/*.cmd; do
			shown_here=${shown_here%.cmd}
			eval "$(cat "$shown_here.cmd")" >"$shown_here.out" 2>&1 </dev/null
			echo $? >"$shown_here.status"
		done' sh "$1" >/dev/null 2>&1
}

# agrees EXPECTED ACTUAL
agrees() {
	perl -e '
		local $/;
		my ($want, $got) = map { open my $in, "<", $_ or die "$_: $!\n"; scalar <$in> } @ARGV;
		$got .= "\n" if $got =~ /[^\n]\z/;
		my $lines = join "", map { $_ eq "...\n" ? "(?:.*\n)*?" : quotemeta }
			$want =~ /(.*\n)/g;
		exit($got =~ /\A$lines\z/ ? 0 : 1)' "$1" "$2"
}

# try FILE: the tests for one page.
try() {
	page=$(basename "$1")
	dir=$PWD/$page.shown
	mkdir -p "$dir" "$page.work"
	examples "$1" "$dir"
	[ -f "$dir/001.cmd" ] || return 0
	[ ! -d "$TOP/examples" ] || cp -R "$TOP/examples" "$page.work/"
	(cd "$page.work" && run_all "$dir")
	for command in "$dir"/*.cmd; do
		each=${command%.cmd}
		[ -f "$each.exp" ] || cp "$each.out" "$each.exp" 2>/dev/null
		if cmp -s "$each.exit" "$each.status" && agrees "$each.exp" "$each.out"; then
			tap_result 0 "$page: $(head -n 1 "$command")"
		else
			tap_result 1 "$page: $(head -n 1 "$command")"
			echo "# exit status $(cat "$each.status" 2>&1), expected $(cat "$each.exit")"
			diff -u -L shown -L actual "$each.exp" "$each.out" 2>&1 | tap_note
		fi
	done
}

has_example() {
	shown "$1" | grep -q '^\$ '
}

for page in "$TOP/README.md" "$TOP"/man/*.1; do
	check "$(basename "$page") has examples" has_example "$page"
done
for page in "$TOP/README.md" "$TOP"/man/*.[157]; do
	[ ! -f "$page" ] || try "$page"
done

# Pages that are right in part: the tests for them tell which.
cat >toy.md <<'E2'
$ false outside of a block
```
$ mkdir d && cd d && x=1
$ echo $x; \
  echo two
1
two
$ pwd
.../elsewhere
$ seq 9
1
...
9

$ sh -c 'exit 3' # exit 3
$ false
$ exit 0
$ echo never
```
E2
toy=$(try "$PWD/toy.md" | sed -n 's/^\(.*ok\) [0-9]* - toy.md: /\1 /p')
same 'examples that hold pass, others fail' 'ok mkdir d && cd d && x=1
ok echo $x; \
not ok pwd
ok seq 9
ok sh -c '\''exit 3'\'' \# exit 3
not ok false
not ok exit 0
not ok echo never' "$toy"
cat >toy.1 <<'E2'
.Dd November 20, 2026
.Dt TOY 1
.Os
.Sh NAME
.Nm toy
.Nd toy
.Sh DESCRIPTION
.Dl $ false
.Sh EXAMPLES
Text:
.Bd -literal -offset indent
$ printf 'a-b\en  "c" %s\en' \(aqd\(aq
a-b
  "c" d

$ echo 验证
验证
.Ed
.Dl $ echo one
E2
same 'a page is read as it is shown' 'ok ok ok' \
	"$(try "$PWD/toy.1" | sed 's/ [0-9].*//' | xargs)"
done_testing
