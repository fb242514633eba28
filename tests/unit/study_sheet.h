/*
 * A sheet from CSV text without quotes; the first line names the columns as the schema does. To be
 * included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_STUDY_SHEET_H
#define CRM_TESTS_UNIT_STUDY_SHEET_H

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/rules/ppap/ppap.h"
#include "lib/rules/study/study.h"

static inline struct crm_sheet *study_sheet(const struct crm_schema *schema, const char *csv)
{
	struct crm_sheet *s = crm_sheet_new(schema, "data.csv");
	char *copy = crm_strdup(csv), *rows = NULL;
	int fields[16], n = 0;
	long line = 1;

	for (char *row = strtok_r(copy, "\n", &rows); row != NULL;
	     row = strtok_r(NULL, "\n", &rows), line++) {
		const char *texts[16] = {NULL};
		int i = 0;

		for (char *cell = row; cell != NULL && i < 16; i++) {
			char *comma = strchr(cell, ',');

			if (comma != NULL)
				*comma++ = '\0';
			if (line == 1) {
				fields[n] = crm_schema_find(schema, cell, strlen(cell));
				if (fields[n] < 0)
					fail_msg("no column %s", cell);
				crm_sheet_column(s, fields[n++]);
			} else if (i < n) {
				texts[fields[i]] = cell;
			}
			cell = comma;
		}
		if (line > 1)
			crm_sheet_row(s, line, texts);
	}
	free(copy);
	return s;
}

/* "data.csv:3 value: text" of an error; "" none. */
static inline const char *study_told(const struct crm_err *e)
{
	static char text[1536];

	text[0] = '\0';
	if (e->code != 0)
		snprintf(
		    text, sizeof(text), "%s:%ld %s: %s", e->source, e->line, e->field, e->text);
	return text;
}

#endif
