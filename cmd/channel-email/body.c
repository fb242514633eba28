/* Bodies: quoted-printable (RFC 2045, 6.7) without any line that a mail program could take for its
 * own, or base64 where that is shorter. */
#include <string.h>

#include "cmd/channel-email/email.h"

#define QP_LINE 76

/* With "\n" for each CRLF, and with a line end at its end: so a text ends in every mail. */
static void with_ends(const char *text, const char *end, struct crm_buf *out)
{
	const char *p;

	for (p = text; *p != '\0'; p++) {
		if (p[0] == '\r' && p[1] == '\n')
			continue;
		if (*p == '\n')
			crm_buf_addz(out, end);
		else
			crm_buf_addc(out, *p);
	}
	if (p > text && p[-1] != '\n')
		crm_buf_addz(out, end);
}

static bool as_it_is(const char *p, size_t column)
{
	unsigned char c = (unsigned char)*p;

	if (column == 0 && (c == '.' || strncmp(p, "From ", 5) == 0))
		return false;
	if (c == ' ' || c == '\t')
		return p[1] != '\n' && p[1] != '\0';
	return c > ' ' && c <= '~' && c != '=';
}

/* A line of 76 holds the "=" of its soft end too. */
static void quoted_printable(const char *text, struct crm_buf *out)
{
	size_t column = 0;
	const char *p;

	for (p = text; *p != '\0'; p++) {
		size_t need;

		if (*p == '\n') {
			crm_buf_addc(out, '\n');
			column = 0;
			continue;
		}
		need = as_it_is(p, column) ? 1 : 3;
		if (column + need > QP_LINE - (p[1] == '\n' ? 0 : 1)) {
			crm_buf_addz(out, "=\n");
			column = 0;
			need = as_it_is(p, column) ? 1 : 3;
		}
		if (need == 1)
			crm_buf_addc(out, *p);
		else
			crm_buf_addf(out, "=%02X", (unsigned char)*p);
		column += need;
	}
}

bool email_body(const char *text, struct crm_buf *out)
{
	struct crm_buf lines = CRM_BUF_INIT;
	size_t i, coded = 0;
	bool base64;

	for (i = 0; text[i] != '\0'; i++)
		coded += (unsigned char)text[i] >= 0x80 || text[i] == '=';
	base64 = coded > i / 6;
	with_ends(text, base64 ? "\r\n" : "\n", base64 ? out : &lines);
	if (!base64)
		quoted_printable(crm_buf_str(&lines), out);
	crm_buf_release(&lines);
	return base64;
}
