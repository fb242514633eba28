/*
 * A cell: one value of one field, typed. Absent and bad are types too, so a
 * rule sees "nothing was said" and "it was said but cannot be read" apart.
 *
 * text/len are the value as its source writes it (not NUL-terminated),
 * borrowed from whoever made the cell; for a JSON string they are its
 * content, for CSV the unquoted field. Cells of computed rows may have
 * text NULL: crm_cell_print() formats the value then.
 */
#ifndef CRM_DATA_CELL_H
#define CRM_DATA_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/dec.h"
#include "lib/time/duration.h"
#include "lib/time/instant.h"

struct crm_arena;
struct crm_buf;

enum crm_type {
	CRM_T_ABSENT, /* no such member, or JSON null, or an empty CSV cell */
	CRM_T_BAD,    /* there, but not of the field's type; text is kept */
	CRM_T_TEXT,   /* also identifiers, references and words of a list */
	CRM_T_INT,    /* count, within +-(2^53-1) */
	CRM_T_DEC,    /* money, measured value */
	CRM_T_BOOL,
	CRM_T_INSTANT,
	CRM_T_DATE,
	CRM_T_DURATION,
	CRM_T_NESTED /* object or array; items by crm_items_init() */
};

struct crm_cell {
	enum crm_type type;
	size_t len;
	const char *text;
	union {
		int64_t i;
		bool b;
		struct crm_dec dec;
		struct crm_instant at;
		int32_t date; /* days since 1970-01-01 */
		struct crm_duration dur;
	} u;
};

/* "text", "integer", ... as messages and the manual name a type. */
const char *crm_type_name(enum crm_type t);

/* Makers for computed rows. text is borrowed. */
struct crm_cell crm_cell_absent(void);
struct crm_cell crm_cell_text(const char *text); /* NULL: absent */
struct crm_cell crm_cell_some(const char *text); /* "": absent */
struct crm_cell crm_cell_textn(const char *text, size_t len);
struct crm_cell crm_cell_int(int64_t i);
struct crm_cell crm_cell_bool(bool b);
struct crm_cell crm_cell_dec(struct crm_dec d);
struct crm_cell crm_cell_instant(struct crm_instant t);
struct crm_cell crm_cell_date(int32_t days);

static inline bool crm_cell_is(const struct crm_cell *c)
{
	return c->type != CRM_T_ABSENT && c->type != CRM_T_BAD;
}

/* Appends the value as plain text (nothing for absent): the source's text
 * when there is one, else canonical. */
void crm_cell_print(const struct crm_cell *c, struct crm_buf *out);
/* The same into an arena; "" for absent. */
const char *crm_cell_copy_text(const struct crm_cell *c, struct crm_arena *a);

/* Does a text cell hold exactly this string? */
bool crm_cell_eq(const struct crm_cell *c, const char *s);
/* Or one of these? NULL-ended; NULL: none. */
bool crm_cell_one_of(const struct crm_cell *c, const char *const *words);

/*
 * A total order for sorting and --where: -1 0 1. Absent before bad before
 * values; integers and decimals compare as numbers, texts by bytes; other
 * types that differ by type (comparing those as text would give circles).
 */
int crm_cell_cmp(const struct crm_cell *a, const struct crm_cell *b);

#endif
