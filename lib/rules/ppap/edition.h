/*
 * Editions and profiles: the tables of elements, and what a customer wants
 * beside, as data (lib/share/ppap, crm-ppap.5). An edition says which elements
 * there are, when each applies and what each level does with it; a profile names
 * its edition and changes limits, elements and change codes.
 *
 * Rules do not know an element by its number, which differs between editions, but by
 * its role.
 */
#ifndef CRM_RULES_PPAP_EDITION_H
#define CRM_RULES_PPAP_EDITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/dec.h"
#include "lib/base/err.h"

struct crm_doc;
struct crm_ppap_book;
struct crm_ppap_changes;

enum crm_ppap_role {
	CRM_ROLE_OTHER, /* of the customer or the edition alone: evidence, nothing else */
	CRM_ROLE_DESIGN_RECORD,
	CRM_ROLE_CHANGE_DOCUMENTS,
	CRM_ROLE_CUSTOMER_APPROVAL,
	CRM_ROLE_DFMEA,
	CRM_ROLE_FLOW,
	CRM_ROLE_PFMEA,
	CRM_ROLE_CONTROL_PLAN,
	CRM_ROLE_MSA,
	CRM_ROLE_DIMENSIONAL,
	CRM_ROLE_MATERIAL,
	CRM_ROLE_INITIAL_STUDY,
	CRM_ROLE_LABORATORY,
	CRM_ROLE_APPEARANCE,
	CRM_ROLE_SAMPLE_PARTS,
	CRM_ROLE_MASTER_SAMPLE,
	CRM_ROLE_CHECKING_AIDS,
	CRM_ROLE_CUSTOMER_SPECIFIC,
	CRM_ROLE_WARRANT,
	CRM_ROLE_BULK,
	CRM_PPAP_ROLES
};
/* "design_record" ...; NULL past the end. */
const char *crm_ppap_role_name(enum crm_ppap_role r);

/* What a level does with an element. */
enum crm_ppap_duty {
	CRM_DUTY_SUBMIT,  /* S: to the customer, a copy kept */
	CRM_DUTY_RETAIN,  /* R: kept, shown on request */
	CRM_DUTY_REQUEST, /* *: kept, submitted where the customer asks for it */
	CRM_DUTY_NONE     /* of an agreed edition: not agreed on */
};
const char *crm_ppap_duty_name(enum crm_ppap_duty d); /* "S" "R" "*" "-" */

#define CRM_PPAP_LEVELS 5
bool crm_ppap_level_ok(int64_t level); /* 1 to 5 */

struct crm_ppap_element {
	const char *number; /* "9", "1a", "BULK" */
	const char *name;
	enum crm_ppap_role role;
	int trait;         /* field CRM_P_TRAIT_... that decides; -1: always */
	bool asked;        /* where the trait is not said the user is asked; else it is false */
	bool na;           /* may be marked n/a */
	bool physical;     /* a place is as good as a file */
	bool change_level; /* its documents' change level is compared with the part's */
	bool aged;         /* its documents grow old (elements 8 to 11 of AIAG's 4th) */
	bool customer;     /* added by the profile */
	const char *form;  /* number of the customer's form, or NULL */
	enum crm_ppap_duty
	    duty[CRM_PPAP_LEVELS]; /* of level 1 to 5; of an agreed edition all one */
};

/* Limits of an edition or a profile; the values here hold where neither says another. */
struct crm_ppap_limits {
	int max_age_days;                            /* 365; 0: none */
	int run_parts;                               /* 300; 0: none */
	struct crm_dec run_hours_min, run_hours_max; /* 1, 8; the latter 0: neither */
	int samples; /* parts measured a stream in the dimensional report: 1 */
	struct crm_dec index_low, index_high; /* 1.33, 1.67: both in the band `review` */
	struct crm_dec grr_low, grr_high;     /* 10, 30 percent */
	int ndc;                              /* 5 */
	int study_readings, study_subgroups;  /* 100, 25; 0: none */
	int retention_years_min;              /* 0: active plus one calendar year */
};

struct crm_ppap_book *crm_ppap_book_new(void);
void crm_ppap_book_free(struct crm_ppap_book *b);
/*
 * Adds the edition, then the profile over it, a profile after the one that it uses. CRM_CONFIG
 * with source and path of what is wrong ("elements[3].levels"); the book is then of no use.
 * Nothing of the document is kept.
 */
int crm_ppap_book_edition(
    struct crm_ppap_book *b, const struct crm_doc *d, const char *source, struct crm_err *e);
int crm_ppap_book_profile(
    struct crm_ppap_book *b, const struct crm_doc *d, const char *source, struct crm_err *e);

const char *crm_ppap_book_edition_name(const struct crm_ppap_book *b);
const char *crm_ppap_book_profile_name(const struct crm_ppap_book *b); /* "" none */
/* The table of change codes that goes with the edition, by its name; "" none. */
const char *crm_ppap_book_changes(const struct crm_ppap_book *b);
/* Does the profile (the edition, where there is none) say what nobody has checked against the
 * customer's own paper? */
bool crm_ppap_book_skeleton(const struct crm_ppap_book *b);
/* Has it levels? Else what is submitted is agreed, element by element. */
bool crm_ppap_book_levels(const struct crm_ppap_book *b);
int crm_ppap_book_default_level(const struct crm_ppap_book *b); /* 0 without levels */
const struct crm_ppap_limits *crm_ppap_book_limits(const struct crm_ppap_book *b);
/* In the table's order; NULL past the end. */
const struct crm_ppap_element *crm_ppap_book_element(const struct crm_ppap_book *b, size_t i);
const struct crm_ppap_element *crm_ppap_book_find(
    const struct crm_ppap_book *b, const char *number);
/* The element with that role (not OTHER); NULL: the edition has none. */
const struct crm_ppap_element *crm_ppap_book_role(
    const struct crm_ppap_book *b, enum crm_ppap_role role);
/* The places of these two in the table's order; -1: none. */
int crm_ppap_book_at(const struct crm_ppap_book *b, const char *number);
int crm_ppap_book_role_at(const struct crm_ppap_book *b, enum crm_ppap_role role);
/* The severity that the profile gives a finding's code, or -1. */
int crm_ppap_book_severity(const struct crm_ppap_book *b, const char *code);
/* What the profile does with a change code, in any case: enum crm_change_action, or -1: it says
 * nothing. */
int crm_ppap_book_change(const struct crm_ppap_book *b, const char *code);
/* The codes that profiles read from here on may name; without it any. Borrowed. */
void crm_ppap_book_codes(struct crm_ppap_book *b, const struct crm_ppap_changes *c);

#endif
