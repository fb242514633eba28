# Prints C sources as FILE:LINE:CODE, without comments and with empty string literals, so that a
# search for a call finds calls only.
FNR == 1 {
	inside = 0
}
{
	line = $0
	code = ""
	while (line != "") {
		if (inside) {
			at = index(line, "*/")
			inside = !at
			line = at ? substr(line, at + 2) : ""
		} else if (match(line, /\/\/|\/\*|"|'/)) {
			token = substr(line, RSTART, RLENGTH)
			code = code substr(line, 1, RSTART - 1)
			line = substr(line, RSTART + RLENGTH)
			if (token == "//") {
				line = ""
			} else if (token == "/*") {
				inside = 1
			} else {
				code = code token token
				rest = "^([^\\\\" token "]|\\\\.)*" token
				line = match(line, rest) ? substr(line, RLENGTH + 1) : ""
			}
		} else {
			code = code line
			line = ""
		}
	}
	print FILENAME ":" FNR ":" code
}
