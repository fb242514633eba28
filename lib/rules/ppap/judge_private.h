/*
 * Between the files of lib/rules/ppap that judge: each has one part of the rules and adds what it
 * finds here, in any order; judge.c sorts and counts. found.c has what they share.
 */
#ifndef CRM_RULES_PPAP_JUDGE_PRIVATE_H
#define CRM_RULES_PPAP_JUDGE_PRIVATE_H

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/rules/ppap/advice.h"
#include "lib/rules/ppap/codes.h"
#include "lib/rules/ppap/judge.h"

/* A finding until all are sorted. */
struct crm_ppap_found {
	int at;
	const struct crm_ppap_code *code;
	enum crm_severity severity;
	const char *source; /* NULL: the manifest */
	size_t file;        /* of the source among the evidence, from 1; 0: the manifest */
	long line;
	size_t order; /* in which it was found */
	const char *field, *text;
};

struct crm_ppap_judge {
	const struct crm_ppap *p;
	const struct crm_ppap_book *book;
	const struct crm_ppap_changes *changes; /* NULL: not judged */
	int32_t today;                          /* days since 1970-01-01 */
	int level;                              /* 0: without levels */
	const char *no_study; /* why there is no initial process study: no special characteristic
				 has variables data; NULL: there is one, or nothing is known */
	struct crm_ppap_state *states; /* applies, duty and waived are set before the parts run */
	size_t nstates;
	const struct crm_node **nodes; /* by the states: what the manifest says; NULL: nothing */
	int *at;                       /* by the evidence: its state, -1 an unknown element */
	struct crm_ppap_found *found;  /* in any order */
	size_t n, cap;
	struct crm_map *sources; /* paths of the evidence, in its order */
	struct crm_arena arena;
};

/* Where a finding belongs to. */
enum { CRM_AT_MANIFEST = -1, CRM_AT_RUN = -2, CRM_AT_STATUS = -3 };

/*
 * Adds a finding. at: index of the element's state, or CRM_AT_...; code: in the table (a slip is a
 * bug); source NULL: the manifest. field: the member, or what of the subject ("cavity 2, no 7"). A
 * finding of an element that does not apply, is n/a or waived is dropped, but for those about these
 * marks themselves, what cannot be read in the manifest, and files that are not what they were.
 */
void crm_ppap_find(struct crm_ppap_judge *j, int at, const char *code, const char *source,
    long line, const char *field, const char *fmt, ...) __attribute__((format(printf, 7, 8)));
/* About a field of the manifest, with its line. */
void crm_ppap_find_field(struct crm_ppap_judge *j, int at, const char *code,
    const struct crm_node *n, int field, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));
/* About a file: at the line of its member in the manifest; field is its path. */
void crm_ppap_find_file(struct crm_ppap_judge *j, size_t evidence, const char *code, int field,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* Was one with that code found so far, and not dropped? The trace runs before the warrant. */
bool crm_ppap_found(const struct crm_ppap_judge *j, const char *code);

/* The state with that number, or that role; -1: the edition has none. */
int crm_ppap_at(const struct crm_ppap_judge *j, const char *number);
int crm_ppap_state_of(const struct crm_ppap_judge *j, enum crm_ppap_role role);
/* Does the element with that role apply, and is neither n/a nor waived? */
bool crm_ppap_counts(const struct crm_ppap_judge *j, enum crm_ppap_role role);
/* The i-th sheet of that kind among the evidence; NULL past the end. *e: its evidence (may be NULL). */
const struct crm_sheet *crm_ppap_sheet(const struct crm_ppap_judge *j, enum crm_ppap_sheet_kind k,
    size_t i, const struct crm_ppap_evidence **e);
/* The line of the element's node; of `elements` where it has none. */
long crm_ppap_line(const struct crm_ppap_judge *j, int at);

/* Was something said: a value, also one that cannot be read (which is told on its own), but not
 * blanks? n may be NULL. */
bool crm_ppap_said(const struct crm_node *n, int field);
/* The date; -1 where there is none. */
int32_t crm_ppap_date(const struct crm_node *n, int field);
/* The day by which what ends is judged (age, validity, waivers): that of the submission, else
 * today. What was approved does not turn bad because a paper ends later. */
int32_t crm_ppap_judged_day(const struct crm_ppap_judge *j);
/* Its status: "preparing" where none is said. */
const char *crm_ppap_status(const struct crm_ppap_judge *j);
/* Has the customer decided: approved, interim, rejected? */
bool crm_ppap_verdict(const struct crm_ppap_judge *j);
/* "2026-11-20" */
const char *crm_ppap_day(struct crm_ppap_judge *j, int32_t days);
/* Appends ", name" to a list, or "name" as its first. */
void crm_ppap_list(struct crm_buf *list, const char *name);
/* Appends the i-th of many names in quotes, the first ten of them; then, with n of them in all,
 * " and N more". */
void crm_ppap_quoted(struct crm_buf *list, size_t i, const char *name, size_t len);
void crm_ppap_quoted_end(struct crm_buf *list, size_t n);

/* ---- the parts ---- */
/* manifest.c, before the parts: the level that is judged */
int crm_ppap_level(const struct crm_ppap *p, const struct crm_ppap_book *book);
void crm_ppap_judge_manifest(struct crm_ppap_judge *j); /* manifest.c: faults, level, reasons */
void crm_ppap_judge_run(struct crm_ppap_judge *j);      /* manifest_run.c: the run */
void crm_ppap_judge_status(struct crm_ppap_judge *j); /* status.c: interim, verdict, dates, seal */
/* elements.c, before the parts: applies, duty, waived of every state */
void crm_ppap_states(struct crm_ppap_judge *j);
/* Does the element not apply because no special characteristic has variables data? */
bool crm_ppap_no_study(const struct crm_ppap_judge *j, size_t i);
/* Is there evidence of the element: a file, of a physical one also its place, of the warrant also a
 * box (what is signed on paper may be attached later)? */
bool crm_ppap_there(const struct crm_ppap_judge *j, size_t i);
void crm_ppap_judge_elements(struct crm_ppap_judge *j); /* elements.c: n/a, waivers, owners */
void crm_ppap_judge_late(struct crm_ppap_judge *j);     /* elements.c, after what is complete */
void crm_ppap_judge_evidence(struct crm_ppap_judge *j); /* evidence_rules.c: files */
void crm_ppap_judge_tables(struct crm_ppap_judge *j);   /* table_rules.c: sheets as such */
void crm_ppap_judge_warrant(struct crm_ppap_judge *j);  /* warrant.c */
void crm_ppap_judge_trace(struct crm_ppap_judge *j);   /* trace.c: characteristics, steps, gauges */
void crm_ppap_judge_studies(struct crm_ppap_judge *j); /* study_rules.c: raw values, claims */

#endif
