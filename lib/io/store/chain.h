/*
 * The chain of one record: each line names by hash the line before it. A
 * fork (two lines naming the same one) is what a merge of two branches
 * leaves; tips are lines that none names.
 *
 * Two steps settle what a chain has suffered, each by naming it: `resolve`
 * lists in `settles` the lines at which the chain is broken; `renumber` has in
 * `prev` the tips of second creations, whose records have got ids of their
 * own. What is not named, as it was done later or comes by a later merge, is
 * not settled.
 */
#ifndef CRM_IO_CHAIN_H
#define CRM_IO_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/io/store/linescan.h"

enum crm_link_flags {
	CRM_L_NEW = 1,     /* a creating line */
	CRM_L_STATE = 2,   /* sets `state` */
	CRM_L_RESOLVE = 4, /* step "resolve" */
	CRM_L_PREV = 8,    /* names a line before it */
	/* judged: */
	CRM_L_LOST = 16,   /* names a line that is not there */
	CRM_L_LOOSE = 32,  /* names none though lines come before it */
	CRM_L_SECOND = 64, /* second creation, or chained to one only */
	CRM_L_AGAIN = 128, /* the same line once more */
	CRM_L_TIP = 256,
	CRM_L_FORK = 512,     /* has two or more children */
	CRM_L_SETTLED = 1024, /* broken, but resolved; second, but renumbered */
	CRM_L_UNMADE = 2048,  /* a first line that does not create */
	/* of the line: */
	CRM_L_RENUMBER = 4096, /* step "renumber" */
	CRM_L_NAMED = 16384,   /* by a step `resolve`: its break is settled */
	CRM_L_LEFT = 8192      /* step "left": the record had a row in a base table */
};

struct crm_link {
	unsigned char hash[16];
	uint64_t at;
	unsigned flags;
	size_t parent, nparents; /* in chain->parents */
	size_t children;         /* of a second creation's line: in that alone */
};

struct crm_chain {
	struct crm_link *v;
	size_t n, cap;
	size_t *parents;
	size_t nparents, parents_cap;
	struct crm_buf text; /* scratch */
	struct crm_map *map; /* hash -> line, for long chains only */
	/* judged: */
	size_t tips;
	size_t created; /* the creating line, or n when there is none */
	bool broken;    /* lost, loose or unmade lines that nothing settled */
	bool second;    /* a second creation that nothing settled */
	bool state_conflict;
	bool conflict; /* any of the three */
	bool based;    /* given for each record, before its lines: it may begin
	                  without a creating line (a row in a base table, a
	                  part of a journal); a line `left` sets it */
};

#define CRM_L_BROKEN (CRM_L_LOST | CRM_L_LOOSE | CRM_L_UNMADE)

void crm_chain_clear(struct crm_chain *c);
void crm_chain_release(struct crm_chain *c);
/* The record's next line in file order. */
void crm_chain_add(
    struct crm_chain *c, const char *text, size_t len, const struct crm_scan *s, uint64_t at);
void crm_chain_judge(struct crm_chain *c);
/* The flag of a step that settles, or of `left`, by its name; else 0. */
unsigned crm_link_step(const char *step, size_t len);
/* Is the i-th line to be named by the record's next one, whose step has this
 * flag? */
bool crm_chain_names(const struct crm_chain *c, size_t i, unsigned step);
/* Is the chain broken at the i-th line, so that `resolve` is to settle it? */
bool crm_chain_breaks(const struct crm_chain *c, size_t i);
/* Hash of the i-th line as `prev` writes it. */
void crm_chain_hex(const struct crm_chain *c, size_t i, char out[33]);
/* Does the line count in the fold? */
static inline bool crm_link_counts(const struct crm_link *l)
{
	return (l->flags & (CRM_L_SECOND | CRM_L_AGAIN)) == 0;
}

#endif
