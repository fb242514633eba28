/* A table of fields for the tests of documents: every type, dotted names, lists, items in items. */
#ifndef TESTS_UNIT_DOCUMENT_TABLE_H
#define TESTS_UNIT_DOCUMENT_TABLE_H

#include <stdlib.h>
#include <string.h>

#include "lib/data/document.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum {
	F_FORMAT,
	F_STATUS,
	F_REASONS,
	F_TAGS,
	F_BULK,
	F_RUN_DATE,
	F_RUN_PARTS,
	F_RUN_HOURS,
	F_RUN_WAIVER_REASON,
	F_AT,
	F_EXTRA,
	F_ELEMENTS,
	F_COUNT
};
enum { E_OWNER, E_DUE, E_NA_REASON, E_NA_BY, E_EVIDENCE, E_COUNT };
enum { V_TITLE, V_BYTES, V_STREAMS, V_COUNT };

static const char *const status_words[] = {"preparing", "submitted", NULL};
static const char *const reason_words[] = {"initial", "tooling", NULL};

static const struct crm_field evidence_fields[] = {
    {.name = "title", .type = CRM_T_TEXT},
    {.name = "bytes", .type = CRM_T_INT, .flags = CRM_F_COUNT},
    {.name = "streams", .type = CRM_T_TEXT, .flags = CRM_F_LIST},
};
static const struct crm_schema evidence_table = {"evidence", evidence_fields, V_COUNT};

static const struct crm_field element_fields[] = {
    {.name = "owner", .type = CRM_T_TEXT, .doc = "who sees to it"},
    {.name = "due", .type = CRM_T_DATE},
    {.name = "na.reason", .type = CRM_T_TEXT},
    {.name = "na.by", .type = CRM_T_TEXT},
    {.name = "evidence", .type = CRM_T_NESTED, .items = &evidence_table},
};
static const struct crm_schema element_table = {"element", element_fields, E_COUNT};

static const struct crm_field top_fields[] = {
    {.name = "format", .type = CRM_T_INT, .flags = CRM_F_COUNT},
    {.name = "status", .type = CRM_T_TEXT, .words = status_words},
    {.name = "reasons", .type = CRM_T_TEXT, .words = reason_words, .flags = CRM_F_LIST},
    {.name = "tags", .type = CRM_T_TEXT, .flags = CRM_F_LIST},
    {.name = "traits.bulk", .type = CRM_T_BOOL},
    {.name = "run.date", .type = CRM_T_DATE},
    {.name = "run.parts", .type = CRM_T_INT},
    {.name = "run.hours", .type = CRM_T_DEC},
    {.name = "run.waiver.reason", .type = CRM_T_TEXT},
    {.name = "at", .type = CRM_T_INSTANT},
    {.name = "extra", .type = CRM_T_NESTED},
    {.name = "elements", .type = CRM_T_NESTED, .items = &element_table, .doc = "by number"},
};
static const struct crm_schema top_table = {"dossier", top_fields, F_COUNT};

/* The document of that text, which is gone when it was read; NULL: refused. */
static inline struct crm_document *document_of(const char *json, struct crm_err *e)
{
	struct crm_document *d = NULL;
	struct crm_limits l;
	char *copy = strdup(json);

	crm_limits_init(&l);
	crm_limits_folded(&l, &l);
	if (crm_document_parse(copy, strlen(copy), &top_table, &l, &d, e) != 0)
		d = NULL;
	memset(copy, 'x', strlen(copy));
	free(copy);
	return d;
}

#endif
