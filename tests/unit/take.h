/*
 * Takes a step in a test and shows what came of it as text: a line
 * "PATH=VALUE" for each change, then a line "SEVERITY CODE FIELD: TEXT" for
 * each finding. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_TAKE_H
#define CRM_TESTS_UNIT_TAKE_H

#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/record.h"
#include "lib/rules/kind.h"

struct take {
	const char *before; /* members of the record with ' for "; NULL: none */
	const char *step;
	const char *given; /* "FIELD=VALUE;..."; no value: deleted */
	const char *args;  /* the same */
	const char *at, *now;
};

static const struct crm_actor crm_take_actor = {"cs01", "cs01", NULL};
/* Who takes them; a test that sets it sets it back. */
static const struct crm_actor *crm_take_as = &crm_take_actor;
/* What its rule is told beside the record, where the step's row has `looks`. */
static const void *crm_take_book;

static inline const struct crm_step *crm_take_step(const struct crm_flow *f, const char *name)
{
	return crm_flow_step(f, name);
}

static inline struct crm_instant crm_take_at(const char *text)
{
	struct crm_instant t = {0, 0};

	if (crm_instant_parse(text, strlen(text), &t) != 0)
		fail_msg("%s is no instant", text);
	return t;
}

static inline struct crm_record *crm_take_record(const char *members)
{
	struct crm_buf json = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_record *r = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	crm_buf_addf(&json, "{%s}", members);
	for (size_t i = 0; i < json.len; i++) {
		if (json.data[i] == '\'')
			json.data[i] = '"';
	}
	if (crm_record_parse(json.data, json.len, &l, &r, &e) != 0)
		fail_msg("%s: %s", json.data, e.text);
	crm_buf_release(&json);
	return r;
}

/* schema NULL: all values are text. */
static inline void crm_take_list(
    struct crm_changes *out, const char *list, const struct crm_schema *schema)
{
	struct crm_arena a = CRM_ARENA_INIT;

	while (list != NULL && *list != '\0') {
		size_t len = strcspn(list, ";");
		char *path = crm_arena_strndup(&a, list, len);
		char *value = strchr(path, '=');
		struct crm_cell c;

		if (value == NULL) {
			fail_msg("no value in %s", path);
			break;
		}
		*value++ = '\0';
		crm_field_read(crm_schema_path(schema, path), value, strlen(value), &c, NULL);
		crm_changes_set(out, path, &c);
		list += len + (list[len] == ';' ? 1 : 0);
	}
	crm_arena_release(&a);
}

static inline void crm_take_findings(const struct crm_findings *f, struct crm_buf *out)
{
	for (size_t i = 0; i < crm_findings_count(f); i++) {
		const struct crm_finding *x = crm_finding_at(f, i);

		crm_buf_addf(out, "%s %s %s: %s\n", crm_severity_name(x->severity), x->code,
		    x->field, x->text);
	}
}

static inline void crm_take_changes(const struct crm_changes *c, struct crm_buf *out)
{
	for (size_t i = 0; i < c->n; i++) {
		crm_buf_addf(out, "%s=", c->items[i].path);
		crm_cell_print(&c->items[i].cell, out);
		crm_buf_addc(out, '\n');
	}
}

/* Changes are shown only when the step was taken; taken says which. */
static inline void crm_take(const struct crm_kind *k, const struct take *t, bool *taken,
    struct crm_record **after, struct crm_buf *out)
{
	struct crm_changes given = CRM_CHANGES_INIT, args = CRM_CHANGES_INIT;
	struct crm_changes changes = CRM_CHANGES_INIT;
	struct crm_shape *shape = crm_shape_new(k->flow.schema);
	struct crm_findings *f = crm_findings_new();
	struct crm_record *before = t->before == NULL ? NULL : crm_take_record(t->before);
	struct crm_step_in in = {.flow = &k->flow, .shape = shape, .before = before};
	struct crm_clocks *clocks = NULL;
	struct crm_zone *zone = NULL;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_zone_new("UTC", &zone, &e) != 0 ||
	    crm_clocks_new(
	        k->clocks, shape, &(struct crm_clocks_opts){.zone = zone}, &clocks, &e) != 0)
		fail_msg("%s", e.text);
	in.step = crm_take_step(&k->flow, t->step);
	assert_non_null(in.step);
	/* one that makes a record may have a namesake for those that are there */
	for (const struct crm_step *s = in.step; before != NULL && s->name != NULL; s++) {
		if (s->from != NULL && in.step->from == NULL && strcmp(s->name, t->step) == 0)
			in.step = s;
	}
	crm_take_list(&given, t->given,
	    in.step->target == NULL ? k->flow.schema
	                            : k->flow.schema->fields[in.step->target->collection].items);
	crm_take_list(&args, t->args, NULL);
	in.clocks = clocks;
	in.id = "C-1";
	in.given = &given;
	in.args = &args;
	in.at = crm_take_at(t->at);
	in.now = crm_take_at(t->now != NULL ? t->now : t->at);
	in.actor = crm_take_as;
	in.book = in.step->looks != NULL ? crm_take_book : NULL;
	*taken = crm_step_take(&in, &changes, f) == 0;
	if (*taken)
		crm_take_changes(&changes, out);
	crm_take_findings(f, out);
	if (after != NULL) {
		*after = before != NULL ? crm_record_copy(before) : crm_record_new();
		crm_record_apply(*after, &changes);
	}
	crm_record_free(before);
	crm_clocks_free(clocks);
	crm_zone_free(zone);
	crm_shape_free(shape);
	crm_findings_free(f);
	crm_changes_release(&given);
	crm_changes_release(&args);
	crm_changes_release(&changes);
}

/* want: the lines; a step that was refused has no changes. */
static inline void crm_take_is(
    const struct crm_kind *k, const struct take *t, bool taken, const char *want)
{
	struct crm_buf have = CRM_BUF_INIT;
	bool was = false;

	crm_take(k, t, &was, NULL, &have);
	if (was != taken || strcmp(crm_buf_str(&have), want) != 0)
		fail_msg("%s on %s was %s:\n%s\nexpected %s:\n%s", t->step,
		    t->before != NULL ? t->before : "nothing", was ? "taken" : "refused",
		    crm_buf_str(&have), taken ? "taken" : "refused", want);
	crm_buf_release(&have);
}

/* A step and what comes of it; KEY in want stands for the key of the item
 * that the step adds with its one argument as text. */
struct crm_expected {
	struct take t;
	bool taken;
	const char *want;
};

static inline void crm_take_all(const struct crm_kind *k, const struct crm_expected *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct crm_buf want = CRM_BUF_INIT;
		struct crm_step_in in = {.step = crm_take_step(&k->flow, rows[i].t.step),
		    .id = "C-1",
		    .actor = &crm_take_actor,
		    .at = crm_take_at(rows[i].t.at)};
		const char *arg = strchr(rows[i].t.args, '=');
		char key[13];

		crm_step_key(&in, arg != NULL ? arg + 1 : "", key);
		for (const char *p = rows[i].want; *p != '\0';) {
			bool hit = strncmp(p, "KEY", 3) == 0;

			crm_buf_add(&want, hit ? key : p, hit ? 12 : 1);
			p += hit ? 3 : 1;
		}
		crm_take_is(k, &rows[i].t, rows[i].taken, crm_buf_str(&want));
		crm_buf_release(&want);
	}
}

#endif
