#include "lib/rules/ppap/seal.h"

#include <string.h>

#include "lib/base/utf8.h"
#include "lib/rules/ppap/codes.h"
#include "lib/rules/ppap/judge.h"

/* ---- the seal ---- */

enum crm_ppap_seal crm_ppap_seal_state(const struct crm_ppap *p)
{
	const char *sealed = crm_node_text(p->top, CRM_P_SEAL_SHA256);
	char now[65];

	if (sealed[0] == '\0')
		return CRM_SEAL_NONE;
	crm_ppap_digest(p, now);
	return strcmp(sealed, now) == 0 ? CRM_SEAL_GOOD : CRM_SEAL_BROKEN;
}

static void add(struct crm_findings *out, const char *code, const char *source, long line,
    const char *field, const char *text)
{
	const struct crm_ppap_code *c = crm_ppap_code_find(code);

	crm_finding_add(
	    out, c->severity, code, source, line, NULL, field, "%s", text != NULL ? text : c->text);
}

static void verify_file(
    const struct crm_ppap *p, const struct crm_ppap_evidence *v, struct crm_findings *out)
{
	const char *recorded = crm_node_text(v->node, CRM_PV_SHA256), *text = NULL;
	const char *code = crm_ppap_file_code(v->facts.state, &text);
	long line = v->node->line;

	if (code != NULL)
		add(out, code, p->source, line, v->node->key,
		    v->facts.why != NULL ? v->facts.why : text);
	else if (recorded[0] == '\0')
		add(out, "evidence_unhashed", p->source, line, v->node->key, NULL);
	else if (!crm_ascii_same(
	             recorded, strlen(recorded), v->facts.sha256, strlen(v->facts.sha256)))
		add(out, "evidence_changed", p->source, line, v->node->key, NULL);
}

void crm_ppap_verify(const struct crm_ppap *p, struct crm_findings *out)
{
	enum crm_ppap_seal seal = crm_ppap_seal_state(p);
	long line = crm_node_line(p->top, CRM_P_SEAL_SHA256);

	crm_case_open(out, "manifest");
	if (seal == CRM_SEAL_NONE)
		add(out, "seal_missing", p->source, 0, "seal", NULL);
	else if (seal == CRM_SEAL_BROKEN)
		add(out, "seal_broken", p->source, line, "seal.sha256", NULL);
	crm_case_open(out, "evidence");
	for (size_t i = 0; i < p->n; i++)
		verify_file(p, &p->evidence[i], out);
}
