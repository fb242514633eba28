/*
 * What is to be done: the open points of a record, as `crm-store todo` lists
 * them over all kinds ("will not accept otherwise", 8). A kind fills a
 * struct crm_todo: rows for what stands in a collection or in the findings of
 * a gate, and a function for the rest. Nothing is judged twice: what a gate
 * finds is told by its code, field and text.
 *
 * A point has an owner: the item's, else who of us is answerable for the
 * record (CRM_F_OWNER), else nobody (""); what the customer owes has the
 * customer (CRM_F_PARTY), what a supplier owes the supplier.
 */
#ifndef CRM_RULES_TODO_H
#define CRM_RULES_TODO_H

#include "lib/rules/kind.h"

enum crm_todo_side { CRM_TODO_OURS, CRM_TODO_CUSTOMER, CRM_TODO_SUPPLIER };
const char *crm_todo_side_name(enum crm_todo_side s);

/* An option of a step, without its dashes; name "": none. */
struct crm_todo_opt {
	const char *name, *value; /* value "": whoever takes the step knows it */
};

/* Asking for what another one owes, as crm-order chase lists it. */
struct crm_todo_ask {
	const char *step;   /* that records that it was asked for: "chase"; "": nobody is asked */
	int64_t times;      /* that it was; -1: nobody counts */
	struct crm_cell on; /* when to ask, a date or an instant; absent: when it is due, at once
	                       where it is not */
};

/* Texts are never NULL and live until the function that is given it returns.
 * Steps and options are of the kind's tables; values and the other texts may be
 * the record's own: who prints a command quotes them. */
struct crm_todo_point {
	const char *what;              /* a word: action, containment, signature, answer, ... */
	const char *key;               /* of the item; "": it is about the record */
	const char *text;              /* what is to be done, short */
	const char *why;               /* what the gate found; "": no gate did */
	const char *owner;             /* who owes it; "": nobody is named */
	const char *step;              /* that settles it: "implement" */
	struct crm_todo_opt opt, more; /* which item: {"item", "1a2b"}; and besides */
	struct crm_cell due;           /* a date, an instant or absent */
	enum crm_todo_side side;
	struct crm_todo_ask ask; /* given with step NULL: nobody is */
};
typedef void crm_todo_fn(void *ctx, const struct crm_todo_point *p);

/* One record being looked at. */
struct crm_todo_of {
	const struct crm_kind *kind;
	const struct crm_view *view;
	const struct crm_clock_result *results; /* n of them, the kind's clocks */
	size_t n;
	struct crm_instant now;  /* with the offset of our zone */
	const void *book;        /* of the kind (lib/rules/kind.h); or NULL */
	struct crm_arena *arena; /* for the texts of a point */
	crm_todo_fn *fn;
	void *ctx;
};

/*
 * A row. Without code: every item of the collection whose member `done` has
 * no value. With code: each finding of that code; where its field is the path
 * of an item, owner, due and `about` are members of that.
 *
 * The step is step_for's, where the finding is about an item; else `first`,
 * where it is about none; else `step`; without these the one whose stamp the
 * finding is about. A finding's text says nothing of it: it may hold the
 * record's own. The option that names the item comes from the step's row
 * (lib/flow/step.h): "item" of one that is there, its member where it is keyed,
 * else `option`.
 */
struct crm_todo_row {
	const char *code; /* NULL: by collection */
	int collection;   /* without code */
	const char *what;
	const char *step;
	const char *first; /* the step where there is no item yet; NULL: step */
	/* the step by the item with that key; NULL: step */
	const char *(*step_for)(const struct crm_view *v, const char *key);
	const char *option;       /* "of", "item"; NULL: none */
	struct crm_todo_opt more; /* {"recheck", "true"}; name NULL: none */
	const char *text;         /* what is to be done; NULL: the member `about` says it */
	int about;                /* member of the item that comes before the text; 0: none */
	int owner, due;           /* members of the item; 0: none */
	int done;                 /* without code */
	enum crm_todo_side by;    /* who owes it */
};

struct crm_todo {
	const struct crm_todo_row *rows; /* by collection; end with what NULL; NULL: none */
	void (*more)(const struct crm_todo_of *t); /* NULL: none */
	bool ended; /* something may be owed though the record has ended; never when it is gone */
	/* The kinds that its book tells of, as struct crm_step has it; NULL: it needs none */
	const char *looks;
	/* What remains of a record that has not ended where nothing else does:
	 * without it nobody would see it again. step NULL: nothing. */
	struct {
		const char *what, *text, *step;
	} rest;
};

/* Gives all open points of a record; none of one that has ended, unless its kind
 * says otherwise. results: of crm_clocks_eval(). book: of the kind, or NULL. */
void crm_todo_list(const struct crm_kind *k, const struct crm_view *v,
    const struct crm_clock_result *results, size_t n, struct crm_instant now, const void *book,
    crm_todo_fn *fn, void *ctx);

/* ---- for a kind's function ---- */

/* Gives a point; what of it is NULL becomes "", and without an owner it is the
 * record's, or the customer's. */
void crm_todo_give(const struct crm_todo_of *t, struct crm_todo_point p);
/* Gives the finding, where one of the rows, ended by code NULL, knows it. */
void crm_todo_finding(
    const struct crm_todo_of *t, const struct crm_finding *f, const struct crm_todo_row *rows);
/* Is it waited for? It has begun, has not ended, and no verdict was frozen. */
bool crm_todo_waits(const struct crm_clock_result *r);
/* The clock that waits for this stamp, or NULL. */
const struct crm_clock_result *crm_todo_clock(const struct crm_todo_of *t, int stamp);
/* Its due; absent while it is paused. */
struct crm_cell crm_todo_clock_due(const struct crm_clock_result *r);
/* The record's day or instant as a due time; absent: it has none that can be read. */
struct crm_cell crm_todo_due(const struct crm_todo_of *t, int field);
/* How often it was asked for, by the field that counts it. */
int64_t crm_todo_times(const struct crm_todo_of *t, int field);
/* Text in t's arena. */
const char *crm_todo_text(const struct crm_todo_of *t, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Sets the step, and the option that names this item of the collection by the
 * shortest beginning of its key that only it has, 4 letters at least. */
void crm_todo_step(const struct crm_todo_of *t, const char *step, const char *option,
    int collection, const struct crm_items *item, struct crm_todo_point *out);

#endif
