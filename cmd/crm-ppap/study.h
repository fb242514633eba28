/*
 * What the commands of studies share: a table of raw values by its headings, numbers in
 * options, limits of a profile, and one row of figures as each format wants it.
 */
#ifndef CMD_CRM_PPAP_STUDY_H
#define CMD_CRM_PPAP_STUDY_H

#include "cmd/crm-ppap/books.h"
#include "cmd/crm-ppap/ppap.h"
#include "lib/rules/ppap/ppap.h"
#include "lib/rules/study/study.h"

/* ---- in (study_in.c); 0, or -1 after a message ---- */

/* The operand's table; columns are named by the options that are called as its fields are (NULL:
 * none of them is an option). What it cannot read of them is told, and then there is none. */
int study_sheet(struct crm_run *r, const char *path, const struct crm_schema *schema,
    const char *const *options, struct crm_sheet **out);
/* The number in an option; *out NULL where it was not given. */
int study_decimal(
    struct crm_run *r, const char *option, struct crm_dec *value, const struct crm_dec **out);
/* The same, above 0. */
int study_positive(struct crm_run *r, const char *option, struct crm_figure *out);
/* A whole number from 1; 0 where it was not given. */
int study_count(struct crm_run *r, const char *option, size_t *out);
/* One of the words: *out keeps its value where the option was not given. */
int study_word(struct crm_run *r, const char *option, int (*find)(const char *name),
    const char *words, int *out);
/* Exactly n operands. */
int study_operands(struct crm_run *r, size_t n);

/* Limits of --profile, else those of AIAG. */
struct study_book {
	struct ppap_books books;
	struct crm_ppap_book *own;
	const struct crm_ppap_limits *limits;
};
int study_book_open(struct crm_run *r, struct study_book *out);
void study_book_close(struct study_book *b);

/* ---- out (study_out.c) ---- */

#define STUDY_FORMATS "table, jsonl, json or csv"
#define STUDY_SVG_FORMATS "table, jsonl, json, csv or svg"

/* For cells of several rows: at full precision, or for people with so many decimals. */
struct crm_cell study_cell(struct crm_arena *a, struct crm_figure f, int decimals, bool people);
/* Is it a table for people: -o table, or on a terminal, without -F? -1 after a message. */
int study_people(struct crm_run *r, bool *out);

/* One row of named figures. */
struct study_row {
	struct crm_column *columns;
	struct crm_cell *cells, *people;
	size_t n, cap, cells_cap, people_cap;
	struct crm_arena arena;
};
void study_put(struct study_row *row, const char *name, const char *text); /* NULL, "": null */
void study_put_count(struct study_row *row, const char *name, size_t n);
void study_put_bool(struct study_row *row, const char *name, bool b);
void study_put_dec(struct study_row *row, const char *name, const struct crm_dec *d);
/* decimals: for people */
void study_put_figure(struct study_row *row, const char *name, struct crm_figure f, int decimals);
void study_put_number(struct study_row *row, const char *name, double x, int decimals);
/* A list of texts; for people a line each. */
void study_put_texts(struct study_row *row, const char *name, const struct crm_study_texts *t);
/* JSON; not for people. */
void study_put_json(struct study_row *row, const char *name, const struct crm_buf *json);
void study_print(struct crm_run *r, const struct study_row *row);
void study_row_release(struct study_row *row);

/* A drawing, as it is. */
void study_svg(struct crm_run *r, const struct crm_buf *text);
/* Is there a format of that name, with svg? 0, or -1 after a message. */
int study_formats(struct crm_run *r);
/* Is -o svg asked for? */
bool study_is_svg(const struct crm_run *r);

/* --check: exit 1 unless it meets. */
void study_check(struct crm_run *r, enum crm_study_verdict v);

/* capability_svg.c, grr_svg.c */
void capability_svg(struct crm_run *r, const char *name, const struct crm_study_capability *c);
void grr_svg(struct crm_run *r, const char *name, const struct crm_study_grr *s);

#endif
