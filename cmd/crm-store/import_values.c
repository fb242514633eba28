/* Values that a kind does not take (struct crm_kind, import), and calendars that nobody has. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-store/import.h"
#include "lib/base/mem.h"
#include "lib/data/view.h"
#include "lib/tool/calendars.h"

/* What is found of what the record comes to be. */
static void judge(struct import *im, const struct crm_record *before, const struct crm_record *line,
    struct crm_findings *f)
{
	struct crm_record *after = before != NULL ? crm_record_copy(before) : crm_record_new();
	const struct crm_shape *shape = crm_run_shape(im->run);
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_view was, view;

	crm_record_merge(after, line);
	crm_record_drop_nulls(after);
	crm_view_of_record(shape, after, &arena, &view);
	if (before != NULL)
		crm_view_of_record(shape, before, &arena, &was);
	im->run->kind->import(before != NULL ? &was : NULL, &view, f);
	crm_calendars_named(im->run, im->run->kind, &view, f);
	crm_arena_release(&arena);
	crm_record_free(after);
}

/* An error about what the line sets, of this code (NULL: of any). */
static bool is_ours(const struct crm_finding *n, const struct crm_record *line, const char *code)
{
	return n->severity == CRM_ERROR && (code == NULL || strcmp(n->code, code) == 0) &&
	    crm_record_has(line, n->field);
}

/* All of them: the first one's field, and each text. */
int import_values(struct import *im, const struct crm_record *before, const struct crm_record *line,
    struct crm_err *why)
{
	struct crm_findings *f;
	struct crm_buf text = CRM_BUF_INIT;
	const char *first = NULL;

	if (im->run->kind->import == NULL)
		return 0;
	f = crm_findings_new();
	judge(im, before, line, f);
	for (size_t i = 0; i < crm_findings_count(f); i++) {
		const struct crm_finding *n = crm_finding_at(f, i);

		if (!is_ours(n, line, NULL))
			continue;
		if (first == NULL)
			first = n->field;
		else
			crm_buf_addf(&text, "; %s: ", n->field);
		crm_buf_addz(&text, n->text);
	}
	if (first != NULL)
		(void)crm_err_at(why, CRM_BADINPUT, NULL, 0, first, "%s", crm_buf_str(&text));
	crm_buf_release(&text);
	crm_findings_free(f);
	return first != NULL ? -1 : 0;
}

size_t import_row_values(struct import *im, const struct crm_import_row *row, struct crm_err **errs)
{
	struct crm_findings *f;
	size_t n = 0;

	*errs = NULL;
	if (im->run->kind->import == NULL)
		return 0;
	f = crm_findings_new();
	judge(im, NULL, row->fields, f);
	*errs = crm_calloc(crm_findings_count(f) + 1, sizeof(**errs));
	for (size_t i = 0; i < crm_findings_count(f); i++) {
		const struct crm_finding *found = crm_finding_at(f, i);

		if (is_ours(found, row->fields, "bad_value"))
			(void)crm_err_at(&(*errs)[n++], CRM_BADINPUT, row->source, row->line,
			    found->field, "%s", found->text);
	}
	crm_findings_free(f);
	return n;
}
