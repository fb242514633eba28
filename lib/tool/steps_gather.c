/* What a step is given: options, assignments, ids, records. All of it is read before the lock. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/tool/steps_one.h"
#include "lib/tool/steps_private.h"

/* Reads one text as a field's value into c; a bad one is told with its source. */
static int give(struct crm_run *r, struct crm_changes *c, const char *source, const char *path,
    const struct crm_field *def, const char *text)
{
	char expected[CRM_EXPECTED_MAX];
	struct crm_err e = CRM_ERR_INIT;
	struct crm_cell cell;

	crm_field_read(def, text, strlen(text), &cell, expected);
	if (cell.type == CRM_T_TEXT && crm_utf8_all_blank(text, strlen(text))) {
		crm_err_at(&e, CRM_BADINPUT, source, 0, source == NULL ? path : NULL,
		    "blank; expected a text");
	} else if (cell.type != CRM_T_BAD) {
		crm_changes_set(c, path, &cell);
		return 0;
	} else {
		crm_err_at(&e, CRM_BADINPUT, source, 0, source == NULL ? path : NULL,
		    "'%s' cannot be read; expected %s", text, expected);
	}
	return crm_run_fail(r, &e);
}

/* A field's value as it is typed; NULL: it is not. name: of its option. */
static int give_field(
    struct crm_batch *b, const struct crm_field *def, const char *name, const char *text)
{
	struct crm_buf option = CRM_BUF_INIT;
	int ret = 0;

	crm_buf_addf(&option, "--%s", name);
	if (text != NULL && (def->flags & CRM_F_FILE) != 0)
		ret = crm_step_give_file(b, crm_buf_str(&option), def, text);
	else if (text != NULL)
		ret = give(b->run, &b->given, crm_buf_str(&option), def->name, def, text);
	crm_buf_release(&option);
	return ret;
}

static int read_field(struct crm_batch *b, const struct crm_field *def)
{
	char *name = crm_step_opt_name(def->name);
	int ret = give_field(b, def, name, crm_args_text(b->run->args, name));

	free(name);
	return ret;
}

static int read_options(struct crm_batch *b)
{
	const struct crm_schema *schema = crm_step_schema(b->run->kind->flow.schema, b->step);
	const struct crm_step_target *target = b->step->target;
	const struct crm_step_field *f;
	const struct crm_opt *o;
	int ret = 0;

	for (f = b->step->fields; f != NULL && f->field != 0; f++)
		if (read_field(b, &schema->fields[f->field]) < 0)
			ret = -1;
	if (target != NULL && target->mode == CRM_ITEM_OLD && crm_args_has(b->run->args, "item"))
		crm_changes_text(&b->args, "item", crm_args_text(b->run->args, "item"));
	for (o = b->step->opts; o != NULL && o->name != NULL; o++)
		if (crm_args_has(b->run->args, o->name))
			crm_changes_text(&b->args, o->name,
			    o->kind == CRM_OPT_FLAG ? "true"
			                            : crm_args_text(b->run->args, o->name));
	return ret;
}

static bool may_take(const struct crm_batch *b, const char *name, size_t len)
{
	const struct crm_schema *schema = crm_step_schema(b->run->kind->flow.schema, b->step);
	const struct crm_step_field *f;
	int i = crm_schema_find(schema, name, len);

	if ((b->step->flags & CRM_STEP_ASSIGN) != 0)
		return i < 0 || (schema->fields[i].flags & CRM_F_OWN) == 0;
	/* of a file a record has but the name */
	for (f = b->step->fields; f != NULL && f->field != 0; f++)
		if (f->field == i)
			return (schema->fields[i].flags & CRM_F_FILE) == 0;
	return false;
}

static int read_take(struct crm_batch *b)
{
	const char *list = crm_args_text(b->run->args, "take"), *p;
	size_t len;

	if (list == NULL)
		return 0;
	if ((b->step->flags & CRM_STEP_RECORD) != 0)
		return crm_run_usage(
		    b->run, "'%s' takes the whole record: no --take", b->step->name);
	for (p = list; *p != '\0'; p += len + (p[len] == ',')) {
		len = strcspn(p, ",");
		if (len == 0 || !may_take(b, p, len))
			return crm_run_usage(b->run, "--take: '%.*s' is no field of '%s'", (int)len,
			    p, b->step->name);
		(void)crm_map_put(b->take, p, len, NULL);
	}
	return 0;
}

static void add_item(struct crm_batch *b, const char *id)
{
	crm_grow(&b->items, &b->cap, b->n + 1, sizeof(*b->items));
	b->items[b->n].id = id;
	b->items[b->n++].input = NULL;
}

/* Items for the inputs from number `first` on. The inputs' array may have moved: earlier items are
 * pointed anew. */
static void add_inputs(struct crm_batch *b, size_t first)
{
	size_t i, k = 0;

	for (i = 0; i < b->n; i++)
		if (b->items[i].input != NULL)
			b->items[i].input = &b->inputs.items[k++];
	for (i = first; i < b->inputs.n; i++) {
		add_item(b, NULL);
		b->items[b->n - 1].input = &b->inputs.items[i];
	}
}

static int read_records(struct crm_batch *b, const char *path, bool piped)
{
	const struct crm_inputs_opts o = {piped, piped ? b->take : NULL};
	size_t first = b->inputs.n;
	int ret = crm_inputs_read(b->run, path, &o, &b->inputs);

	add_inputs(b, first);
	return ret;
}

/* open: from options, or whole records of files. */
static int read_whole(struct crm_batch *b)
{
	const char *id = crm_args_text(b->run->args, "id");
	size_t i, n = crm_args_operands(b->run->args);
	struct crm_err e = CRM_ERR_INIT;

	if (id != NULL && n > 0)
		return crm_run_usage(b->run, "--id is for one record, not for files");
	if (id != NULL && !crm_id_valid(id, strlen(id))) {
		crm_err_at(&e, CRM_BADINPUT, "--id", 0, NULL,
		    "not an id: '%s'; expected letters, digits, '.', '_', '-', at most 64", id);
		return crm_run_fail(b->run, &e);
	}
	if (n == 0)
		add_item(b, id);
	for (i = 0; i < n; i++)
		if (read_records(b, crm_args_operand(b->run->args, i), false) < 0)
			return -1;
	return 0;
}

/* The path's length in FIELD=VALUE, 0 when it is none. */
static size_t assignment(const char *operand)
{
	size_t len = strcspn(operand, "= \t");

	return operand[len] == '=' ? len : 0;
}

static int read_assignment(struct crm_batch *b, const char *operand, size_t len)
{
	struct crm_err e = CRM_ERR_INIT;
	char *path = crm_strndup(operand, len);
	int ret;

	if (crm_args_utf8(operand, "FIELD=VALUE", &e) < 0)
		ret = crm_run_fail(b->run, &e);
	else
		ret = give(b->run, &b->given, NULL, path,
		    crm_schema_path(b->run->kind->flow.schema, path), operand + len + 1);
	free(path);
	return ret;
}

static int read_ids(struct crm_batch *b)
{
	bool assigns = (b->step->flags & CRM_STEP_ASSIGN) != 0;
	size_t i, len, assigned = 0, pipes = 0;
	int ret = 0;

	for (i = 0; i < crm_args_operands(b->run->args); i++) {
		const char *operand = crm_args_operand(b->run->args, i);

		len = assigns ? assignment(operand) : 0;
		if (len > 0) {
			assigned++;
			if (read_assignment(b, operand, len) < 0)
				ret = -1;
		} else if (strcmp(operand, "-") == 0) {
			pipes++;
			if (read_records(b, operand, true) < 0)
				return -1;
		} else {
			add_item(b, operand);
		}
	}
	if (b->n == 0 && pipes == 0)
		return crm_run_usage(b->run, "ID missing");
	if (assigns && assigned == 0 && crm_map_count(b->take) == 0)
		return crm_run_usage(b->run, "FIELD=VALUE missing");
	if (pipes == 0 && crm_map_count(b->take) > 0)
		return crm_run_usage(b->run, "--take needs records from a pipe: '-'");
	return ret;
}

/* Typed by hand, what is missing is a usage error. */
static int check_required(struct crm_batch *b)
{
	const struct crm_schema *schema = crm_step_schema(b->run->kind->flow.schema, b->step);
	const struct crm_step_field *f;

	for (f = b->step->fields; f != NULL && f->field != 0; f++) {
		const char *field = schema->fields[f->field].name;
		char *name;

		if (!f->required || crm_changes_find(&b->given, field) != NULL)
			continue;
		name = crm_step_opt_name(field);
		(void)crm_run_usage(b->run, "option '--%s' is missing", name);
		free(name);
		return -1;
	}
	return 0;
}

/* What all steps take. */
static int read_common(struct crm_batch *b)
{
	b->op = crm_args_text(b->run->args, "op");
	b->dry_run = crm_args_has(b->run->args, "dry-run");
	return b->op == NULL || b->op[0] != '\0' ? 0 : crm_run_usage(b->run, "--op is empty");
}

int crm_batch_gather_texts(struct crm_batch *b, const struct crm_one_text *texts, size_t n)
{
	const struct crm_schema *schema = b->run->kind->flow.schema;
	const char *id = NULL;

	if (read_common(b) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(texts[i].name, CRM_STEP_ID) == 0) {
			id = texts[i].text;
		} else if (strcmp(texts[i].name, CRM_STEP_OP) == 0) {
			b->op = b->op != NULL ? b->op : texts[i].text;
		} else {
			const struct crm_field *def = crm_schema_path(schema, texts[i].name);
			char *name = crm_step_opt_name(texts[i].name);
			int ret = give_field(b, def, name, texts[i].text);

			free(name);
			if (ret < 0)
				return -1;
		}
	}
	add_item(b, id);
	return check_required(b);
}

int crm_batch_gather(struct crm_batch *b)
{
	bool whole = (b->step->flags & CRM_STEP_RECORD) != 0;

	if (read_common(b) < 0)
		return -1;
	b->all = crm_args_has(b->run->args, "all");
	if (read_take(b) < 0 || read_options(b) < 0)
		return -1;
	if (whole && crm_args_operands(b->run->args) == 0 && check_required(b) < 0)
		return -1;
	if ((whole ? read_whole(b) : read_ids(b)) < 0)
		return -1;
	if (b->op != NULL && b->n > 1)
		return crm_run_usage(b->run, "--op is for one record, not for %zu", b->n);
	return 0;
}
