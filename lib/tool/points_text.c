/* The texts of an open point: its step as a command line has it, what is over, the short text. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/rules/todo.h"
#include "lib/tool/points.h"

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

void crm_points_step(const struct crm_todo_point *p, struct crm_buf *out)
{
	crm_buf_addz(out, p->step);
	add_opt(out, &p->opt);
	add_opt(out, &p->more);
}

void crm_points_over(int64_t us, struct crm_buf *out)
{
	const int64_t minutes = us / (60 * CRM_US_PER_SEC), days = minutes / 60 / 24;

	if (days > 0)
		crm_buf_addf(out, "%dd", (int)days);
	else if (minutes >= 60)
		crm_buf_addf(out, "%dh", (int)(minutes / 60));
	else
		crm_buf_addf(out, "%dm", (int)minutes);
}

void crm_points_cut(const char *text, size_t most, struct crm_buf *out)
{
	size_t len = strlen(text), n = 0, width = 0;

	while (n < len) {
		uint32_t cp;
		size_t one = crm_utf8_decode(text + n, len - n, &cp);

		one = one > 0 ? one : 1;
		width += crm_utf8_width(text + n, one);
		if (width > most - 3)
			break;
		n += one;
	}
	crm_buf_add(out, text, n);
	crm_buf_addz(out, "...");
}
