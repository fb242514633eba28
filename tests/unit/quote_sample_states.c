/*
 * Every step of quotes and samples from every state: where it may not be taken, it is refused for
 * that alone and changes nothing; where it may, the state is no reason. Made from the tables of
 * steps, with values that each field can take.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/quote/quote.h"
#include "lib/rules/sample/sample.h"
#include "tests/unit/take.h"

#define AT "2026-11-20T09:00:00Z"

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
	default:
		return "x";
	}
}

/* All that the step requires, as crm_take_list() reads it. */
static void fill_given(
    const struct crm_kind *k, const struct crm_step *s, struct crm_buf *given, struct crm_buf *args)
{
	const struct crm_schema *schema = s->target == NULL
	    ? k->flow.schema
	    : k->flow.schema->fields[s->target->collection].items;

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
	if ((s->flags & CRM_STEP_ASSIGN) != 0)
		crm_buf_addz(given, "owner=x");
}

/* The findings of taking the step in that state. */
static void take(const struct crm_kind *k, const struct crm_step *s, const char *state, bool *taken,
    struct crm_buf *out)
{
	struct crm_buf given = CRM_BUF_INIT, args = CRM_BUF_INIT, before = CRM_BUF_INIT;
	struct take t = {.step = s->name, .at = AT};

	fill_given(k, s, &given, &args);
	crm_buf_addf(&before, "'id':'C-1','state':'%s','new_customer':true", state);
	t.before = crm_buf_str(&before);
	t.given = crm_buf_str(&given);
	t.args = crm_buf_str(&args);
	crm_take(k, &t, taken, NULL, out);
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

static bool judge(const struct crm_kind *k, const struct crm_step *s, const char *at)
{
	bool right = s->from != NULL && in_list(s->from, at), taken = false;
	struct crm_buf out = CRM_BUF_INIT;
	const char *found;

	take(k, s, at, &taken, &out);
	/* what makes a record names the id that is there */
	found = strstr(crm_buf_str(&out),
	    s->from != NULL ? "error wrong_state state: " : "error wrong_state id: ");
	if (right && found != NULL)
		fail_msg("%s %s in %s:\n%s", k->name, s->name, at, crm_buf_str(&out));
	/* one line, that one: no changes, no other reason */
	if (!right && (taken || found != crm_buf_str(&out) || strchr(found, '\n')[1] != '\0'))
		fail_msg("%s %s in %s was %s:\n%s", k->name, s->name, at,
		    taken ? "taken" : "refused", crm_buf_str(&out));
	crm_buf_release(&out);
	return right;
}

static void each_step(void **state)
{
	static const struct {
		const struct crm_kind *kind;
		size_t right, all; /* as in the tables, counted by hand */
	} rows[] = {{&crm_quote, 54, 136}, {&crm_sample, 39, 91}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct crm_flow *flow = &rows[i].kind->flow;
		size_t right = 0, all = 0;

		for (const struct crm_step *s = flow->steps; s->name != NULL; s++) {
			for (const char *const *at = flow->states->names; *at != NULL; at++) {
				right += judge(rows[i].kind, s, *at);
				all++;
			}
		}
		assert_int_equal(right, rows[i].right);
		assert_int_equal(all, rows[i].all);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_step),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
