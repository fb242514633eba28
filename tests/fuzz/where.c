/*
 * --where: the first line of the input is a filter, the rest a record. A filter that is taken is
 * matched, with a schema and without; FIELD= and FIELD!= never both hold.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/data/where.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const states[] = {"open", "closed", NULL};

static const struct crm_field fields[] = {
    {.name = "state", .type = CRM_T_TEXT, .words = states},
    {.name = "n", .type = CRM_T_INT},
    {.name = "d", .type = CRM_T_DEC},
    {.name = "b", .type = CRM_T_BOOL},
    {.name = "at", .type = CRM_T_INSTANT},
    {.name = "day", .type = CRM_T_DATE},
    {.name = "dur", .type = CRM_T_DURATION},
    {.name = "o", .type = CRM_T_NESTED},
};
static const struct crm_schema schema = {"x", fields, COUNT(fields)};

static void must(bool holds)
{
	if (!holds)
		abort();
}

static bool match(struct crm_shape *shape, const struct crm_where *w, const struct crm_record *r)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_view v;
	bool found;

	crm_view_of_record(shape, r, &a, &v);
	found = crm_where_match(w, &v);
	crm_arena_release(&a);
	return found;
}

/* Either a missing field or a value: for each field of the shape. */
static void either(struct crm_shape *shape, const struct crm_record *r)
{
	static const char *const exprs[] = {"=", "!="};
	struct crm_err e = CRM_ERR_INIT;
	int holds = 0;

	for (size_t i = 0; i < COUNT(exprs); i++) {
		const char *name = crm_shape_name(shape, (int)crm_shape_count(shape) - 1);
		size_t len = strlen(name);
		char *expr = crm_malloc(len + 3);
		struct crm_where *w = crm_where_new();

		memcpy(expr, name, len);
		memcpy(expr + len, exprs[i], strlen(exprs[i]) + 1);
		must(crm_where_add(w, expr, shape, NULL, false, &e) == 0);
		holds += match(shape, w, r);
		crm_where_free(w);
		free(expr);
	}
	must(holds == 1);
}

static void filter(const char *expr, const struct crm_record *r, const struct crm_schema *s)
{
	struct crm_shape *shape = crm_shape_new(s);
	struct crm_where *w = crm_where_new();
	struct crm_err e = CRM_ERR_INIT;

	if (crm_where_add(w, expr, shape, NULL, s != NULL, &e) == 0) {
		(void)match(shape, w, r);
		either(shape, r);
	} else {
		must(e.code == CRM_BADINPUT && e.text[0] != '\0');
	}
	crm_where_free(w);
	crm_shape_free(shape);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *end;
	struct crm_record *r = NULL;
	struct crm_limits l;
	char *expr;

	end = size == 0 ? NULL : memchr(text, '\n', size);
	/* glibc's regcomp takes memory without bound for {1,9999}{1,9999} */
	if (end == NULL || end - text > 200 || memchr(text, '{', (size_t)(end - text)) != NULL)
		return 0;
	crm_limits_init(&l);
	if (crm_record_parse(end + 1, size - (size_t)(end + 1 - text), &l, &r, NULL) != 0)
		r = crm_record_new();
	expr = crm_strndup(text, (size_t)(end - text));
	filter(expr, r, &schema);
	filter(expr, r, NULL);
	free(expr);
	crm_record_free(r);
	return 0;
}
