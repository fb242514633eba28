/* What is owed for a change, by whom and until when. */
#include "lib/rules/change/change_private.h"
#include "lib/rules/todo.h"

static void give_all(const struct crm_todo_of *t)
{
	unsigned owes = crm_change_owes(t->view);

	for (const struct crm_change_debt *d = crm_change_debts; d->bit != 0; d++) {
		const struct crm_clock_result *clock = crm_todo_clock(t, d->stamp);
		struct crm_todo_point p = {.what = d->what, .text = d->todo, .step = d->step};

		if ((owes & d->bit) == 0)
			continue;
		p.due = clock != NULL ? crm_todo_clock_due(clock) : crm_cell_absent();
		if (d->bit == CRM_OWED_ANSWER)
			p.side = CRM_TODO_CUSTOMER;
		crm_todo_give(t, p);
	}
}

const struct crm_todo crm_change_todo = {
    .more = give_all,
    .rest = {"close", "nothing is owed any more", "close"},
};
