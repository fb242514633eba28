/* The manual's tables, as mdoc rows: a test holds them equal to the pages. */
#include <string.h>

#include "lib/data/schema.h"
#include "lib/tool/private.h"

/* One word or more of text that mdoc must not take for a macro. */
static void add_text(struct crm_buf *out, const char *text)
{
	const char *p = text;
	size_t len;

	while (*p != '\0') {
		len = strcspn(p, " ");
		if ((len == 2 || len == 3) && p[0] >= 'A' && p[0] <= 'Z' &&
		    ((p[1] >= 'a' && p[1] <= 'z') || (p[1] >= '0' && p[1] <= '9')))
			crm_buf_addz(out, "\\&");
		for (; len > 0; len--, p++) {
			if (*p == '\\')
				crm_buf_addz(out, "\\e");
			else if (*p == '"')
				crm_buf_addz(out, "\\(dq");
			else
				crm_buf_addc(out, *p);
		}
		if (*p == ' ')
			crm_buf_addc(out, *p++);
	}
}

static void add_row(struct crm_buf *out, const char *const *cells, size_t n)
{
	size_t i;

	crm_buf_addz(out, ".It Ic ");
	for (i = 0; i < n; i++) {
		if (i > 0)
			crm_buf_addz(out, " Ta ");
		add_text(out, cells[i] != NULL && cells[i][0] != '\0' ? cells[i] : "-");
	}
	crm_buf_addc(out, '\n');
}

static const char *field_name(const struct crm_schema *schema, int field)
{
	return field > 0 ? schema->fields[field].name : NULL;
}

static void add_steps(const struct crm_flow *flow, struct crm_buf *out)
{
	const struct crm_step *s;

	for (s = flow->steps; s->name != NULL; s++) {
		const char *cells[] = {
		    s->name, s->from, s->to, field_name(flow->schema, s->stamp), s->summary};

		add_row(out, cells, sizeof(cells) / sizeof(cells[0]));
	}
}

static void add_clocks(const struct crm_kind *kind, struct crm_buf *out)
{
	const struct crm_schema *schema = kind->flow.schema;
	const struct crm_clock *c;

	for (c = kind->clocks; c != NULL && c->name != NULL; c++) {
		const char *from = field_name(schema, c->before > 0 ? c->before : c->from);
		const char *cells[] = {
		    c->name, from, field_name(schema, c->to), c->limit, c->applies, c->rule};

		add_row(out, cells, sizeof(cells) / sizeof(cells[0]));
	}
}

static void add_fields(const struct crm_schema *schema, struct crm_buf *out)
{
	struct crm_buf words = CRM_BUF_INIT;
	size_t i, k;

	for (i = 0; i < schema->n; i++) {
		const struct crm_field *f = &schema->fields[i];
		const char *cells[] = {f->name, crm_type_name(f->type), NULL, f->doc};

		crm_buf_clear(&words);
		for (k = 0; f->words != NULL && f->words[k] != NULL; k++)
			crm_buf_addf(&words, "%s%s", k > 0 ? ", " : "", f->words[k]);
		cells[2] = crm_buf_str(&words);
		add_row(out, cells, sizeof(cells) / sizeof(cells[0]));
	}
	crm_buf_release(&words);
}

static void add_limits(struct crm_buf *out)
{
	struct crm_buf number = CRM_BUF_INIT;
	const char *cells[3];
	size_t i, dflt;

	for (i = 0; (cells[0] = crm_limits_row(i, &dflt, &cells[2])) != NULL; i++) {
		crm_buf_clear(&number);
		crm_buf_addi(&number, (int64_t)dflt);
		cells[1] = crm_buf_str(&number);
		add_row(out, cells, sizeof(cells) / sizeof(cells[0]));
	}
	crm_buf_release(&number);
}

static int add_own(const struct crm_tool *tool, const char *name, struct crm_buf *out)
{
	const struct crm_tool_table *t = tool->tables;
	const char *cells[CRM_TABLE_CELLS];
	size_t i, n;

	while (t != NULL && t->name != NULL && strcmp(t->name, name) != 0)
		t++;
	if (t == NULL || t->name == NULL)
		return -1;
	for (i = 0; (n = t->row(i, cells)) > 0; i++)
		add_row(out, cells, n);
	return 0;
}

int crm_help_table(const struct crm_tool *tool, const char *name, struct crm_buf *out)
{
	const struct crm_kind *kind = tool->kind;

	if (strcmp(name, "limits") == 0)
		add_limits(out);
	else if (kind != NULL && strcmp(name, "steps") == 0)
		add_steps(&kind->flow, out);
	else if (kind != NULL && strcmp(name, "clocks") == 0)
		add_clocks(kind, out);
	else if (kind != NULL && strcmp(name, "fields") == 0)
		add_fields(kind->flow.schema, out);
	else
		return add_own(tool, name, out);
	return 0;
}
