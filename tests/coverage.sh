#!/bin/sh
# coverage.sh BUILD: what the tests reached in a build made with --coverage: for each source the
# share of its lines and of its branches, each way of a branch counted.

cd "$(dirname "$0")/.." || exit 1
find "$1/obj/lib" "$1/obj/cmd" -name '*.gcno' | sort | while read -r notes; do
	source=${notes#"$1/obj/"}
	[ ! -f "${source%.gcno}.c" ] || gcov -n -b "$notes" 2>/dev/null
done | awk -F "[:%' ]+" '
	function row(name, l, ln, b, bn) {
		printf "%-40s %6s %% of %5d lines %6s %% of %5d branches\n", name,
			ln ? sprintf("%.1f", 100 * l / ln) : "-", ln,
			bn ? sprintf("%.1f", 100 * b / bn) : "-", bn
	}
	function flush() {
		if (name != "") {
			row(name, l, ln, b, bn)
			tl += l; tln += ln; tb += b; tbn += bn
		}
		name = ""; l = ln = b = bn = 0
	}
	/^File / { flush(); name = $2 ~ /^(lib|cmd)\/.*\.c$/ ? $2 : "" }
	name != "" && /^Lines executed:/ { l = $3 * $5 / 100; ln = $5 }
	name != "" && /^Taken at least once:/ { b = $5 * $7 / 100; bn = $7 }
	/^$/ { flush() }
	END { flush(); row("all", tl, tln, tb, tbn) }'
