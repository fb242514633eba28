#include "lib/data/limits.h"

#include <stdint.h>
#include <string.h>

#include "lib/base/buf.h"

#define KIB ((size_t)1024)
#define MIB (KIB * KIB)

static const struct row {
	const char *name;
	size_t at; /* offset in struct crm_limits */
	size_t dflt;
	size_t most; /* 0: no bound */
	const char *what;
} rows[] = {
    {"line", offsetof(struct crm_limits, line), MIB, 0, "bytes of a JSON line"},
    /* jansson's own bound is 2048 */
    {"depth", offsetof(struct crm_limits, depth), 64, CRM_DEPTH_MAX, "nesting of JSON"},
    {"keys", offsetof(struct crm_limits, keys), 1024, 0, "members of a JSON object"},
    {"items", offsetof(struct crm_limits, items), 100000, 0, "items of a JSON array"},
    {"string", offsetof(struct crm_limits, string), 256 * KIB, 0, "bytes of a JSON string"},
    {"record-keys", offsetof(struct crm_limits, record_keys), 65536, 0,
        "members of an object in a folded record"},
    {"record", offsetof(struct crm_limits, record), 64 * MIB, 0, "bytes of a folded record"},
    {"csv-field", offsetof(struct crm_limits, csv_field), 64 * KIB, 0, "bytes of a CSV field"},
    {"csv-columns", offsetof(struct crm_limits, csv_columns), 256, 0, "columns of a CSV file"},
    {"csv-record", offsetof(struct crm_limits, csv_record), MIB, 0, "bytes of a CSV row"},
    {"sheet-rows", offsetof(struct crm_limits, sheet_rows), 1000000, 0,
        "rows of a table in a dossier"},
    {"settings", offsetof(struct crm_limits, settings), 16 * MIB, 0, "bytes of crm.json or a map"},
};

#define NROWS (sizeof(rows) / sizeof(rows[0]))

static size_t *slot(struct crm_limits *l, const struct row *r)
{
	return (size_t *)(void *)((char *)l + r->at);
}

void crm_limits_init(struct crm_limits *l)
{
	for (size_t i = 0; i < NROWS; i++)
		*slot(l, &rows[i]) = rows[i].dflt;
}

void crm_limits_folded(const struct crm_limits *l, struct crm_limits *out)
{
	*out = *l;
	out->line = l->record;
	out->keys = l->record_keys;
}

static const struct row *find(const char *name, size_t len)
{
	for (size_t i = 0; i < NROWS; i++) {
		if (strncmp(rows[i].name, name, len) == 0 && rows[i].name[len] == '\0')
			return &rows[i];
	}
	return NULL;
}

static int unknown(const char *assignment, struct crm_err *e)
{
	struct crm_buf names = CRM_BUF_INIT;

	for (size_t i = 0; i < NROWS; i++) {
		if (i > 0)
			crm_buf_addz(&names, ", ");
		crm_buf_addz(&names, rows[i].name);
	}
	crm_err_set(e, CRM_BADINPUT,
	    "not a limit: '%.100s'; expected "
	    "NAME=VALUE with NAME one of: %s",
	    assignment, crm_buf_str(&names));
	crm_buf_release(&names);
	return -1;
}

/* A count with an optional suffix; 0 is none. */
static int parse_count(const char *s, size_t *out)
{
	size_t n = 0;
	unsigned shift = 0;

	if (*s < '0' || *s > '9')
		return -1;
	for (; *s >= '0' && *s <= '9'; s++) {
		size_t digit = (size_t)(*s - '0');

		if (n > (SIZE_MAX - digit) / 10)
			return -1;
		n = n * 10 + digit;
	}
	if (*s == 'k' || *s == 'K')
		shift = 10;
	else if (*s == 'M')
		shift = 20;
	else if (*s == 'G')
		shift = 30;
	if (shift != 0)
		s++;
	if (*s != '\0' || n == 0 || n > SIZE_MAX >> shift)
		return -1;
	*out = n << shift;
	return 0;
}

int crm_limits_set(struct crm_limits *l, const char *assignment, struct crm_err *e)
{
	const char *eq = strchr(assignment, '=');
	const struct row *r = NULL;
	size_t n;

	if (eq != NULL && eq != assignment)
		r = find(assignment, (size_t)(eq - assignment));
	if (r == NULL)
		return unknown(assignment, e);
	if (parse_count(eq + 1, &n) != 0)
		return crm_err_at(e, CRM_BADINPUT, NULL, 0, r->name,
		    "not a limit: '%.100s'; expected a count above 0, like "
		    "4096, 256k, 16M",
		    eq + 1);
	if (r->most != 0 && n > r->most)
		return crm_err_at(e, CRM_BADINPUT, NULL, 0, r->name,
		    "too large: '%.100s'; expected at most %zu", eq + 1, r->most);
	*slot(l, r) = n;
	return 0;
}

const char *crm_limits_row(size_t i, size_t *dflt, const char **what)
{
	if (i >= NROWS)
		return NULL;
	if (dflt != NULL)
		*dflt = rows[i].dflt;
	if (what != NULL)
		*what = rows[i].what;
	return rows[i].name;
}
