/* What every kind's records are judged by. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/rules/common.h"
#include "lib/rules/kind.h"

#define MOST_SHOWN ((size_t)200) /* bytes of a value in a message */

struct check {
	const struct crm_kind *kind;
	const struct crm_view *view;
	const char *id;
	struct crm_findings *f;
};

static void bad_cell(const struct check *c, const struct crm_field *def,
    const struct crm_cell *cell, const char *path)
{
	char expected[CRM_EXPECTED_MAX];
	const char *code = strcmp(path, "state") == 0 ? "bad_state" : "bad_value";
	size_t most = cell->len > MOST_SHOWN ? MOST_SHOWN : cell->len;
	int len = cell->text == NULL ? 0 : (int)crm_utf8_invalid(cell->text, most);

	crm_field_expected(def, expected);
	crm_finding_add(c->f, CRM_ERROR, code, c->view->source, c->view->line, c->id, path,
	    "'%.*s' cannot be read, expected %s", len, cell->text != NULL ? cell->text : "",
	    expected);
}

static void check_items(const struct check *c, int field)
{
	const struct crm_field *def = &c->kind->flow.schema->fields[field];
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_items it;

	crm_items_init(&it, c->view, field);
	while (crm_items_next(&it)) {
		for (size_t i = 0; i < def->items->n; i++) {
			const struct crm_cell *cell = crm_view_cell(&it.view, (int)i);

			if (cell->type != CRM_T_BAD)
				continue;
			crm_buf_clear(&path);
			crm_buf_addf(
			    &path, "%s.%s.%s", def->name, it.key, def->items->fields[i].name);
			bad_cell(c, &def->items->fields[i], cell, crm_buf_str(&path));
		}
	}
	crm_items_release(&it);
	crm_buf_release(&path);
}

static void check_types(const struct check *c)
{
	const struct crm_schema *s = c->kind->flow.schema;

	for (size_t i = 0; i < s->n; i++) {
		const struct crm_cell *cell = crm_view_cell(c->view, (int)i);

		if (cell->type == CRM_T_BAD)
			bad_cell(c, &s->fields[i], cell, s->fields[i].name);
		else if (cell->type == CRM_T_NESTED && s->fields[i].items != NULL)
			check_items(c, (int)i);
	}
}

static void check_id(const struct check *c)
{
	const struct crm_cell *cell = crm_view_cell(c->view, CRM_C_ID);

	if (cell->type == CRM_T_ABSENT)
		crm_finding_add(c->f, CRM_ERROR, "missing_field", c->view->source, c->view->line,
		    c->id, "id", "there is no id");
	else if (cell->type == CRM_T_TEXT && !crm_id_valid(c->id, strlen(c->id)))
		crm_finding_add(c->f, CRM_ERROR, "bad_value", c->view->source, c->view->line, c->id,
		    "id", "'%s' is no id, expected letters, digits, '.', '_' and '-', at most 64",
		    c->id);
}

/* What the step that makes a record requires. */
static void check_required(const struct check *c)
{
	const struct crm_step *first = crm_flow_first(&c->kind->flow);
	const struct crm_step_field *s = first == NULL ? NULL : first->fields;

	for (; s != NULL && s->field != 0; s++) {
		if (s->required && crm_view_cell(c->view, s->field)->type == CRM_T_ABSENT)
			crm_finding_add(c->f, CRM_ERROR, "missing_field", c->view->source,
			    c->view->line, c->id, c->kind->flow.schema->fields[s->field].name,
			    "is missing: '%s' needs it", first->name);
	}
}

/* Once for each pair of stamps, whether a clock between them applies or not. */
static void check_order(const struct check *c)
{
	const struct crm_clock *rows = c->kind->clocks;
	const struct crm_field *fields = c->kind->flow.schema->fields;
	struct crm_arena arena = CRM_ARENA_INIT;

	for (size_t i = 0; rows != NULL && rows[i].name != NULL; i++) {
		size_t j = 0;

		while (rows[j].from != rows[i].from || rows[j].to != rows[i].to)
			j++;
		if (j < i || !crm_clock_disordered(&rows[i], c->view))
			continue;
		crm_finding_add(c->f, CRM_ERROR, "end_before_start", c->view->source, c->view->line,
		    c->id, fields[rows[i].to].name, "%s is earlier than '%s', %s",
		    crm_view_text(c->view, rows[i].to, &arena), fields[rows[i].from].name,
		    crm_view_text(c->view, rows[i].from, &arena));
	}
	crm_arena_release(&arena);
}

static void check_late_entry(const struct check *c)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_items it;

	crm_items_init(&it, c->view, CRM_C_LATE_ENTRY);
	while (crm_items_next(&it))
		crm_finding_add(c->f, CRM_WARNING, "late_entry", c->view->source, c->view->line,
		    c->id, it.key, "was entered late, at %s by %s",
		    crm_view_text(&it.view, CRM_L_REC, &arena),
		    crm_view_text(&it.view, CRM_L_BY, &arena));
	crm_items_release(&it);
	crm_arena_release(&arena);
}

void crm_kind_check(const struct crm_kind *k, const struct crm_view *v, struct crm_findings *f)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct check c = {k, v, crm_view_text(v, CRM_C_ID, &arena), f};

	crm_case_open(f, c.id);
	check_id(&c);
	check_types(&c);
	check_required(&c);
	check_order(&c);
	check_late_entry(&c);
	crm_arena_release(&arena);
}
