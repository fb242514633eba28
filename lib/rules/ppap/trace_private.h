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
};

struct crm_trace {
	struct crm_ppap_judge *j;
	struct crm_trace_item *items; /* the list's order */
	size_t n, cap;
	struct crm_map *by_no;   /* entry i is items[i] */
	struct crm_map *streams; /* of the run, by their numbers */
	struct crm_map *gauges;  /* that a measurement system study names */
	struct crm_map *studied; /* characteristics that one names */
};

/* ---- trace.c ---- */
#define CRM_TRACE_NO ((size_t)-1)
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

/* ---- the parts ---- */
void crm_trace_list(struct crm_trace *t);     /* trace_list.c: makes the list and judges it */
void crm_trace_studies(struct crm_trace *t);  /* trace_studies.c: gauges, studied */
void crm_trace_steps(struct crm_trace *t);    /* trace_steps.c */
void crm_trace_special(struct crm_trace *t);  /* trace_special.c; after the studies */
void crm_trace_dims(struct crm_trace *t);     /* trace_dims.c */
void crm_trace_material(struct crm_trace *t); /* trace_material.c */

#endif
