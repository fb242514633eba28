/* What a notice must not claim. */
#include <string.h>

#include "cmd/crm-notify/notify.h"

/* What is quoted at the begin of the finding's text. */
static const char *quoted(const struct crm_finding *f, struct crm_arena *a)
{
	const char *end = f->text[0] == '"' ? strstr(f->text, "\" is not") : NULL;

	return end != NULL ? crm_arena_strndup(a, f->text + 1, (size_t)(end - f->text - 1)) : NULL;
}

int notify_claims(struct crm_run *r, struct crm_letters *l, const struct crm_content *c,
    const char *said, const char *who)
{
	struct crm_findings *all = crm_findings_new(), *told = crm_findings_new();
	struct crm_map *seen = crm_map_new(); /* it is the same in each medium */
	struct crm_arena a = CRM_ARENA_INIT;
	int ret;

	crm_letters_claims_of(l, c, who[0] != '\0' ? who : NULL, NULL, all);
	for (size_t i = 0; i < crm_findings_count(all); i++) {
		const struct crm_finding *f = crm_finding_at(all, i);
		const char *words = quoted(f, &a);
		bool theirs = words != NULL && strstr(said, words) != NULL, added;

		(void)crm_map_put(seen, f->text, strlen(f->text), &added);
		if (added)
			crm_finding_add(told, theirs ? CRM_WARNING : f->severity, f->code,
			    f->source, f->line, f->subject, f->field, "%s%s", f->text,
			    theirs ? "; it was said before" : "");
	}
	crm_run_findings(r, told, CRM_BADINPUT);
	ret = crm_findings_worse(told, CRM_ERROR) > 0 ? -1 : 0;
	crm_arena_release(&a);
	crm_map_free(seen);
	crm_findings_free(told);
	crm_findings_free(all);
	return ret;
}
