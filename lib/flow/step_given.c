/* The fields that a step was given: may it set them, can they be read? */
#include <string.h>

#include "lib/base/mem.h"
#include "lib/flow/step_private.h"

static bool in_table(const struct crm_step_in *in, const char *name)
{
	const struct crm_step_field *s = in->step->fields;

	for (; s != NULL && s->field != 0; s++) {
		if (strcmp(crm_shape_name(in->shape, s->field), name) == 0)
			return true;
	}
	return false;
}

/* A whole record tells its kind, id and state too: those are ours, and no
 * contradiction when they are what the step makes. */
static bool of_record(const struct crm_step_in *in, const struct crm_change *c)
{
	if ((in->step->flags & CRM_STEP_RECORD) == 0)
		return false;
	if (strcmp(c->path, "kind") == 0)
		return crm_cell_eq(&c->cell, in->flow->schema->name);
	if (strcmp(c->path, "id") == 0)
		return in->id == NULL || crm_cell_eq(&c->cell, in->id);
	return strcmp(c->path, "state") == 0 && in->step->to != NULL &&
	    crm_cell_eq(&c->cell, in->step->to);
}

/* NULL when the step may set the field, else why not. */
static const char *not_settable(const struct crm_step_in *in, const char *path)
{
	unsigned open_to = CRM_STEP_RECORD | CRM_STEP_ASSIGN;
	const struct crm_field *fields = in->flow->schema->fields;
	struct crm_arena arena = CRM_ARENA_INIT;
	const char *name = crm_arena_strndup(&arena, path, strcspn(path, "."));
	const char *why = NULL;
	int i = crm_schema_find(in->flow->schema, name, strlen(name));

	if (in_table(in, path))
		;
	else if (i >= 0 && (fields[i].flags & CRM_F_OWN) != 0)
		why = "is written by the tools only";
	else if (crm_reserved_name(name))
		why = "is a reserved name";
	else if ((in->step->flags & open_to) == 0)
		why = "is no field of this step";
	crm_arena_release(&arena);
	return why;
}

static void judge_value(
    const struct crm_step_in *in, const struct crm_change *c, struct crm_findings *f)
{
	const struct crm_field *def = crm_schema_path(in->flow->schema, c->path);

	if (c->cell.type == CRM_T_BAD) {
		char expected[CRM_EXPECTED_MAX];

		crm_field_expected(def, expected);
		crm_finding_add(f, CRM_ERROR, "bad_value", NULL, 0, in->id, c->path,
		    "'%s' cannot be read, expected %s", c->cell.text != NULL ? c->cell.text : "",
		    expected);
	} else if (def != NULL && (def->flags & CRM_F_STAMP) != 0 &&
	    c->cell.type == CRM_T_INSTANT && c->cell.u.at.us > in->now.us) {
		char text[CRM_INSTANT_MAX];

		crm_instant_format(c->cell.u.at, text);
		crm_finding_add(f, CRM_ERROR, "in_future", NULL, 0, in->id, c->path,
		    "'%s' is later than now", text);
	}
}

static void judge_required(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_step_field *s = in->step->fields;
	const struct crm_change *c;
	const char *name;

	for (; s != NULL && s->field != 0; s++) {
		if (!s->required)
			continue;
		name = crm_shape_name(in->shape, s->field);
		c = crm_changes_find(in->given, name);
		if (c == NULL || c->cell.type == CRM_T_ABSENT)
			crm_finding_add(f, CRM_ERROR, "missing_field", NULL, 0, in->id, name,
			    "'%s' needs it", in->step->name);
	}
}

void crm_step_given(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	bool assigns = (in->step->flags & CRM_STEP_ASSIGN) != 0;

	for (size_t i = 0; i < in->given->n; i++) {
		const struct crm_change *c = &in->given->items[i];
		const char *why;

		if (of_record(in, c))
			continue;
		why = not_settable(in, c->path);
		if (why != NULL) {
			crm_finding_add(f, CRM_ERROR, assigns ? "not_amendable" : "not_settable",
			    NULL, 0, in->id, c->path, "%s", why);
			continue;
		}
		judge_value(in, c, f);
		/* nothing said is nothing to write, but for amend */
		if (assigns || c->cell.type != CRM_T_ABSENT)
			crm_changes_set(out, c->path, &c->cell);
	}
	judge_required(in, f);
}
