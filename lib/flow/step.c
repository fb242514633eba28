#include "lib/flow/step.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/hash.h"
#include "lib/flow/common.h"
#include "lib/flow/step_private.h"

static bool is_one_of(const struct crm_cell *state, const char *const *words)
{
	for (size_t i = 0; words != NULL && words[i] != NULL; i++) {
		if (crm_cell_eq(state, words[i]))
			return true;
	}
	return false;
}

bool crm_state_ended(const struct crm_states *s, const struct crm_cell *state)
{
	return is_one_of(state, s->ended);
}

bool crm_state_gone(const struct crm_states *s, const struct crm_cell *state)
{
	return is_one_of(state, s->gone);
}

int crm_step_status(const char *code)
{
	static const char *const bad[] = {
	    "bad_value", "in_future", "missing_field", "not_settable", "not_amendable"};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (strcmp(bad[i], code) == 0)
			return CRM_BADINPUT;
	}
	return CRM_NO;
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

void crm_step_key(const struct crm_step_in *in, const char *text, char out[13])
{
	const char *parts[] = {in->step->name, in->id, NULL, in->actor->by, in->salt, text};
	char at[CRM_INSTANT_MAX], hex[65];
	struct crm_buf b = CRM_BUF_INIT;

	crm_instant_format(in->at, at);
	parts[2] = at;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (parts[i] != NULL)
			crm_buf_addz(&b, parts[i]);
		crm_buf_addc(&b, '\0');
	}
	crm_sha256_hex(b.data, b.len, hex);
	crm_buf_release(&b);
	memcpy(out, hex, 12);
	out[12] = '\0';
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
		crm_finding_add(f, CRM_ERROR, "wrong_state", NULL, 0, in->id, field,
		    "exists already; '%s' makes a new record", s->name);
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
	for (const struct crm_opt *o = in->step->opts; o != NULL && o->name != NULL; o++) {
		if (o->required && crm_step_arg(in, o->name) == NULL)
			crm_finding_add(f, CRM_ERROR, "missing_field", NULL, 0, in->id, o->name,
			    "'%s' needs --%s", in->step->name, o->name);
	}
}

/* What a step writes beyond its given fields: state, stamp. */
static void add_own(const struct crm_step_in *in, struct crm_changes *out)
{
	const struct crm_step *s = in->step;
	struct crm_cell cell = crm_cell_instant(in->at);
	const char *name;

	if (s->stamp == 0)
		return;
	name = crm_shape_name(in->shape, s->stamp);
	if (crm_changes_find(out, name) == NULL)
		crm_changes_set(out, name, &cell);
}

/* The rule sees the record as it was before. */
static void run_rule(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_step_in full = *in;
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_clock_result *results = NULL;
	struct crm_view view;

	full.view = NULL;
	full.results = NULL;
	if (in->before != NULL) {
		crm_view_of_record(in->shape, in->before, &arena, &view);
		results = crm_calloc(crm_clocks_count(in->clocks) + 1, sizeof(*results));
		crm_clocks_eval(in->clocks, &view, in->at, results);
		full.view = &view;
		full.results = results;
	}
	in->step->rule(&full, out, f);
	free(results);
	crm_arena_release(&arena);
}

int crm_step_take(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	size_t before = crm_findings_worse(f, CRM_ERROR);
	bool fits = judge_state(in, f);

	if (fits)
		judge_stamp(in, f);
	judge_times(in, f);
	judge_args(in, f);
	if (in->step->to != NULL)
		crm_changes_text(out, crm_shape_name(in->shape, CRM_C_STATE), in->step->to);
	crm_step_given(in, out, f);
	add_own(in, out);
	if (fits && in->step->rule != NULL)
		run_rule(in, out, f);
	if (crm_findings_worse(f, CRM_ERROR) > before)
		return -1;
	crm_step_after(in, out, f);
	return 0;
}
