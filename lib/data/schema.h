/*
 * A kind's fields: the master copy of names, types, words and meaning. The
 * schema's field numbers are the indexes of its table; rules use them as
 * enum constants. It drives CSV typing, options, --where, import, check,
 * JSON Schema and the manual's field table.
 */
#ifndef CRM_DATA_SCHEMA_H
#define CRM_DATA_SCHEMA_H

#include "lib/data/cell.h"

struct crm_buf;
struct crm_schema;

#define CRM_EXPECTED_MAX 160

enum crm_field_flags {
	CRM_F_BRIEF = 1,     /* a column of the default table */
	CRM_F_STAMP = 2,     /* set by a step's clock stamp; amend may mend it */
	CRM_F_OWN = 4,       /* written by the tools only: not by open, amend */
	CRM_F_PERSONAL = 8,  /* personal data: hidden by --mask */
	CRM_F_INTERNAL = 16, /* prices and the like: hidden by --mask */
	CRM_F_COUNT = 32,    /* a count of things: not below 0 */
	CRM_F_OWNER = 64,    /* who of us is answerable for the record */
	CRM_F_PARTY = 128,   /* whom it is about: the customer */
	CRM_F_HASHED = 256,  /* a collection whose keys are hashes, not names:
	                        one column of CSV, as JSON */
	CRM_F_FIXED = 1024,  /* not amended: only its own step, or import, sets it */
	CRM_F_LIST = 2048, /* of documents only (lib/data/document.h): a JSON array of such texts */
	CRM_F_ITEMS = 4096, /* a collection written by the tools, whose items an import may bring */
	CRM_F_RENEWED = 8192, /* of such: an import may change those that a step made */
	CRM_F_STEPS =
	    16384, /* set by steps here alone: a kind that has such a field has no base table */
	CRM_F_FILE = 512 /* given as the path of a file: stored is its name
	                        without directories; the members sha256 and
	                        bytes beside it are filled from its content */
};

struct crm_field {
	const char *name;
	enum crm_type type;
	const char *const *words;       /* allowed words, NULL-ended; NULL: any */
	const char *ref;                /* kind that it refers to, or NULL */
	const struct crm_schema *items; /* CRM_T_NESTED: a collection, an
	                                   object keyed by item */
	unsigned flags;
	const char *doc; /* one line for the manual and JSON Schema */
};

struct crm_schema {
	const char *name; /* the kind */
	const struct crm_field *fields;
	size_t n;
};

/* Index of the field, or -1. */
int crm_schema_find(const struct crm_schema *s, const char *name, size_t len);

/* The first field with this flag, or -1: CRM_F_OWNER and CRM_F_PARTY are on
 * one field each at most. */
int crm_schema_flagged(const struct crm_schema *s, unsigned flag);

/* The definition behind a dotted path ("verdicts.answer.verdict"): a member
 * of a collection's item is "COLLECTION.KEY.MEMBER" (a key may hold dots);
 * "COLLECTION.KEY" is the item, nested. NULL when the path leaves the
 * schema. */
const struct crm_field *crm_schema_path(const struct crm_schema *s, const char *path);

/*
 * Judges one text by a field's type: the one place where text becomes a
 * value, for CSV cells, options, --where and JSON strings alike. Empty text
 * is absent. On failure the cell is CRM_T_BAD and *expected (may be NULL)
 * says what was expected: "a date and time with offset, like
 * 2026-11-20T09:00:00+08:00, years 1970 to 2199". f NULL: any text. Nested: the text of a JSON
 * object or array; a collection: of an object of objects. text is borrowed.
 */
void crm_field_read(const struct crm_field *f, const char *text, size_t len, struct crm_cell *out,
    char expected[CRM_EXPECTED_MAX]);
/* What the field expects: the same text, for a cell that is bad already. */
void crm_field_expected(const struct crm_field *f, char out[CRM_EXPECTED_MAX]);

/* JSON Schema draft 2020-12 of the kind (unknown members allowed), indented,
 * with a newline. */
void crm_schema_json(const struct crm_schema *s, struct crm_buf *out);

/* The envelope's names: reserved, never a field (crm-records.5). Not id,
 * which is the record's as well; base is among them (the step `left`). */
bool crm_reserved_name(const char *name);
/* [A-Za-z0-9][A-Za-z0-9._-]{0,63} */
bool crm_id_valid(const char *id, size_t len);

#endif
