/* What where.c and where_parse.c share. */
#ifndef CRM_DATA_WHERE_PRIVATE_H
#define CRM_DATA_WHERE_PRIVATE_H

#include <locale.h>
#include <regex.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/mem.h"
#include "lib/data/cell.h"

enum crm_where_op {
	CRM_OP_EQ,
	CRM_OP_NE,
	CRM_OP_LT,
	CRM_OP_LE,
	CRM_OP_GT,
	CRM_OP_GE,
	CRM_OP_MATCH
};

/* cell is absent for "", text (bytes), a decimal, a bool, a duration, a date
 * or an instant. A date also knows the instants of its local day. */
struct crm_where_value {
	struct crm_cell cell;
	int64_t from, to; /* of a date: from <= us < to */
};

struct crm_where_test {
	int field;
	enum crm_where_op op;
	struct crm_where_value *values;
	size_t n, cap;
	regex_t re; /* of CRM_OP_MATCH */
};

struct crm_where {
	struct crm_where_test *tests;
	size_t n, cap;
	struct crm_arena arena;
	/* A pattern is of characters, whatever the locale of the process: its
	 * maker and its reader run under this one. 0 without patterns. */
	locale_t utf8;
};

#endif
