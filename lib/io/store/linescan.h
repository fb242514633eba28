/*
 * A light look at one journal line: is it one JSON object, and where do the
 * members of its envelope stand? It builds no value and costs about a tenth
 * of a parse, so an index is made with it. What it lets pass may still be
 * refused by crm_record_parse() (duplicate keys, lone surrogates); a line is
 * believed only after that.
 */
#ifndef CRM_IO_LINESCAN_H
#define CRM_IO_LINESCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct crm_buf;

enum crm_member {
	CRM_M_ID,
	CRM_M_NEW,
	CRM_M_STEP,
	CRM_M_AT,
	CRM_M_REC,
	CRM_M_OP,
	CRM_M_PREV,
	CRM_M_TX,
	CRM_M_EPOCH,
	CRM_M_SETTLES,
	CRM_M_STATE, /* no envelope, but forks are judged by it */
	CRM_M_COUNT
};

/* A value as it stands in the line, a string with its quotes; p NULL: the
 * line has no such member. */
struct crm_span {
	const char *p;
	size_t n;
};

struct crm_scan {
	struct crm_span v[CRM_M_COUNT];
	const char *why; /* of a refusal */
};

/* 0, or -1 with out->why. depth is the limit on nesting, at most
 * CRM_DEPTH_MAX (lib/data/limits.h). */
int crm_linescan(const char *text, size_t len, size_t depth, struct crm_scan *out);

/* Has the line a member `step` that is not null? */
bool crm_scan_step(const struct crm_scan *s);

/* The content of a string value, unescaped; out is cleared first. -1 when it
 * is no string. */
int crm_span_text(struct crm_span s, struct crm_buf *out);
/* A string, or each string of an array of strings: calls fn for each. -1
 * when it is neither. */
int crm_span_strings(struct crm_span s, struct crm_buf *scratch,
    void (*fn)(void *ctx, const char *text, size_t len), void *ctx);
/* A whole number of at most 15 digits, without a sign; -1 when it is none. */
int crm_span_count(struct crm_span s, int64_t *out);
/* Is it the literal true? */
bool crm_span_true(struct crm_span s);

struct crm_txmark {
	char id[33];
	int64_t i, n; /* line i of n */
};

/* "ID:i/n"; -1 when it is none. */
int crm_txmark_parse(const char *text, size_t len, struct crm_txmark *out);

#endif
