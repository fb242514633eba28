/*
 * A small kind, and what both tests of the mapping do with it.
 */
#ifndef TESTS_UNIT_MAPPING_UTIL_H
#define TESTS_UNIT_MAPPING_UTIL_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/io/mapping/mapping.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const words[] = {"open", "closed", NULL};
static const char *const verdict_words[] = {"met", "late", NULL};

static const struct crm_field verdict_fields[] = {
    {.name = "verdict", .type = CRM_T_TEXT, .words = verdict_words},
    {.name = "limit", .type = CRM_T_DURATION},
    {.name = "imported", .type = CRM_T_BOOL},
};
static const struct crm_schema verdicts = {"verdict", verdict_fields, 3};
static const struct crm_field fields[] = {
    {.name = "kind", .type = CRM_T_TEXT, .flags = CRM_F_OWN},
    {.name = "id", .type = CRM_T_TEXT, .flags = CRM_F_OWN},
    {.name = "state", .type = CRM_T_TEXT, .words = words, .flags = CRM_F_OWN},
    {.name = "verdicts", .type = CRM_T_NESTED, .items = &verdicts, .flags = CRM_F_OWN},
    {.name = "void_why", .type = CRM_T_TEXT, .flags = CRM_F_OWN},
    {.name = "customer", .type = CRM_T_TEXT},
    {.name = "quantity", .type = CRM_T_INT},
    {.name = "price", .type = CRM_T_DEC},
    {.name = "due", .type = CRM_T_DATE},
    {.name = "seen_at", .type = CRM_T_INSTANT},
    {.name = "disputed", .type = CRM_T_BOOL},
};
static const struct crm_schema schema = {"thing", fields, COUNT(fields)};

static struct crm_limits limits;
static struct crm_zone *utc;
static struct crm_mapping_opts opts;
static char path[] = "/tmp/crm-mapping-XXXXXX";

static const char *refuses(const void *rules, const char *field)
{
	assert_ptr_equal(rules, &schema);
	return strcmp(field, "void_why") == 0 ? "is written by the tools only" : NULL;
}

static int setup(void **state)
{
	struct crm_err e = CRM_ERR_INIT;
	int fd = mkstemp(path);

	(void)state;
	crm_record_setup();
	crm_limits_init(&limits);
	assert_int_equal(crm_zone_new("UTC", &utc, &e), 0);
	opts = (struct crm_mapping_opts){"thing", &schema, refuses, &schema, utc, &limits};
	assert_true(fd >= 0);
	return close(fd);
}

static int teardown(void **state)
{
	(void)state;
	crm_zone_free(utc);
	return unlink(path);
}

static struct crm_mapping *map_of(const char *text)
{
	struct crm_mapping *m = NULL;
	struct crm_err e = CRM_ERR_INIT;

	if (text == NULL)
		return crm_mapping_plain(&opts);
	if (crm_mapping_parse("map", text, strlen(text), &opts, &m, &e) != 0)
		fail_msg("%s: %s: %s", text, e.field, e.text);
	return m;
}

/* Opens data as a file of that format. */
static int open_rows(const struct crm_mapping *m, enum crm_format format, const char *data,
    struct crm_rows **out, struct crm_err *e)
{
	struct crm_reader_opts o = {.format = format, .limits = &limits};
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(data, f) >= 0);
	assert_int_equal(fclose(f), 0);
	return crm_rows_open(m, path, &o, out, e);
}

#endif
