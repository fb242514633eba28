/*
 * Open points (lib/rules/todo.h) over kinds of the store as rows, the late ones first: for
 * crm-store todo, crm-order owed and crm-order chase.
 */
#ifndef CRM_TOOL_POINTS_H
#define CRM_TOOL_POINTS_H

#include "lib/tool/run.h"

struct crm_points;
struct crm_todo_point;

struct crm_points_opts {
	const char *owner;  /* only what this one owes, or stands for as a deputy; "me": the login;
	                       NULL: everybody's */
	const char *within; /* only what is late or due so soon; NULL: all */
	bool late;          /* only what is past its due */
	unsigned sides;     /* 1u << enum crm_todo_side; 0: all */
	bool ask; /* only what is to be asked for until the end of today, as who of us asks
	                       owes it, with columns for that */
};

/* Opens the store and the output; then the kinds are read, one after the other (lib/tool/kinds.h).
 * 0, or -1 after a message. */
int crm_points_new(struct crm_run *r, const struct crm_points_opts *o, struct crm_points **out);
int crm_points_read(struct crm_points *t, const struct crm_kind *kind);
/* Prints the rows. How many there are, and how many of them are late. */
void crm_points_print(struct crm_points *t, size_t *rows, size_t *late);
void crm_points_free(struct crm_points *t); /* NULL allowed */

/* Options for a command's table. */
#define CRM_POINTS_OWNER                                                   \
	{                                                                  \
		"owner", 0, CRM_OPT_TEXT, "NAME|me",                       \
		    "what this one owes, or stands for as a deputy", false \
	}
#define CRM_POINTS_LATE                                                           \
	{                                                                         \
		"late", 0, CRM_OPT_FLAG, NULL, "only what is past its due", false \
	}
#define CRM_POINTS_WITHIN                                                                   \
	{                                                                                   \
		"within", 0, CRM_OPT_TEXT, "DUR", "only what is late or due so soon", false \
	}

/* ---- points_text.c ---- */

/* Appends "implement --item 1a2b", each value quoted where a shell would read more in it than the
 * record says. */
void crm_points_step(const struct crm_todo_point *p, struct crm_buf *out);
/* Appends "3d", "5h", "12m". */
void crm_points_over(int64_t us, struct crm_buf *out);
/* Appends so much of the text as leaves room for "...". */
void crm_points_cut(const char *text, size_t most, struct crm_buf *out);

#endif
