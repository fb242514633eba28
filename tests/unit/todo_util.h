/*
 * Open points of a record, as text. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_TODO_UTIL_H
#define CRM_TESTS_UNIT_TODO_UTIL_H

#include "lib/rules/complaint/complaint.h"
#include "lib/rules/concession.h"
#include "lib/rules/todo.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define NOW "2026-11-20T09:00:00+08:00"

/* "WHAT KEY TEXT; OWNER (SIDE); DUE; STEP --OPTION VALUE", a line a point. */
struct todo_expected {
	const char *record, *want;
};

static inline void todo_show_opt(struct crm_buf *out, const struct crm_todo_opt *o)
{
	if (o->name[0] != '\0')
		crm_buf_addf(out, " --%s%s%s", o->name, o->value[0] != '\0' ? " " : "", o->value);
}

static inline void todo_show(void *ctx, const struct crm_todo_point *p)
{
	struct crm_buf *out = ctx;

	crm_buf_addf(out, "%s%s%s: %s; %s", p->what, p->key[0] != '\0' ? " " : "", p->key, p->text,
	    p->owner);
	if (p->side != CRM_TODO_OURS)
		crm_buf_addf(out, " (%s)", crm_todo_side_name(p->side));
	crm_buf_addz(out, "; ");
	crm_cell_print(&p->due, out);
	crm_buf_addf(out, "; %s", p->step);
	todo_show_opt(out, &p->opt);
	todo_show_opt(out, &p->more);
	crm_buf_addc(out, '\n');
}

static inline void todo_list(
    const struct crm_kind *k, const char *members, crm_todo_fn *fn, void *ctx)
{
	struct crm_shape *shape = crm_shape_new(k->flow.schema);
	struct crm_record *r = crm_take_record(members);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_clock_result results[32];
	struct crm_clocks *clocks = NULL;
	struct crm_zone *zone = NULL;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_view v;

	if (crm_zone_new("UTC", &zone, &e) != 0 ||
	    (k->clocks != NULL &&
	        crm_clocks_new(
	            k->clocks, shape, &(struct crm_clocks_opts){.zone = zone}, &clocks, &e) != 0))
		fail_msg("%s", e.text);
	assert_true(crm_clocks_count(clocks) <= COUNT(results));
	crm_view_of_record(shape, r, &a, &v);
	crm_clocks_eval(clocks, &v, crm_take_at(NOW), results);
	crm_todo_list(k, &v, results, crm_clocks_count(clocks), crm_take_at(NOW), NULL, fn, ctx);
	crm_clocks_free(clocks);
	crm_zone_free(zone);
	crm_record_free(r);
	crm_shape_free(shape);
	crm_arena_release(&a);
}

static inline void todo_run(const struct crm_kind *k, const struct todo_expected *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct crm_buf have = CRM_BUF_INIT;

		todo_list(k, rows[i].record, todo_show, &have);
		if (strcmp(crm_buf_str(&have), rows[i].want) != 0)
			fail_msg("row %zu: %s\nhas\n%sexpected\n%s", i, rows[i].record,
			    crm_buf_str(&have), rows[i].want);
		crm_buf_release(&have);
	}
}

#define AT(day) "'2026-11-" day "T09:00:00+08:00'"
#define WHO "'id':'C-1','state':'open','customer':'VW','engineer':'qe02'"
#define EARLY ",'informed_at':" AT("10") ",'contacted_at':" AT("10") ",'analysed_at':" AT("10")
#define ANSWERS ",'replied_at':" AT("10") ",'answered_at':" AT("10")
/* all clocks have ended, no goods */
#define QUIET WHO ",'received_at':" AT("10") EARLY ANSWERS
#define CLOSE "close: nothing is open any more; qe02; ; close\n"

#endif
