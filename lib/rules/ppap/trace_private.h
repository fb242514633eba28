/*
 * Between the files of the trace (trace*.c): the drawing list as one table, the streams of
 * the run, the studies, and which characteristic has something in which stream. All texts
 * are borrowed from the dossier.
 */
#ifndef CRM_RULES_PPAP_TRACE_PRIVATE_H
#define CRM_RULES_PPAP_TRACE_PRIVATE_H

#include <stdbool.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/rules/ppap/judge_private.h"
#include "lib/rules/study/study.h"

/* A characteristic, by the first row of the drawing list that has its number. */
struct crm_trace_item {
	const char *no;
	const char *special; /* the drawing's symbol; "" none */
	const struct crm_sheet *sheet;
	size_t row;
	int at;         /* the state of the element that holds the list */
	bool reference; /* a reference dimension: not measured */
	bool attribute; /* no variables data */
	/* Never NULL; absent too where the two contradict each other: that is told once. */
	const struct crm_cell *lower, *upper;
	const struct crm_dims *dims; /* NULL: the drawing allows it no bonus */
};

struct crm_trace {
	struct crm_ppap_judge *j;
	struct crm_trace_item *items; /* the list's order */
	size_t n, cap;
	struct crm_dims *dims;   /* made by crm_trace_list() where any has a bonus; the caller's */
	struct crm_map *by_no;   /* entry i is items[i] */
	struct crm_map *streams; /* of the run, by their numbers */
	struct crm_map *gauges;  /* that a measurement system study names */
	struct crm_map *studied; /* characteristics that one names */
};

/* ---- trace.c ---- */
#define CRM_TRACE_NO CRM_MAP_NONE
/* Index of the characteristic with that number, or CRM_TRACE_NO. */
size_t crm_trace_item(const struct crm_trace *t, const char *no, size_t len);
/* A finding about a characteristic: at its line in the drawing list, field "no 7". */
void crm_trace_find(const struct crm_trace *t, int at, const char *code, size_t item,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));
bool crm_trace_has(const struct crm_map *m, const char *key);

/* The sheets of a kind that have a column and rows, in the order of the evidence. Others are
 * told as tables, and nothing can be said about what they lack. */
struct crm_trace_sheets {
	enum crm_ppap_sheet_kind kind;
	int column;  /* -1: any */
	size_t next; /* 0 to begin */
	const struct crm_ppap_evidence *evidence;
	const struct crm_sheet *sheet;
};
bool crm_trace_next(const struct crm_trace *t, struct crm_trace_sheets *s);

/* Which streams of which characteristic have something. */
struct crm_trace_cover {
	const struct crm_trace *t;
	struct crm_map *pairs; /* by crm_trace_cover_add(); their values are the caller's */
	size_t *streams;       /* by characteristic: how many of them */
};
/* Streams of the run; 1 where it names none. */
size_t crm_trace_streams(const struct crm_trace *t);
void crm_trace_cover_init(struct crm_trace_cover *c, const struct crm_trace *t);
void crm_trace_cover_release(struct crm_trace_cover *c);
/* The pair's entry. */
size_t crm_trace_cover_add(struct crm_trace_cover *c, size_t item, size_t stream);
/* How many streams the characteristic lacks. Appends " in stream '2', '3' and 4 more"; nothing where
 * there is one stream only. */
size_t crm_trace_cover_lacks(const struct crm_trace_cover *c, size_t item, struct crm_buf *names);

/* ---- trace_row.c ---- */

/* A name in a cell that may hold several. */
struct crm_trace_name {
	const char *text; /* not ended: len bytes of the cell */
	size_t len;
	size_t index; /* in the map that it was looked for in; CRM_MAP_NONE: it is not there */
	bool single;  /* the cell holds no other */
};
/* The next name of the cell; *at: NULL to begin. The whole cell is one where the map has it; else
 * they are apart by ; or , and gauges also by a slash with blanks around it. Blanks, "-" and "n/a"
 * are none. */
bool crm_trace_name(const struct crm_map *known, bool slash, const char *cell, const char **at,
    struct crm_trace_name *out);
/* A cell that says that there is nothing: blank, "-", "n/a". */
bool crm_trace_none(const char *text, size_t len);
/* The characteristics that a cell names, without those that the drawing list does not have. *at: NULL
 * to begin. CRM_TRACE_NO at the end. */
size_t crm_trace_named(const struct crm_trace *t, const char *cell, const char **at);
/* The stream of a row of results, which the evidence may name for all of them; CRM_MAP_NONE: the
 * run has several and none is given (*name ""), or none such. */
size_t crm_trace_stream(
    const struct crm_trace *t, const struct crm_ppap_evidence *e, size_t row, const char **name);
/* A result against the limits, which are in; the upper one with the part's bonus. */
enum crm_trace_fit {
	CRM_FIT_NONE, /* nothing was measured; of an attribute: no verdict */
	CRM_FIT_IN,
	CRM_FIT_BELOW,
	CRM_FIT_ABOVE,
	CRM_FIT_NOK,
	CRM_FIT_UNREAD /* something that cannot be read */
};
enum crm_trace_fit crm_trace_fit(
    const struct crm_trace_item *x, const struct crm_sheet *results, size_t row);

/* ---- trace_required.c ---- */

enum crm_trace_met { CRM_MET_UNKNOWN, CRM_MET_YES, CRM_MET_NO };
/* A result with one number against a requirement of one or two (">= 80 HBW", "80 HBW min", "8.0 to 11.0
 * %"), exactly; unknown where either is anything else, or their units differ. */
enum crm_trace_met crm_trace_met(const char *result, const char *requirement);

/* ---- the parts ---- */
void crm_trace_list(struct crm_trace *t);     /* trace_list.c: makes the list and judges it */
void crm_trace_studies(struct crm_trace *t);  /* trace_studies.c: gauges, studied */
void crm_trace_steps(struct crm_trace *t);    /* trace_steps.c */
void crm_trace_special(struct crm_trace *t);  /* trace_special.c; after the studies */
void crm_trace_dims(struct crm_trace *t);     /* trace_dims.c */
void crm_trace_material(struct crm_trace *t); /* trace_material.c */

#endif
