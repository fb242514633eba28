/*
 * Every step of the complaint from every state: where it may not be taken, it
 * is refused for that alone and changes nothing; where it may, the state is no
 * reason. Made from the table of steps, with values that each field can take.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/complaint/complaint.h"
#include "tests/unit/take.h"

#define AT "2026-11-20T09:00:00Z"

static const struct crm_flow *const flow = &crm_complaint.flow;

static const char *value_of(const struct crm_field *f)
{
	if (f->words != NULL)
		return f->words[0];
	switch (f->type) {
	case CRM_T_INT:
	case CRM_T_DEC:
		return "1";
	case CRM_T_BOOL:
		return "false";
	case CRM_T_INSTANT:
		return "2026-11-20T08:00:00Z";
	case CRM_T_DATE:
		return "2026-11-20";
	case CRM_T_DURATION:
		return "PT1H";
	default:
		return "EUR";
	}
}

/* All that the step requires, as crm_take_list() reads it. */
static void fill_given(const struct crm_step *s, struct crm_buf *given, struct crm_buf *args)
{
	const struct crm_schema *schema =
	    s->target == NULL ? flow->schema : flow->schema->fields[s->target->collection].items;

	for (const struct crm_step_field *f = s->fields; f != NULL && f->field != 0; f++) {
		const struct crm_field *def = &schema->fields[f->field];

		if (f->required)
			crm_buf_addf(
			    given, "%s%s=%s", given->len > 0 ? ";" : "", def->name, value_of(def));
	}
	for (const struct crm_opt *o = s->opts; o != NULL && o->name != NULL; o++) {
		if (o->required)
			crm_buf_addf(args, "%s%s=x", args->len > 0 ? ";" : "", o->name);
	}
	if (s->target != NULL && s->target->mode == CRM_ITEM_OLD)
		crm_buf_addf(args, "%sitem=a1", args->len > 0 ? ";" : "");
	if ((s->flags & CRM_STEP_ASSIGN) != 0)
		crm_buf_addz(given, "description=x");
}

/* A record of that state for which the step is meant. */
static void fill_before(const struct crm_step *s, const char *state, struct crm_buf *before)
{
	bool environment = s->applies != NULL && strstr(s->applies, "quality") == NULL &&
	    strstr(s->applies, "environment") != NULL;

	crm_buf_addf(before, "'id':'C-1','state':'%s','class':'%s','needs_8d':true", state,
	    environment ? "environment" : "quality");
	if (s->target != NULL && s->target->mode == CRM_ITEM_OLD)
		crm_buf_addf(before, ",'%s':{'a1':{'at':'2026-11-20T08:00:00Z'}}",
		    flow->schema->fields[s->target->collection].name);
}

/* The findings of taking the step in that state. */
static void take(const struct crm_step *s, const char *state, bool *taken, struct crm_buf *out)
{
	struct crm_buf given = CRM_BUF_INIT, args = CRM_BUF_INIT, before = CRM_BUF_INIT;
	struct take t = {.step = s->name, .at = AT};

	fill_given(s, &given, &args);
	fill_before(s, state, &before);
	t.before = crm_buf_str(&before);
	t.given = crm_buf_str(&given);
	t.args = crm_buf_str(&args);
	crm_take(&crm_complaint, &t, taken, NULL, out);
	crm_buf_release(&given);
	crm_buf_release(&args);
	crm_buf_release(&before);
}

static bool in_list(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = list; p != NULL; p = strchr(p, ' ')) {
		p += strspn(p, " ");
		if (strncmp(p, word, len) == 0 && (p[len] == ' ' || p[len] == '\0'))
			return true;
	}
	return false;
}

static void each_step(void **state)
{
	size_t refused = 0, judged = 0;

	(void)state;
	for (const struct crm_step *s = flow->steps; s->name != NULL; s++) {
		for (const char *const *at = flow->states->names; *at != NULL; at++) {
			bool right = s->from != NULL && in_list(s->from, *at), taken = false;
			struct crm_buf out = CRM_BUF_INIT;
			const char *found;

			take(s, *at, &taken, &out);
			/* what makes a record names the id that is there */
			found = strstr(crm_buf_str(&out),
			    s->from != NULL ? "error wrong_state state: "
			                    : "error wrong_state id: ");
			if (right && found != NULL)
				fail_msg("%s in %s:\n%s", s->name, *at, crm_buf_str(&out));
			/* one line, that one: no changes, no other reason */
			if (!right &&
			    (taken || found != crm_buf_str(&out) || strchr(found, '\n')[1] != '\0'))
				fail_msg("%s in %s was %s:\n%s", s->name, *at,
				    taken ? "taken" : "refused", crm_buf_str(&out));
			refused += !right;
			judged++;
			crm_buf_release(&out);
		}
	}
	/* the table has both: what is here is more than a handful */
	assert_true(refused > 100);
	assert_true(judged - refused > 50);
}

/* A record without a state stands at the first one. */
static void without_state(void **state)
{
	static const struct take t = {"'id':'C-1'", "reopen", "", "why=x", AT, NULL};
	struct crm_buf out = CRM_BUF_INIT;
	bool taken = true;

	(void)state;
	crm_take(&crm_complaint, &t, &taken, NULL, &out);
	assert_false(taken);
	assert_string_equal(
	    crm_buf_str(&out), "error wrong_state state: is open; 'reopen' needs closed\n");
	crm_buf_release(&out);
}

/* Where a step leads, it is a state of the kind; what ends it has no way on but
 * those that the table names. */
static void table(void **state)
{
	(void)state;
	for (const struct crm_step *s = flow->steps; s->name != NULL; s++) {
		size_t known = 0, words = 1;

		if (s->to != NULL) {
			struct crm_cell to = crm_cell_text(s->to);
			bool found = false;

			for (const char *const *n = flow->states->names; *n != NULL; n++)
				found = found || crm_cell_eq(&to, *n);
			assert_true(found);
		}
		for (const char *p = s->from; p != NULL && (p = strchr(p, ' ')) != NULL; p++)
			words++;
		for (const char *const *n = flow->states->names; s->from != NULL && *n != NULL; n++)
			known += in_list(s->from, *n);
		assert_true(s->from == NULL || known == words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_step),
	    cmocka_unit_test(without_state),
	    cmocka_unit_test(table),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
