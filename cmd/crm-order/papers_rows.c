/* The follow-up table as rows: one for each line of an order. */
#include <string.h>

#include "cmd/crm-order/papers.h"

enum {
	ORDER,
	CUSTOMER,
	CUSTOMER_ORDER,
	STATE,
	OWNER,
	LINE,
	PART,
	CHANGE_LEVEL,
	QUANTITY,
	REQUESTED,
	PROMISED,
	DUE,
	DAYS,
	LATE,
	LEFT,
	ARRIVED,
	MILESTONES,
	DANGERS,
	DELAYS,
	NEXT,
	NEXT_STEP,
	NEXT_OWNER,
	NEXT_DUE,
	COLUMNS
};

const struct crm_column paper_columns[COLUMNS] = {
    [ORDER] = {.name = "id"},
    [CUSTOMER] = {.name = "customer", .optional = true},
    [CUSTOMER_ORDER] = {.name = "customer_order", .optional = true},
    [STATE] = {.name = "state", .optional = true},
    [OWNER] = {.name = "owner", .optional = true},
    [LINE] = {.name = "line", .optional = true},
    [PART] = {.name = "part", .optional = true},
    [CHANGE_LEVEL] = {.name = "change_level", .optional = true},
    [QUANTITY] = {.name = "quantity", .right = true, .optional = true},
    [REQUESTED] = {.name = "requested", .optional = true},
    [PROMISED] = {.name = "promised", .optional = true},
    [DUE] = {.name = "due", .optional = true},
    [DAYS] = {.name = "days", .right = true, .optional = true},
    [LATE] = {.name = "late"},
    [LEFT] = {.name = "left", .right = true},
    [ARRIVED] = {.name = "arrived", .right = true},
    [MILESTONES] = {.name = "milestones", .optional = true},
    [DANGERS] = {.name = "dangers", .optional = true},
    [DELAYS] = {.name = "delays", .optional = true},
    [NEXT] = {.name = "next", .optional = true},
    [NEXT_STEP] = {.name = "next_step", .optional = true},
    [NEXT_OWNER] = {.name = "next_owner", .optional = true},
    [NEXT_DUE] = {.name = "next_due", .optional = true},
};
const size_t paper_ncolumns = COLUMNS;

static const struct crm_doc *member(const struct crm_doc *o, const char *name)
{
	return crm_doc_member(o, name, strlen(name));
}

static struct crm_cell kept(struct crm_arena *a, struct crm_buf *text)
{
	struct crm_cell c =
	    crm_cell_text(text->len > 0 ? crm_arena_strdup(a, crm_buf_str(text)) : NULL);

	crm_buf_release(text);
	return c;
}

static struct crm_cell cell(const struct crm_doc *o, const char *name, struct crm_arena *a)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_doc_print(member(o, name), &text);
	return kept(a, &text);
}

/* "NAME planned reached; ...": of each item those members that it has, blanks between. */
static struct crm_cell joined(
    const struct crm_doc *list, const char *const *names, struct crm_arena *a)
{
	struct crm_buf text = CRM_BUF_INIT;

	for (size_t i = 0; i < crm_doc_count(list); i++) {
		const struct crm_doc *o = crm_doc_at(list, i);
		const char *between = i > 0 ? "; " : "";

		for (size_t k = 0; names[k] != NULL; k++) {
			if (member(o, names[k]) == NULL)
				continue;
			crm_buf_addz(&text, between);
			crm_doc_print(member(o, names[k]), &text);
			between = " ";
		}
	}
	return kept(a, &text);
}

static void fill_order(const struct crm_doc *order, struct crm_arena *a, struct crm_cell *c)
{
	static const char *const milestone[] = {"milestone", "planned", "reached", NULL};
	static const char *const danger[] = {"line", "cause", "text", "day", "answer", NULL};
	static const char *const delay[] = {"cause", "days", "text", NULL};
	const struct crm_doc *next = member(order, "open_step");

	c[ORDER] = cell(order, "id", a);
	c[CUSTOMER] = cell(order, "customer", a);
	c[CUSTOMER_ORDER] = cell(order, "customer_order", a);
	c[STATE] = cell(order, "state", a);
	c[OWNER] = cell(order, "owner", a);
	c[MILESTONES] = joined(member(order, "milestones"), milestone, a);
	c[DANGERS] = joined(member(order, "dangers"), danger, a);
	c[DELAYS] = joined(member(order, "delays"), delay, a);
	c[NEXT] = cell(next, "text", a);
	c[NEXT_STEP] = cell(next, "step", a);
	c[NEXT_OWNER] = cell(next, "owner", a);
	c[NEXT_DUE] = cell(next, "due", a);
}

static void fill_line(const struct crm_doc *line, struct crm_arena *a, struct crm_cell *c)
{
	static const char *const names[] = {"line", "part", "change_level", "quantity", "requested",
	    "promised", "due", "days", "late", "left", "arrived"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		c[LINE + i] = cell(line, names[i], a);
}

void paper_rows(struct papers *x)
{
	const struct crm_doc *orders = member(x->all, "orders");

	for (size_t i = 0; i < crm_doc_count(orders); i++) {
		const struct crm_doc *order = crm_doc_at(orders, i),
		                     *lines = member(order, "lines");
		struct crm_cell cells[COLUMNS] = {{CRM_T_ABSENT, 0, NULL, {0}}};
		struct crm_arena arena = CRM_ARENA_INIT;

		fill_order(order, &arena, cells);
		for (size_t k = 0; k < crm_doc_count(lines); k++) {
			fill_line(crm_doc_at(lines, k), &arena, cells);
			crm_output_row(x->rows, cells);
		}
		crm_arena_release(&arena);
	}
}
