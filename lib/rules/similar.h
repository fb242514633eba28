/*
 * Complaints that are like others: which share something with one (similar),
 * and which part and defect come back again and again (chronic, K10). Void
 * and duplicate ones are like none.
 *
 * Alike are two that share the part, a lot, the serial number or the delivery
 * note, or defect and customer; a defect or a customer alone says nothing. Lot
 * and serial number of two different parts are not the same. The lots are the
 * record's own and those of `lots`. What is shared besides adds to the score.
 */
#ifndef CRM_RULES_SIMILAR_H
#define CRM_RULES_SIMILAR_H

#include "lib/base/mem.h"
#include "lib/data/view.h"

struct crm_buf;

enum crm_shared {
	CRM_SHARED_PART = 1,           /* 4 points */
	CRM_SHARED_DEFECT = 2,         /* 2 */
	CRM_SHARED_LOT = 4,            /* 3 */
	CRM_SHARED_SERIAL = 8,         /* 3 */
	CRM_SHARED_DELIVERY_NOTE = 16, /* 2 */
	CRM_SHARED_CHANGE_LEVEL = 32,  /* 1, of one part */
	CRM_SHARED_CUSTOMER = 64       /* 1 */
};

/* The fields that are looked at, for crm_shape_need(); 0 ends them. */
extern const int crm_similar_fields[], crm_chronic_fields[];

/* What one complaint has, copied from its view. */
struct crm_similar;
struct crm_similar *crm_similar_new(const struct crm_view *of);
void crm_similar_free(struct crm_similar *s); /* NULL allowed */
/* What v shares with it; 0 when they are not alike, by the id the same, or v
 * is void or a duplicate. */
unsigned crm_similar_shared(const struct crm_similar *s, const struct crm_view *v);
int crm_similar_score(unsigned shared);
/* "part,defect,lot": appended. */
void crm_similar_words(unsigned shared, struct crm_buf *out);

/* Part and defect, counted where both are known and received_at is from since
 * to until, both included. */
struct crm_chronic;
struct crm_chronic *crm_chronic_new(struct crm_instant since, struct crm_instant until);
void crm_chronic_free(struct crm_chronic *c); /* NULL allowed */
void crm_chronic_add(struct crm_chronic *c, const struct crm_view *v);

struct crm_chronic_row {
	const char *part, *defect;
	size_t count, open; /* open: of these, not closed */
	struct crm_instant first, last;
	const char *led_by; /* the newest that says it, or NULL */
	const char *ids;    /* "C-1,C-7": oldest first */
};
/* The rows with at least `times`: the most first, among equals the newest. n
 * rows, valid as long as c; ends the adding. */
const struct crm_chronic_row *crm_chronic_rows(struct crm_chronic *c, size_t times, size_t *n);

#endif
