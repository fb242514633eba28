/* Which orders are printed. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-order/papers.h"
#include "lib/base/mem.h"
#include "lib/tool/stream.h"

static void take(struct papers *x, struct papers_taken *all, const struct crm_record *record)
{
	struct paper_taken *t;

	crm_grow(&all->items, &all->cap, all->n + 1, sizeof(*all->items));
	t = &all->items[all->n];
	memset(t, 0, sizeof(*t));
	t->record = crm_record_copy(record);
	t->order = all->n++;
	crm_view_of_record(crm_run_shape(x->run), t->record, &t->arena, &t->view);
	t->due = crm_order_paper_due(&t->view);
}

/* Without ID the follow-up table has what is still to be delivered. */
static bool is_followed(const struct papers *x, const struct crm_view *v)
{
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);

	if (!x->sort->table || crm_args_has(x->run->args, "all"))
		return !crm_state_gone(crm_order.flow.states, state);
	return !crm_state_ended(crm_order.flow.states, state) && !crm_cell_eq(state, "delivered") &&
	    !crm_view_has(v, CRM_O_DELIVERED_AT);
}

static int take_named(struct papers *x, struct papers_taken *all)
{
	const struct crm_record *record;
	struct crm_named named;

	if (crm_named_open(x->run, false, &named) < 0)
		return -1;
	named.operand = 1;
	while ((record = crm_named_next(&named)) != NULL)
		take(x, all, record);
	crm_named_release(&named);
	return 0;
}

static int by_due(const void *a, const void *b)
{
	const struct paper_taken *x = a, *y = b;

	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* The first day first. */
static int take_chosen(struct papers *x, struct papers_taken *all)
{
	struct crm_stream *stream = NULL;
	struct crm_view view;

	if (crm_stream_open(x->run, 1, &stream) < 0)
		return -1;
	while (crm_stream_next(stream, &view)) {
		if (is_followed(x, &view))
			take(x, all, crm_stream_record(stream));
	}
	crm_stream_free(stream);
	if (all->n > 0)
		qsort(all->items, all->n, sizeof(*all->items), by_due);
	return 0;
}

int papers_take(struct papers *x, struct papers_taken *out)
{
	return crm_args_operands(x->run->args) > 1 ? take_named(x, out) : take_chosen(x, out);
}

void papers_release(struct papers_taken *t)
{
	for (size_t i = 0; i < t->n; i++) {
		crm_record_free(t->items[i].record);
		crm_arena_release(&t->items[i].arena);
	}
	free(t->items);
}
