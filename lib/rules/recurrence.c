#include "lib/rules/recurrence.h"

#include <string.h>

#include "lib/base/buf.h"

static bool is_blank(const struct crm_cell *c)
{
	for (size_t i = 0; i < c->len; i++) {
		if (strchr(" \t\n", c->text[i]) == NULL)
			return false;
	}
	return true;
}

bool crm_recurrence_key(const struct crm_cell *const *cells, size_t n, struct crm_buf *out)
{
	crm_buf_clear(out);
	for (size_t i = 0; i < n; i++) {
		if (cells[i] == NULL || cells[i]->type != CRM_T_TEXT || is_blank(cells[i]))
			return false;
		crm_buf_add(out, cells[i]->text, cells[i]->len);
		crm_buf_addc(out, '\0');
	}
	return n > 0;
}

void crm_recurrence_judge(const struct crm_past *past, size_t n, struct crm_instant at,
    const struct crm_recurrence_opts *o, struct crm_repeat *out)
{
	*out = (struct crm_repeat){NULL, 0, false};
	for (size_t i = 0; i < n; i++) {
		const struct crm_past *p = &past[i];

		if (p->gone || !p->has_at || p->at.us > at.us ||
		    crm_duration_after(p->at, o->window, o->zone, NULL).us < at.us)
			continue;
		out->repeats++;
		if (out->latest == NULL || p->at.us >= out->latest->at.us)
			out->latest = p;
	}
	out->chronic = out->repeats > 0 && out->repeats + 1 >= o->times;
}
