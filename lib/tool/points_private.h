/*
 * What the files of the open points share.
 */
#ifndef CRM_TOOL_POINTS_PRIVATE_H
#define CRM_TOOL_POINTS_PRIVATE_H

#include "lib/rules/todo.h"
#include "lib/tool/people.h"
#include "lib/tool/points.h"

enum {
	DUE,
	LATE,
	ID,
	WHAT,
	TEXT,
	OWNER,
	FOR,
	CUSTOMER,
	STEP,
	KIND,
	KEY,
	SIDE,
	OVER_S,
	WHY,
	TODO_COLUMNS, /* what follows: with `ask` only */
	ASK = TODO_COLUMNS,
	ASKED,
	COLUMNS
};

struct row {
	bool late, dated;
	int64_t due_us;
	size_t order; /* as they came */
	struct crm_cell cells[COLUMNS];
};

struct crm_points {
	struct crm_run *run;
	struct crm_column columns[COLUMNS];
	struct crm_output *out;
	const struct crm_people *people;
	const char *owner; /* NULL: everybody's */
	bool late, within; /* only those */
	int64_t until_us;  /* of within */
	unsigned sides;    /* 0: all */
	bool ask;
	bool table;             /* times to the minute */
	bool brief;             /* and without -F */
	struct crm_instant now; /* with our offset */
	int32_t today;
	struct crm_clock_result *results; /* of the kind being read */
	size_t n;
	void *book;                  /* of it, or NULL */
	const struct crm_view *view; /* the record being looked at */
	struct crm_arena arena;
	struct row *rows;
	size_t nrows, cap;
	size_t nlate;
};

/* ---- points_ask.c ---- */

/* The end of a due; false: there is none. What is due on a day is late when that day is over. */
bool crm_points_due_us(const struct crm_points *t, const struct crm_cell *due, int64_t *out);
/* Is it to be asked for? Its day has come, by the end of today; without one it is at once. */
bool crm_points_asked(const struct crm_points *t, const struct crm_todo_point *p);
/* The point as the asking is: of who of us is answerable for the record, due when it is to be asked
 * for where that is earlier. */
struct crm_todo_point crm_points_asker(struct crm_points *t, const struct crm_todo_point *p);
/* Appends the command that records it, with its group: "quote chase". */
void crm_points_ask(
    const struct crm_points *t, const struct crm_todo_point *p, struct crm_buf *out);

#endif
