/* What mustache.c and mustache_parse.c share. */
#ifndef CRM_IO_MUSTACHE_PRIVATE_H
#define CRM_IO_MUSTACHE_PRIVATE_H

#include <stddef.h>

#include "lib/base/mem.h"

enum crm_template_kind {
	CRM_MU_LINE, /* a line that is written begins: the indentation's place */
	CRM_MU_TEXT,
	CRM_MU_VALUE,
	CRM_MU_RAW,
	CRM_MU_SECTION,
	CRM_MU_INVERTED,
	CRM_MU_PARTIAL
};

struct crm_template_node {
	enum crm_template_kind kind;
	const char *text; /* TEXT: what to write; else the name, NUL-terminated */
	size_t len;
	/* PARTIAL alone on its line: what stands before it; else NULL. */
	const char *indent;
	size_t indent_len;
	size_t end; /* SECTION, INVERTED: the first node after it */
	long line;
};

struct crm_template {
	struct crm_template_node *nodes;
	size_t n, cap;
	const char *source;
	struct crm_arena arena;
};

struct crm_err;

/* mustache_parse.c: the nodes of a text that the arena holds. */
int crm_template_parse(struct crm_template *t, const char *text, size_t len, struct crm_err *e);

#endif
