/*
 * The change advisor: must the customer be told, must parts be submitted, or neither (P3;
 * AIAG PPAP 4th edition 3.1, 3.2; 3rd edition I.3.3). Order: what the customer's profile
 * says, then the tables S, N, X; a code that nobody knows is notified (fail safe).
 */
#ifndef CRM_RULES_PPAP_ADVICE_H
#define CRM_RULES_PPAP_ADVICE_H

#include "lib/data/document.h"
#include "lib/rules/ppap/edition.h"

struct crm_buf;
struct crm_ppap_changes; /* a table of codes, from data */

enum crm_change_action { CRM_CHANGE_NONE, CRM_CHANGE_NOTIFY, CRM_CHANGE_SUBMIT };
extern const char *const crm_change_action_words[];           /* NULL-ended */
const char *crm_change_action_name(enum crm_change_action a); /* none notify submit */

struct crm_change_code {
	const char *code;  /* "S03" */
	const char *name;  /* "engineering_change": may stand for the code */
	const char *table; /* that says so: "aiag 3.2" */
	const char *text;  /* what it is, in our words */
	const char *vda;   /* the cell of the trigger matrix: I (customer information), A (PPA
			      agreement), - ; NULL: the table has actions */
	enum crm_change_action action;
	bool bulk;                  /* of bulk material only */
	bool unchecked;             /* a cautious guess, not compared with the paper itself */
	const char *const *reasons; /* of the warrant; NULL-ended; none: the facts map it to none */
	const char *const *accepts; /* others that are right as well */
	const enum crm_ppap_role *redo; /* elements to do again; ends with CRM_PPAP_ROLES */
	const char *note;               /* NULL: none */
};

/*
 * A file (lib/data/walk.h): {"title", "note", "codes": {"S03": {"name", "table", "action" (none notify submit) or
 * "vda" (I A -), "text", "reasons": [words of the warrant's box], "accepts": [likewise], "redo": [roles of elements],
 * "bulk", "unchecked", "note"}}}. I is notify, A is submit, - is none.
 */
struct crm_ppap_changes *crm_ppap_changes_new(void);
void crm_ppap_changes_free(struct crm_ppap_changes *c);
/* Adds a file's rows; one of a code that is there replaces it. CRM_CONFIG with source and path. */
int crm_ppap_changes_add(
    struct crm_ppap_changes *c, const struct crm_doc *d, const char *source, struct crm_err *e);
/* In the file's order; NULL past the end. */
const struct crm_change_code *crm_ppap_changes_at(const struct crm_ppap_changes *c, size_t i);
/* Capital letters or small ones; NULL: nobody knows it. */
const struct crm_change_code *crm_ppap_changes_find(
    const struct crm_ppap_changes *c, const char *code_or_name);

/* What follows from one code. */
struct crm_change_advice {
	const char *code;                  /* as asked */
	const struct crm_change_code *row; /* NULL: unknown */
	enum crm_change_action action;
	bool by_profile;     /* the customer's profile says it */
	bool check_customer; /* none by the 3rd edition alone: the customer's rules decide */
};
/* book NULL: no profile. code is borrowed. */
void crm_change_advise(const struct crm_ppap_changes *c, const struct crm_ppap_book *book,
    const char *code, struct crm_change_advice *out);
/* By what: "customer", the row's table, "unknown code". */
const char *crm_change_by(const struct crm_change_advice *a);
/* Appends what is to be known of it besides, "; " between: "" where nothing is. */
void crm_change_note(const struct crm_change_advice *a, struct crm_buf *out);
/* Appends the words of the reasons that out ("a,b") does not have yet, comma between. */
void crm_change_reasons(const struct crm_change_code *row, struct crm_buf *out);
/* Is one of the code's reasons, or of those that it accepts, given? Of a code without reasons any. */
bool crm_change_accepts(const struct crm_change_code *row, struct crm_texts given);

#endif
