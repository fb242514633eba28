/* The fields that a step was given: may it set them, can they be read? */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/flow/common.h"
#include "lib/flow/step_private.h"

/* What the given names are of: the record, or an item. */
static const struct crm_schema *schema_of(const struct crm_step_in *in)
{
	const struct crm_step_target *t = in->step->target;

	return t == NULL ? in->flow->schema : in->flow->schema->fields[t->collection].items;
}

/* A file brings its hash and its size along. */
static bool goes_with(const struct crm_field *f, const char *name)
{
	return (f->flags & CRM_F_FILE) != 0 &&
	    (strcmp(name, "sha256") == 0 || strcmp(name, "bytes") == 0);
}

static bool in_table(const struct crm_step_in *in, const char *name)
{
	const struct crm_step_field *s = in->step->fields;

	for (; s != NULL && s->field != 0; s++) {
		const struct crm_field *f = &schema_of(in)->fields[s->field];

		if (strcmp(f->name, name) == 0 || goes_with(f, name))
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
	switch (crm_schema_find(in->flow->schema, c->path, strlen(c->path))) {
	case CRM_C_KIND:
		return crm_cell_eq(&c->cell, in->flow->schema->name);
	case CRM_C_ID:
		return in->id == NULL || crm_cell_eq(&c->cell, in->id);
	case CRM_C_STATE:
		return in->step->to != NULL && crm_cell_eq(&c->cell, in->step->to);
	default:
		return false;
	}
}

/* "a..b": a name between dots is missing. */
static bool has_empty_name(const char *path)
{
	size_t len = strlen(path);

	return len == 0 || path[0] == '.' || path[len - 1] == '.' || strstr(path, "..") != NULL;
}

/* The stamp of a step to another state. */
static bool judge_state_stamp(
    const struct crm_step_in *in, const struct crm_change *c, int field, struct crm_buf *why)
{
	const struct crm_step *setter = crm_flow_setter(in->flow, field);
	bool deleted = c->cell.type == CRM_T_ABSENT;
	struct crm_cell state;

	if (setter == NULL)
		return true;
	if ((in->step->flags & CRM_STEP_ASSIGN) == 0 || in->before == NULL ||
	    !crm_record_has(in->before, c->path)) {
		if (!deleted)
			crm_buf_addf(why, "is set by the step '%s'", setter->name);
		return deleted;
	}
	if (!deleted)
		return true;
	crm_record_cell(in->before, crm_shape_name(in->shape, CRM_C_STATE), NULL, NULL, &state);
	/* a stamp without its step can only be mended so */
	if ((setter->flags & CRM_STEP_AGAIN) == 0 && !crm_cell_eq(&state, setter->to) &&
	    crm_step_from(setter, in->flow->states, &state))
		return true;
	crm_buf_addf(why, "cannot be deleted: it was set by the step '%s'", setter->name);
	return false;
}

/* Why no step may set it; NULL: one may. */
static const char *closed(const struct crm_step_in *in, const char *path, const char *name, int i)
{
	if (has_empty_name(path))
		return "an empty name";
	if (i >= 0 && (in->flow->schema->fields[i].flags & CRM_F_OWN) != 0)
		return "is written by the tools only";
	return crm_reserved_name(name) ? "is a reserved name" : NULL;
}

/* The step whose it is to set the field: the last that has it; NULL: none. */
static const struct crm_step *setter_of(const struct crm_step_in *in, int field)
{
	const struct crm_step *found = NULL;

	for (const struct crm_step *s = in->flow->steps; s->name != NULL; s++) {
		if (s->target != NULL)
			continue;
		if (s->stamp == field)
			found = s;
		for (const struct crm_step_field *f = s->fields; f != NULL && f->field != 0; f++) {
			if (f->field == field)
				found = s;
		}
	}
	return found;
}

/* Is it only another step's to set, not to be amended? */
static bool is_fixed(const struct crm_step_in *in, int field, struct crm_buf *why)
{
	const struct crm_step *setter;

	if (field < 0 || (in->step->flags & CRM_STEP_ASSIGN) == 0 ||
	    (in->flow->schema->fields[field].flags & CRM_F_FIXED) == 0)
		return false;
	setter = setter_of(in, field);
	if (setter != NULL)
		crm_buf_addf(why, "is set by the step '%s'", setter->name);
	else
		crm_buf_addz(why, "is set by steps of its own");
	return true;
}

/* May the step set the field? If not, why. */
static bool settable(const struct crm_step_in *in, const struct crm_change *c, struct crm_buf *why)
{
	unsigned open_to = CRM_STEP_RECORD | CRM_STEP_ASSIGN;
	struct crm_arena arena = CRM_ARENA_INIT;
	const char *name = crm_arena_strndup(&arena, c->path, strcspn(c->path, "."));
	int i = crm_schema_find(in->flow->schema, name, strlen(name));
	const char *never = closed(in, c->path, name, i);
	bool of_item = in->step->target != NULL, ok = false;

	if (in_table(in, c->path))
		ok = true;
	else if (!of_item && never != NULL)
		crm_buf_addz(why, never);
	else if (is_fixed(in, i, why))
		ok = false;
	else if (of_item || (in->step->flags & open_to) == 0)
		crm_buf_addz(why, "is no field of this step");
	else if ((in->step->flags & CRM_STEP_ASSIGN) != 0 &&
	    crm_schema_path(in->flow->schema, c->path) == NULL &&
	    (in->before == NULL || !crm_record_has(in->before, c->path)))
		crm_buf_addz(why, "no such field; own fields are given with open or import");
	else
		ok = judge_state_stamp(in, c, i, why);
	crm_arena_release(&arena);
	return ok;
}

static bool is_blank(const struct crm_change *c)
{
	return c->cell.type == CRM_T_TEXT && c->cell.len > 0 &&
	    crm_utf8_all_blank(c->cell.text, c->cell.len);
}

static void judge_value(
    const struct crm_step_in *in, const struct crm_change *c, struct crm_findings *f)
{
	const struct crm_field *def = crm_schema_path(schema_of(in), c->path);

	if (is_blank(c)) {
		crm_finding_add(
		    f, CRM_ERROR, "bad_value", NULL, 0, in->id, c->path, "blank; expected a text");
	} else if (c->cell.type == CRM_T_BAD) {
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

static bool is_required(const struct crm_step_in *in, const char *name)
{
	const struct crm_step_field *s = in->step->fields;

	for (; s != NULL && s->field != 0; s++) {
		if (s->required && strcmp(schema_of(in)->fields[s->field].name, name) == 0)
			return true;
	}
	return false;
}

/* In a whole record a blank column is an empty one, unless the step needs it. */
static bool passed_over(const struct crm_step_in *in, const struct crm_change *c)
{
	return of_record(in, c) ||
	    ((in->step->flags & CRM_STEP_RECORD) != 0 && is_blank(c) && !is_required(in, c->path));
}

static void judge_required(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_step_field *s = in->step->fields;
	const struct crm_change *c;
	const char *name;

	for (; s != NULL && s->field != 0; s++) {
		if (!s->required)
			continue;
		name = schema_of(in)->fields[s->field].name;
		c = crm_changes_find(in->given, name);
		if (c == NULL || c->cell.type == CRM_T_ABSENT)
			crm_finding_add(f, CRM_ERROR, "missing_field", NULL, 0, in->id, name,
			    "'%s' needs it", in->step->name);
	}
}

/* Hash and size of a file, which are the record's by the name of its field: written there, where
 * it has them. False: it is neither. */
static bool beside_file(
    const struct crm_step_in *in, const struct crm_change *c, struct crm_changes *out)
{
	const struct crm_step_field *s = in->step->fields;
	const struct crm_schema *schema = in->flow->schema;
	struct crm_buf name = CRM_BUF_INIT;
	bool beside = false;

	for (; s != NULL && s->field != 0 && !beside; s++) {
		beside = goes_with(&schema->fields[s->field], c->path);
		if (beside)
			crm_buf_addf(&name, "%s_%s", schema->fields[s->field].name, c->path);
	}
	if (beside && crm_schema_find(schema, crm_buf_str(&name), name.len) >= 0)
		crm_changes_set(out, crm_buf_str(&name), &c->cell);
	crm_buf_release(&name);
	return beside;
}

/* Nothing said is nothing to write, but for amend. */
static void write_given(
    const struct crm_step_in *in, const struct crm_change *c, struct crm_changes *out)
{
	const struct crm_step_target *t = in->step->target;
	struct crm_buf path = CRM_BUF_INIT;

	if (c->cell.type == CRM_T_ABSENT && (in->step->flags & CRM_STEP_ASSIGN) == 0)
		return;
	if (t == NULL) {
		if (!beside_file(in, c, out))
			crm_changes_set(out, c->path, &c->cell);
	} else if (in->key != NULL) {
		int member = crm_schema_find(schema_of(in), c->path, strlen(c->path));

		crm_changes_set(out,
		    crm_item_path(in->flow->schema, t->collection, in->key, member, &path),
		    &c->cell);
	}
	crm_buf_release(&path);
}

void crm_step_given(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	bool assigns = (in->step->flags & CRM_STEP_ASSIGN) != 0;
	struct crm_buf why = CRM_BUF_INIT;

	if (in->key != NULL)
		crm_step_item_made(in, out);
	for (size_t i = 0; i < in->given->n; i++) {
		const struct crm_change *c = &in->given->items[i];

		if (passed_over(in, c))
			continue;
		crm_buf_clear(&why);
		if (!settable(in, c, &why)) {
			crm_finding_add(f, CRM_ERROR, assigns ? "not_amendable" : "not_settable",
			    NULL, 0, in->id, c->path, "%s", crm_buf_str(&why));
			continue;
		}
		judge_value(in, c, f);
		write_given(in, c, out);
	}
	crm_buf_release(&why);
	judge_required(in, f);
}
