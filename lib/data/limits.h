/*
 * Limits on input, checked before parsing or allocating. One table: names
 * as --limit NAME=VALUE takes them (crm-records.5, LIMITS).
 */
#ifndef CRM_DATA_LIMITS_H
#define CRM_DATA_LIMITS_H

#include <stddef.h>

#include "lib/base/err.h"

struct crm_limits {
	size_t line;        /* JSON line, bytes: 1 MiB */
	size_t depth;       /* nesting: 64 */
	size_t keys;        /* members of an object: 1024 */
	size_t items;       /* items of an array: 100,000 */
	size_t string;      /* a string or name, bytes unescaped: 256 KiB */
	size_t record_keys; /* members of an object of a folded record: 65,536 */
	size_t record;      /* a folded record, bytes: 64 MiB */
	size_t csv_field;   /* bytes: 64 KiB */
	size_t csv_columns; /* 256 */
	size_t csv_record;  /* bytes: 1 MiB */
	size_t sheet_rows;  /* of a sheet: 1,000,000 */
	size_t settings;    /* crm.json, a map: bytes: 16 MiB */
};

/* Nesting that --limit depth= can reach (jansson's own bound). */
#define CRM_DEPTH_MAX 2048

/* All limits at their defaults. */
void crm_limits_init(struct crm_limits *l);
/* The limits for parsing a folded record, also one read from a pipe: record
 * and record_keys stand for line and keys. */
void crm_limits_folded(const struct crm_limits *l, struct crm_limits *out);
/* "NAME=VALUE", VALUE a count above 0 or with suffix k, M, G (1024s); CRM_BADINPUT names the known
 * limits. */
int crm_limits_set(struct crm_limits *l, const char *assignment, struct crm_err *e);
/* Row i of the table for the manual; NULL past the end. */
const char *crm_limits_row(size_t i, size_t *dflt, const char **what);

#endif
