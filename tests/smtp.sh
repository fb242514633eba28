# shellcheck shell=sh
# smtp_start: an SMTP server on loopback (tests/smtp.py) that keeps its mails in box/new; its process is
# $server. msmtp takes sendmail's place as ./smtp, by the account in ./msmtprc, which smtp_account PORT
# sets ("$(cat port)", or one where nobody listens).
smtp_account() {
	printf 'defaults\nlogfile -\naccount default\nhost 127.0.0.1\nport %s\n' "$1" >msmtprc
	chmod 600 msmtprc
}
smtp_start() {
	rm -f port
	/usr/bin/python3 "$TOP/tests/smtp.py" "$PWD/box" "$PWD/port" & # the one that has Debian's packages
	server=$!
	until [ -s port ] || ! kill -0 "$server" 2>/dev/null; do
		sleep 0.05
	done
	smtp_account "$(cat port)"
	printf '#!/bin/sh\nexec msmtp -C '\''%s'\'' "$@"\n' "$PWD/msmtprc" >smtp
	chmod +x smtp
	export CRM_SENDMAIL="$PWD/smtp"
}
smtp_stop() {
	kill "$server"
	wait "$server" 2>/dev/null
}
# mails: a line of recipient and Message-ID for each that has arrived.
mails() {
	find box/new -type f -exec awk 'FNR == 1 { to = "" } /^X-RcptTo: / { to = $2 }
		tolower($1) == "message-id:" && to != "" { print to, $2; to = "" }' {} +
}
