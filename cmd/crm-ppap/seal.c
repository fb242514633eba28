/*
 * seal MANIFEST: hashes every file of a dossier that the gate lets through, and all that the
 * manifest says. verify MANIFEST...: is it still that, years later.
 */
#include "lib/rules/ppap/seal.h"

#include <string.h>

#include "cmd/crm-ppap/edit.h"
#include "cmd/crm-ppap/judged.h"
#include "lib/tool/found.h"

const struct crm_opt ppap_seal_opts[] = {
    {"by", 0, CRM_OPT_TEXT, "NAME", "who seals it (default: the login)", false},
    {"zone", 0, CRM_OPT_TEXT, "ZONE", "of local days (default the store's, else UTC)", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

/* ---- seal ---- */

/* Waived and n/a elements may hold files, too. */
static int record_hashes(struct crm_run *r, struct dossier *d)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < d->ppap.n; i++) {
		const struct crm_ppap_evidence *v = &d->ppap.evidence[i];

		if (v->facts.state == CRM_FILE_GOOD)
			rc = dossier_set_facts(r, d, v->element, v->node->key, &v->facts);
	}
	return rc;
}

/* The digest of the manifest as it stands with its hashes. */
static int set_seal(struct crm_run *r, struct dossier *d, char digest[65])
{
	char at[CRM_INSTANT_MAX];
	struct crm_instant now = r->now;

	if (dossier_again(r, d) != 0)
		return -1;
	crm_ppap_digest(&d->ppap, digest);
	now.off = crm_zone_offset(crm_run_zone(r), now.us);
	crm_instant_format(now, at);
	if (dossier_set(r, d, "seal.at", NULL, NULL, at) != 0 ||
	    dossier_set(r, d, "seal.by", NULL, NULL, crm_run_by(r)) != 0)
		return -1;
	return dossier_set(r, d, "seal.sha256", NULL, NULL, digest);
}

/* That it is not as it was sealed is why it is sealed again, which mends it. */
static bool counts(const struct crm_finding *f, void *arg)
{
	(void)arg;
	return strcmp(f->code, "seal_broken") != 0;
}

/* Are changed files all that keeps it from being sealed? */
static bool only_changed(const struct crm_findings *f)
{
	for (size_t i = 0; i < crm_findings_count(f); i++) {
		const struct crm_finding *x = crm_finding_at(f, i);

		if (x->severity == CRM_ERROR && strcmp(x->code, "evidence_changed") != 0)
			return false;
	}
	return true;
}

static void seal(struct crm_run *r, struct judged *j)
{
	struct edit e = {.run = r, .dossier = j->dossier};
	struct edit_value value = {"sha256", NULL};
	char digest[65];

	(void)crm_findings_keep(j->findings, counts, NULL);
	crm_run_findings(r, j->findings, CRM_NO);
	if (crm_findings_worse(j->findings, CRM_ERROR) > 0) {
		crm_run_say(r, "%s: not sealed: %s", j->dossier.path,
		    only_changed(j->findings) ? "attach the changed file again" : "not complete");
		return;
	}
	if (record_hashes(r, &e.dossier) == 0 && set_seal(r, &e.dossier, digest) == 0) {
		value.value = digest;
		(void)edit_commit(&e, NULL, "sealed", &value, 1);
	}
	j->dossier = e.dossier;
}

void ppap_seal(struct crm_run *r)
{
	struct ppap_books books = {NULL, 0, 0};
	struct crm_err e = CRM_ERR_INIT;
	struct judged j;

	if (crm_args_operands(r->args) != 1) {
		(void)crm_run_usage(r, "one MANIFEST expected");
		return;
	}
	if (crm_run_set_zone(r) != 0)
		return;
	if (judged_open(r, &books, crm_args_operand(r->args, 0), true, &j, &e) != 0) {
		(void)crm_run_fail(r, &e);
	} else {
		seal(r, &j);
		judged_close(&j);
	}
	ppap_books_release(&books);
}

/* ---- verify ---- */

static void verify_one(struct crm_run *r, const char *operand, struct crm_findings *all)
{
	struct dossier d;

	if (dossier_open(r, operand, false, &d) != 0)
		return;
	dossier_look(r, &d, true, false);
	crm_ppap_verify(&d.ppap, all);
	dossier_close(&d);
}

void ppap_verify(struct crm_run *r)
{
	struct crm_findings *all = crm_findings_new();

	if (crm_args_operands(r->args) == 0) {
		(void)crm_run_usage(r, "MANIFEST missing");
	} else if (crm_found_opts(r) == 0) {
		for (size_t i = 0; i < crm_args_operands(r->args); i++)
			verify_one(r, crm_args_operand(r->args, i), all);
		crm_found(r, all, 0, CRM_WARNING);
	}
	crm_findings_free(all);
}
