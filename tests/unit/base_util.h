/*
 * For the unit tests of base tables: a kind's schema, and folded records.
 */
#ifndef CRM_TESTS_BASE_UTIL_H
#define CRM_TESTS_BASE_UTIL_H

#include "tests/unit/store_help.h"

#include <sys/stat.h>

#include "lib/io/store/store_private.h"
#include "lib/time/clock.h"

static const struct crm_field fields[] = {
    {.name = "quantity", .type = CRM_T_INT},
    {.name = "received_at", .type = CRM_T_INSTANT},
};
static const struct crm_schema schema = {"complaint", fields, 2};

static inline const struct crm_schema *schema_of(const char *kind)
{
	return strcmp(kind, "complaint") == 0 ? &schema : NULL;
}

/* The folded record, typed; why it cannot be said else. */
static inline void state_by(struct scratch *s, crm_schema_fn *schemas, const char *id,
    const char *as_of, struct crm_buf *out)
{
	struct crm_store *store = open_store(s);
	struct crm_journal *j = NULL;
	struct crm_fold f;

	crm_buf_clear(out);
	(void)crm_store_schemas(store, schemas, NULL);
	crm_err_clear(&s->err);
	if (crm_journal_open(store, "complaint", NULL, &j, &s->err) == 0 &&
	    crm_journal_fold(j, id, as_of, &f, &s->err) == 0) {
		crm_record_dump(f.record, out);
		crm_record_free(f.record);
	} else {
		crm_err_format(&s->err, out);
	}
	crm_journal_free(j);
	crm_store_free(store);
}

static inline void state_of(
    struct scratch *s, const char *id, const char *as_of, struct crm_buf *out)
{
	state_by(s, schema_of, id, as_of, out);
}

static inline void assert_state(struct scratch *s, const char *id, const char *want)
{
	struct crm_buf out = CRM_BUF_INIT;

	state_of(s, id, NULL, &out);
	assert_string_equal(out.data, want);
	crm_buf_release(&out);
}

/* The file was written to so many seconds ago (now; before it, where negative). */
static inline void age(const struct scratch *s, const char *name, double seconds)
{
	int64_t us = crm_clock_now() - (int64_t)(seconds * 1e6);
	struct timespec times[2];
	char path[160];

	times[0].tv_sec = us / 1000000;
	times[0].tv_nsec = us % 1000000 * 1000;
	times[1] = times[0];
	path_of(s, name, path);
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

#define REC(id, more) "{\"kind\":\"complaint\",\"id\":\"" id "\"" more "}"

#endif
