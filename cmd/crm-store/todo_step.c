/* The step of an open point as a command line has it. */
#include <string.h>

#include "cmd/crm-store/store.h"
#include "lib/base/buf.h"
#include "lib/rules/todo.h"

/* As a shell takes it, whatever the record says. */
static void add_word(struct crm_buf *out, const char *word)
{
	const char *p = word;

	while ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') ||
	    (*p != '\0' && strchr("._-", *p) != NULL))
		p++;
	if (*p == '\0' && p > word) {
		crm_buf_addz(out, word);
		return;
	}
	crm_buf_addc(out, '\'');
	for (p = word; *p != '\0'; p++) {
		if (*p == '\'')
			crm_buf_addz(out, "'\\''");
		else
			crm_buf_addc(out, *p);
	}
	crm_buf_addc(out, '\'');
}

static void add_opt(struct crm_buf *out, const struct crm_todo_opt *o)
{
	if (o->name[0] == '\0')
		return;
	crm_buf_addf(out, " --%s", o->name);
	if (o->value[0] == '\0')
		return;
	/* what begins with a dash would be an option */
	crm_buf_addc(out, o->value[0] == '-' ? '=' : ' ');
	add_word(out, o->value);
}

void store_todo_step(const struct crm_todo_point *p, struct crm_buf *out)
{
	crm_buf_addz(out, p->step);
	add_opt(out, &p->opt);
	add_opt(out, &p->more);
}
