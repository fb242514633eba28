#include "lib/rules/recurrence.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"

static bool is_blank(const struct crm_cell *c)
{
	for (size_t i = 0; i < c->len; i++) {
		if (strchr(" \t\n", c->text[i]) == NULL)
			return false;
	}
	return true;
}

bool crm_recurrence_key(const struct crm_cell *const *cells, size_t n, struct crm_buf *out)
{
	crm_buf_clear(out);
	for (size_t i = 0; i < n; i++) {
		if (cells[i] == NULL || cells[i]->type != CRM_T_TEXT || is_blank(cells[i]))
			return false;
		crm_buf_add(out, cells[i]->text, cells[i]->len);
		crm_buf_addc(out, '\0');
	}
	return n > 0;
}

/* ---- those that came before ---- */

void crm_past_list_add(struct crm_past_list *list, const struct crm_past *p)
{
	if (p->gone || !p->has_at)
		return;
	crm_grow(&list->items, &list->cap, list->n + 1, sizeof(*list->items));
	list->items[list->n] = *p;
	list->items[list->n].order = list->n;
	if (list->sorted == list->n && (list->n == 0 || list->items[list->n - 1].at.us <= p->at.us))
		list->sorted++;
	list->n++;
}

void crm_past_list_release(struct crm_past_list *list)
{
	free(list->items);
	*list = (struct crm_past_list){NULL, 0, 0, 0};
}

/* How many of the sorted ones came at this time or before. */
static size_t until(const struct crm_past_list *list, int64_t us)
{
	size_t low = 0, high = list->sorted;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (list->items[mid].at.us <= us)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static int by_time(const void *a, const void *b)
{
	const struct crm_past *x = a, *y = b;

	if (x->at.us != y->at.us)
		return x->at.us < y->at.us ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* One that was added is moved to its place; many are sorted at once. */
static void sort(struct crm_past_list *list)
{
	if (list->n - list->sorted == 1) {
		struct crm_past last = list->items[list->sorted];
		size_t i = until(list, last.at.us);

		memmove(&list->items[i + 1], &list->items[i],
		    (list->sorted - i) * sizeof(*list->items));
		list->items[i] = last;
	} else if (list->n > list->sorted) {
		qsort(list->items, list->n, sizeof(*list->items), by_time);
	}
	list->sorted = list->n;
}

/* ---- the judge ---- */

const struct crm_recurrence_opts crm_recurrence_default = {
    .window = {CRM_DUR_DAYS, 365}, .times = 3, .reopen = true};

void crm_recurrence_judge(struct crm_past_list *past, struct crm_instant at,
    const struct crm_recurrence_opts *o, struct crm_repeat *out)
{
	const struct crm_duration back = {o->window.unit, -o->window.n};
	size_t first, end;

	*out = (struct crm_repeat){NULL, 0, false};
	sort(past);
	first = until(past, crm_duration_after(at, back, o->zone, NULL).us - 1);
	end = until(past, at.us);
	if (first >= end)
		return;
	out->latest = &past->items[end - 1];
	out->repeats = (int64_t)(end - first);
	out->chronic = out->repeats + 1 >= o->times;
}
