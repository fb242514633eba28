#include "lib/flow/step.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/data/where.h"
#include "lib/flow/common.h"
#include "lib/flow/step_private.h"

bool crm_state_ended(const struct crm_states *s, const struct crm_cell *state)
{
	return crm_cell_one_of(state, s->ended);
}

bool crm_state_gone(const struct crm_states *s, const struct crm_cell *state)
{
	return crm_cell_one_of(state, s->gone);
}

const struct crm_step *crm_flow_step(const struct crm_flow *f, const char *name)
{
	for (const struct crm_step *s = f->steps; s->name != NULL; s++) {
		if (strcmp(s->name, name) == 0)
			return s;
	}
	return NULL;
}

const struct crm_step *crm_flow_first(const struct crm_flow *f)
{
	for (const struct crm_step *s = f->steps; s->name != NULL; s++) {
		if (s->from == NULL)
			return s;
	}
	return NULL;
}

const struct crm_step *crm_flow_setter(const struct crm_flow *f, int stamp)
{
	for (const struct crm_step *s = f->steps; stamp > 0 && s->name != NULL; s++) {
		if (s->stamp == stamp && s->to != NULL && s->from != NULL)
			return s;
	}
	return NULL;
}

/* The next word of a list with blanks between; NULL at its end. */
static const char *next_word(const char **list, size_t *len)
{
	const char *word = *list + strspn(*list, " ");

	*len = strcspn(word, " ");
	*list = word + *len;
	return *len == 0 ? NULL : word;
}

bool crm_step_from(
    const struct crm_step *s, const struct crm_states *states, const struct crm_cell *state)
{
	const char *list = s->from, *word;
	size_t len;

	if (state->type == CRM_T_ABSENT) {
		struct crm_cell first = crm_cell_text(states->names[0]);

		return crm_step_from(s, states, &first);
	}
	while (
	    list != NULL && state->type == CRM_T_TEXT && (word = next_word(&list, &len)) != NULL) {
		if (state->len == len && memcmp(word, state->text, len) == 0)
			return true;
	}
	return false;
}

const char *crm_step_arg(const struct crm_step_in *in, const char *name)
{
	const struct crm_change *c = in->args == NULL ? NULL : crm_changes_find(in->args, name);

	return c == NULL || !crm_cell_is(&c->cell) || c->cell.len == 0 ? NULL : c->cell.text;
}

/* "open, answered or closed" */
static void alternatives(const char *list, struct crm_buf *out)
{
	const char *word;
	size_t len;
	bool first = true;

	while ((word = next_word(&list, &len)) != NULL) {
		const char *rest = list + strspn(list, " ");

		if (!first)
			crm_buf_addz(out, *rest == '\0' ? " or " : ", ");
		crm_buf_add(out, word, len);
		first = false;
	}
}

/* A record without a state stands at the first one. */
static const char *state_of(const struct crm_step_in *in)
{
	const char *state = crm_record_text(in->before, crm_shape_name(in->shape, CRM_C_STATE));

	return state != NULL ? state : in->flow->states->names[0];
}

static bool judge_state(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_step *s = in->step;
	const char *field = crm_shape_name(in->shape, CRM_C_STATE), *state;
	struct crm_buf need = CRM_BUF_INIT;
	struct crm_cell cell;

	if (s->from == NULL) {
		if (in->before == NULL)
			return true;
		crm_finding_add(f, CRM_ERROR, "wrong_state", NULL, 0, in->id,
		    crm_shape_name(in->shape, CRM_C_ID), "exists already; '%s' makes a new record",
		    s->name);
		return false;
	}
	state = in->before == NULL ? NULL : state_of(in);
	cell = crm_cell_text(state);
	if (state != NULL && crm_step_from(s, in->flow->states, &cell))
		return true;
	alternatives(s->from, &need);
	if (state == NULL)
		crm_finding_add(f, CRM_ERROR, "wrong_state", NULL, 0, in->id, field,
		    "is no record yet; '%s' needs %s", s->name, crm_buf_str(&need));
	else
		crm_finding_add(f, CRM_ERROR, "wrong_state", NULL, 0, in->id, field,
		    "is %s; '%s' needs %s", state, s->name, crm_buf_str(&need));
	crm_buf_release(&need);
	return false;
}

/* One of the alternatives. The row's text is ours: one that cannot be read is a bug. */
static bool matches(const struct crm_flow *flow, const char *expr, const struct crm_view *v)
{
	struct crm_shape *shape = crm_shape_new(flow->schema);
	struct crm_where *where = crm_where_new();
	struct crm_err e = CRM_ERR_INIT;
	bool match;

	if (crm_where_add(where, expr, shape, NULL, true, &e) != 0 ||
	    crm_shape_count(shape) > flow->schema->n)
		crm_fatal("a step's expression cannot be read");
	match = crm_where_match(where, v);
	crm_where_free(where);
	crm_shape_free(shape);
	return match;
}

bool crm_step_applies(
    const struct crm_flow *flow, const struct crm_step *s, const struct crm_view *v)
{
	static const char between[] = " or ";
	const char *rest = s->applies, *end;
	bool applies = rest == NULL;

	while (!applies && rest != NULL) {
		char *expr;

		end = strstr(rest, between);
		expr = crm_strndup(rest, end != NULL ? (size_t)(end - rest) : strlen(rest));
		applies = matches(flow, expr, v);
		free(expr);
		rest = end != NULL ? end + sizeof(between) - 1 : NULL;
	}
	return applies;
}

static bool judge_applies(const struct crm_step_in *in, struct crm_findings *f)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_view view;
	bool applies;

	if (in->step->applies == NULL || in->before == NULL)
		return true;
	crm_view_of_record(in->shape, in->before, &arena, &view);
	applies = crm_step_applies(in->flow, in->step, &view);
	if (!applies)
		crm_finding_add(f, CRM_ERROR, "not_applicable", NULL, 0, in->id, "",
		    "'%s' is not for this record: it needs %s", in->step->name, in->step->applies);
	crm_arena_release(&arena);
	return applies;
}

static void judge_stamp(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_step *s = in->step;
	const char *name, *was;

	if (s->stamp == 0 || (s->flags & CRM_STEP_AGAIN) != 0 || in->before == NULL)
		return;
	name = crm_shape_name(in->shape, s->stamp);
	if (!crm_record_has(in->before, name))
		return;
	was = crm_record_text(in->before, name);
	crm_finding_add(f, CRM_ERROR, "already_done", NULL, 0, in->id, name,
	    "'%s' is %s: already done; to mend it use amend", name, was != NULL ? was : "set");
}

static void judge_times(const struct crm_step_in *in, struct crm_findings *f)
{
	char at[CRM_INSTANT_MAX], now[CRM_INSTANT_MAX];

	if (in->at.us <= in->now.us)
		return;
	crm_instant_format(in->at, at);
	crm_instant_format(in->now, now);
	crm_finding_add(f, CRM_ERROR, "in_future", NULL, 0, in->id, "at",
	    "'%s' is later than now, %s", at, now);
}

/* Options that are no fields. */
static void judge_args(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_change *item =
	    in->args != NULL ? crm_changes_find(in->args, CRM_STEP_ITEM) : NULL;

	if (item != NULL && crm_step_arg(in, CRM_STEP_ITEM) == NULL)
		crm_finding_add(f, CRM_ERROR, "bad_value", NULL, 0, in->id, CRM_STEP_ITEM,
		    "empty; expected the key of an item, or its beginning");
	for (const struct crm_opt *o = in->step->opts; o != NULL && o->name != NULL; o++) {
		const char *text = crm_step_arg(in, o->name);

		if (o->required && text == NULL)
			crm_finding_add(f, CRM_ERROR, "missing_field", NULL, 0, in->id, o->name,
			    "'%s' needs --%s", in->step->name, o->name);
		else if (text != NULL && crm_utf8_all_blank(text, strlen(text)))
			crm_finding_add(f, CRM_ERROR, "bad_value", NULL, 0, in->id, o->name,
			    "blank; expected a text");
	}
}

static void set_stamp(const struct crm_step_in *in, struct crm_changes *out)
{
	struct crm_cell cell = crm_cell_instant(in->at);
	const char *name;

	if (in->step->stamp == 0)
		return;
	name = crm_shape_name(in->shape, in->step->stamp);
	if (crm_changes_find(out, name) == NULL)
		crm_changes_set(out, name, &cell);
}

static void set_state(const struct crm_step_in *in, struct crm_changes *out)
{
	if (in->step->to != NULL)
		crm_changes_text(out, crm_shape_name(in->shape, CRM_C_STATE), in->step->to);
}

void crm_step_reach(const struct crm_step_in *in, struct crm_changes *out)
{
	const int stamp = in->step->stamp;

	if (in->before == NULL || stamp == 0 ||
	    !crm_record_has(in->before, crm_shape_name(in->shape, stamp)))
		set_stamp(in, out);
	set_state(in, out);
}

/* The rule sees the record as it was before, and with what was added so far. */
static void run_rule(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_clock_result *results = NULL;
	struct crm_step_in seen = *in;
	struct crm_record *record;
	struct crm_view view, after;

	if (in->before != NULL) {
		crm_view_of_record(in->shape, in->before, &arena, &view);
		results = crm_calloc(crm_clocks_count(in->clocks) + 1, sizeof(*results));
		crm_clocks_eval(in->clocks, &view, in->at, results);
		seen.view = &view;
		seen.results = results;
	}
	record = in->before != NULL ? crm_record_copy(in->before) : crm_record_new();
	crm_record_apply(record, out);
	crm_view_of_record(in->shape, record, &arena, &after);
	seen.after = &after;
	in->step->rule(&seen, out, f);
	crm_record_free(record);
	free(results);
	crm_arena_release(&arena);
}

static bool is_told(const struct crm_findings *f, size_t from, const char *code)
{
	for (size_t i = from; i < crm_findings_count(f); i++) {
		if (strcmp(crm_finding_at(f, i)->code, code) == 0)
			return true;
	}
	return false;
}

/* A step before the record's own beginning: a slip of the pen, or another record is meant. from:
 * the findings of this step. */
static void note_before_start(const struct crm_step_in *in, size_t from, struct crm_findings *f)
{
	const struct crm_step *first = crm_flow_first(in->flow);
	char at[CRM_INSTANT_MAX], start[CRM_INSTANT_MAX];
	struct crm_buf scratch = CRM_BUF_INIT;
	struct crm_cell c;

	if (in->before == NULL || first == NULL || first->stamp == 0)
		return;
	crm_record_cell(in->before, crm_shape_name(in->shape, first->stamp),
	    &in->flow->schema->fields[first->stamp], &scratch, &c);
	if (c.type == CRM_T_INSTANT && in->at.us < c.u.at.us &&
	    !is_told(f, from, "end_before_start")) {
		crm_instant_format(in->at, at);
		crm_instant_format(c.u.at, start);
		crm_finding_add(f, CRM_WARNING, "before_start", NULL, 0, in->id, "at",
		    "'%s' is earlier than '%s', %s", at, crm_shape_name(in->shape, first->stamp),
		    start);
	}
	crm_buf_release(&scratch);
}

static int take(struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	size_t before = crm_findings_worse(f, CRM_ERROR), told = crm_findings_count(f);
	bool by_rule = (in->step->flags & CRM_STEP_BY_RULE) != 0;
	struct crm_arena arena = CRM_ARENA_INIT;
	bool fits = judge_state(in, f) && judge_applies(in, f);

	if (fits)
		judge_stamp(in, f);
	judge_times(in, f);
	judge_args(in, f);
	if (!by_rule)
		set_state(in, out);
	if (fits && in->step->target != NULL)
		in->key = crm_step_item_of(in, &arena, f);
	fits = fits && (in->key != NULL || in->step->target == NULL);
	crm_step_given(in, out, f);
	if (!by_rule)
		set_stamp(in, out);
	if (fits && in->step->rule != NULL)
		run_rule(in, out, f);
	crm_arena_release(&arena);
	if (crm_findings_worse(f, CRM_ERROR) > before)
		return -1;
	crm_step_after(in, out, f);
	note_before_start(in, told, f);
	return 0;
}

int crm_step_take(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_step_in full = *in;

	full.key = NULL;
	full.view = full.after = NULL;
	full.results = NULL;
	return take(&full, out, f);
}
