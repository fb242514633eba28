/* What refuses a step, and the exit status that it stands for. */
#include <stdarg.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/flow/step_private.h"

int crm_step_status(const char *code)
{
	static const char *const bad[] = {
	    "bad_value", "in_future", "missing_field", "not_settable", "not_amendable"};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (strcmp(bad[i], code) == 0)
			return CRM_BADINPUT;
	}
	return strcmp(code, "no_authority") == 0 || strcmp(code, "unapproved") == 0 ? CRM_NOPERM
	                                                                            : CRM_NO;
}

void crm_step_refuse(const struct crm_step_in *in, struct crm_findings *f, const char *code,
    const char *field, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	crm_finding_add(f, CRM_ERROR, code, NULL, 0, in->id, field, "%s", crm_buf_str(&text));
	crm_buf_release(&text);
}

void crm_step_order(const struct crm_step_in *in, struct crm_findings *f, int stamp)
{
	const struct crm_cell *c = crm_view_cell(in->view, stamp);
	char text[CRM_INSTANT_MAX];

	if (c->type != CRM_T_INSTANT || in->at.us >= c->u.at.us)
		return;
	crm_instant_format(c->u.at, text);
	crm_step_refuse(in, f, "wrong_order", "at", "is earlier than '%s', %s",
	    in->flow->schema->fields[stamp].name, text);
}
