/* What every header of CSV is judged by, with a map or without. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/io/reader_private.h"

bool crm_header_control(const char *name)
{
	for (const char *p = name; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;

		/* U+0080 to U+009F */
		if (c < 0x20 || c == 0x7f || (c == 0xc2 && (unsigned char)p[1] < 0xa0))
			return true;
	}
	return false;
}

int crm_header_foreign(const struct crm_schema *s, const char *source, long line, struct crm_err *e)
{
	int party = crm_schema_flagged(s, CRM_F_PARTY), stamp = -1;
	struct crm_buf names = CRM_BUF_INIT;

	for (size_t i = 0; i < s->n && stamp < 0; i++) {
		if (s->fields[i].type == CRM_T_INSTANT && (s->fields[i].flags & CRM_F_OWN) == 0)
			stamp = (int)i;
	}
	crm_buf_addz(&names, "id");
	if (party >= 0)
		crm_buf_addf(&names, ", %s", s->fields[party].name);
	if (stamp >= 0)
		crm_buf_addf(&names, ", %s", s->fields[stamp].name);
	crm_err_at(e, CRM_BADINPUT, source, line, NULL,
	    "no column is a field of %s %s; expected names like %s",
	    strchr("aeiou", s->name[0]) != NULL ? "an" : "a", s->name, crm_buf_str(&names));
	crm_buf_release(&names);
	return -1;
}
