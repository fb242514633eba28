/* What the parts that judge share: adding a finding, and looking things up. */
#include <stdarg.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/rules/ppap/judge_private.h"

/* ---- finding ---- */

static bool state_counts(const struct crm_ppap_state *s)
{
	return (s->applies == CRM_APPLIES_YES || s->applies == CRM_APPLIES_UNSAID) && !s->waived;
}

static size_t file_of(const struct crm_ppap_judge *j, const char *source)
{
	size_t i;

	if (source == NULL || strcmp(source, j->p->source) == 0)
		return 0;
	i = crm_map_find(j->sources, source, strlen(source));
	return i == CRM_MAP_NONE ? j->p->n + 1 : i + 1;
}

__attribute__((format(printf, 7, 0))) static void findv(struct crm_ppap_judge *j, int at,
    const char *code, const char *source, long line, const char *field, const char *fmt, va_list ap)
{
	const struct crm_ppap_code *c = crm_ppap_code_find(code);
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_ppap_found *x;
	int severity;

	if (c == NULL)
		crm_fatal("a finding without a row in the table of codes");
	if (at >= 0 && !state_counts(&j->states[at]) && !c->stands)
		return;
	severity = crm_ppap_book_severity(j->book, code);
	crm_buf_addv(&text, fmt, ap);
	crm_grow(&j->found, &j->cap, j->n + 1, sizeof(*j->found));
	x = &j->found[j->n];
	x->at = at;
	x->code = c;
	x->severity = severity >= 0 ? (enum crm_severity)severity : c->severity;
	x->file = file_of(j, source);
	x->source = x->file == 0 ? j->p->source : crm_arena_strdup(&j->arena, source);
	x->line = line;
	x->order = j->n++;
	x->field = crm_arena_strdup(&j->arena, field != NULL ? field : "");
	x->text = crm_arena_strdup(&j->arena, crm_buf_str(&text));
	crm_buf_release(&text);
}

void crm_ppap_find(struct crm_ppap_judge *j, int at, const char *code, const char *source,
    long line, const char *field, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	findv(j, at, code, source, line, field, fmt, ap);
	va_end(ap);
}

void crm_ppap_find_field(struct crm_ppap_judge *j, int at, const char *code,
    const struct crm_node *n, int field, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	findv(j, at, code, NULL, crm_node_line(n, field), n->schema->fields[field].name, fmt, ap);
	va_end(ap);
}

void crm_ppap_find_file(
    struct crm_ppap_judge *j, size_t evidence, const char *code, int field, const char *fmt, ...)
{
	const struct crm_node *n = j->p->evidence[evidence].node;
	va_list ap;

	va_start(ap, fmt);
	findv(j, j->at[evidence], code, NULL, field < 0 ? n->line : crm_node_line(n, field), n->key,
	    fmt, ap);
	va_end(ap);
}

/* ---- looking ---- */

bool crm_ppap_found(const struct crm_ppap_judge *j, const char *code)
{
	for (size_t i = 0; i < j->n; i++) {
		if (strcmp(j->found[i].code->name, code) == 0)
			return true;
	}
	return false;
}

int crm_ppap_at(const struct crm_ppap_judge *j, const char *number)
{
	return crm_ppap_book_at(j->book, number);
}

int crm_ppap_state_of(const struct crm_ppap_judge *j, enum crm_ppap_role role)
{
	return crm_ppap_book_role_at(j->book, role);
}

bool crm_ppap_counts(const struct crm_ppap_judge *j, enum crm_ppap_role role)
{
	int at = crm_ppap_state_of(j, role);

	return at >= 0 && state_counts(&j->states[at]);
}

const struct crm_sheet *crm_ppap_sheet(const struct crm_ppap_judge *j, enum crm_ppap_sheet_kind k,
    size_t i, const struct crm_ppap_evidence **e)
{
	for (size_t v = 0; v < j->p->n; v++) {
		const struct crm_ppap_evidence *x = &j->p->evidence[v];

		if (x->sheet == NULL || x->sheet_kind != (int)k || i-- > 0)
			continue;
		if (e != NULL)
			*e = x;
		return x->sheet;
	}
	return NULL;
}

long crm_ppap_line(const struct crm_ppap_judge *j, int at)
{
	return j->nodes[at] != NULL ? j->nodes[at]->line : crm_node_line(j->p->top, CRM_P_ELEMENTS);
}

bool crm_ppap_said(const struct crm_node *n, int field)
{
	const struct crm_cell *c = n != NULL ? crm_node_cell(n, field) : NULL;

	if (c == NULL || c->type == CRM_T_ABSENT)
		return false;
	return c->type != CRM_T_TEXT || !crm_utf8_all_blank(c->text, c->len);
}

int32_t crm_ppap_date(const struct crm_node *n, int field)
{
	const struct crm_cell *c = n != NULL ? crm_node_cell(n, field) : NULL;

	return c != NULL && c->type == CRM_T_DATE ? c->u.date : -1;
}

int32_t crm_ppap_judged_day(const struct crm_ppap_judge *j)
{
	int32_t submitted = crm_ppap_date(j->p->top, CRM_P_SUBMITTED);

	return submitted >= 0 ? submitted : j->today;
}

const char *crm_ppap_status(const struct crm_ppap_judge *j)
{
	const char *status = crm_node_text(j->p->top, CRM_P_STATUS);

	return *status != '\0' ? status : "preparing";
}

bool crm_ppap_verdict(const struct crm_ppap_judge *j)
{
	const char *status = crm_ppap_status(j);

	return strcmp(status, "preparing") != 0 && strcmp(status, "submitted") != 0;
}

const char *crm_ppap_day(struct crm_ppap_judge *j, int32_t days)
{
	char text[CRM_DATE_MAX];

	return crm_arena_strndup(&j->arena, text, crm_date_format(days, text));
}

void crm_ppap_list(struct crm_buf *list, const char *name)
{
	crm_buf_addf(list, "%s%s", list->len > 0 ? ", " : "", name);
}

#define NAMED_MAX 10

void crm_ppap_quoted(struct crm_buf *list, size_t i, const char *name, size_t len)
{
	if (i >= NAMED_MAX)
		return;
	if (list->len > 0)
		crm_buf_addz(list, ", ");
	crm_utf8_quote(list, name, len);
}

void crm_ppap_quoted_end(struct crm_buf *list, size_t n)
{
	if (n > NAMED_MAX)
		crm_buf_addf(list, " and %zu more", n - NAMED_MAX);
}
