/* Files of evidence: what was found, and what the manifest says of them. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/rules/ppap/judge_private.h"

static bool same(const char *a, const char *b)
{
	return crm_ascii_same(a, strlen(a), b, strlen(b));
}

/* ---- the file ---- */

static void judge_hash(struct crm_ppap_judge *j, size_t i)
{
	const struct crm_ppap_evidence *v = &j->p->evidence[i];
	const struct crm_cell *bytes = crm_node_cell(v->node, CRM_PV_BYTES);
	const char *hash = crm_node_text(v->node, CRM_PV_SHA256);

	if (!crm_ppap_said(v->node, CRM_PV_SHA256)) {
		crm_ppap_find_file(j, i, "evidence_unhashed", -1, "no sha256 on record");
	} else if (v->facts.sha256[0] != '\0' && !same(hash, v->facts.sha256)) {
		crm_ppap_find_file(j, i, "evidence_changed", CRM_PV_SHA256,
		    "SHA-256 %.12s..., on record is %.12s%s: attach it again if the change is meant",
		    v->facts.sha256, hash, strlen(hash) > 12 ? "..." : "");
		return;
	}
	if (bytes->type == CRM_T_INT && bytes->u.i != v->facts.bytes)
		crm_ppap_find_file(j, i, "evidence_changed", CRM_PV_BYTES,
		    "%lld bytes, on record are %lld: attach it again if the change is meant",
		    (long long)v->facts.bytes, (long long)bytes->u.i);
}

static const struct {
	enum crm_file_state state;
	const char *code, *text;
} states[] = {
    {CRM_FILE_BAD_NAME, "evidence_outside",
        "no path below the manifest: relative, without '..', '.', empty parts and controls "
        "expected"},
    {CRM_FILE_MISSING, "evidence_missing", "no such file"},
    {CRM_FILE_LINK, "evidence_link", "a symbolic link, or below one; not followed"},
    {CRM_FILE_DIRECTORY, "evidence_directory", "a directory; a file expected"},
    {CRM_FILE_SPECIAL, "evidence_special", "a FIFO, socket or device; a file expected"},
    {CRM_FILE_EMPTY, "evidence_empty", "0 bytes"},
    {CRM_FILE_UNREADABLE, "evidence_unreadable", "cannot be read"},
};

const char *crm_ppap_file_code(enum crm_file_state state, const char **text)
{
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		if (states[i].state == state) {
			*text = states[i].text;
			return states[i].code;
		}
	}
	return NULL;
}

/* Its hash would be of itself with that hash in it. */
static bool judge_self(struct crm_ppap_judge *j, size_t i)
{
	const char *slash = strrchr(j->p->source, '/');

	if (strcmp(j->p->evidence[i].node->key, slash != NULL ? slash + 1 : j->p->source) != 0)
		return false;
	crm_ppap_find_file(
	    j, i, "evidence_self", -1, "the manifest itself; it is no evidence: take it out");
	return true;
}

static void judge_state(struct crm_ppap_judge *j, size_t i)
{
	const struct crm_file_facts *f = &j->p->evidence[i].facts;
	const char *text, *code = crm_ppap_file_code(f->state, &text);

	if (judge_self(j, i))
		return;
	if (code != NULL)
		crm_ppap_find_file(j, i, code, -1, "%s%s%s", text, f->why != NULL ? ": " : "",
		    f->why != NULL ? f->why : "");
	if (f->state == CRM_FILE_GOOD)
		judge_hash(j, i);
}

/* ---- dates ---- */

static void judge_age(struct crm_ppap_judge *j, size_t i)
{
	const struct crm_node *n = j->p->evidence[i].node;
	int max = crm_ppap_book_limits(j->book)->max_age_days;
	int32_t date = crm_ppap_date(n, CRM_PV_DATE), day = crm_ppap_judged_day(j);

	if (date > j->today)
		crm_ppap_find_file(j, i, "evidence_future", CRM_PV_DATE, "date %s is after %s",
		    crm_ppap_day(j, date), crm_ppap_day(j, j->today));
	if (!j->states[j->at[i]].element->aged || max == 0)
		return;
	if (!crm_ppap_said(n, CRM_PV_DATE))
		crm_ppap_find_file(
		    j, i, "evidence_undated", -1, "no date; at most %d days old expected", max);
	else if (date >= 0 && day - date > max && !crm_ppap_said(n, CRM_PV_AGE_APPROVAL))
		crm_ppap_find_file(j, i, "evidence_old", CRM_PV_DATE,
		    "date %s: at most %d days before %s expected", crm_ppap_day(j, date), max,
		    crm_ppap_day(j, day));
}

static void judge_laboratory(struct crm_ppap_judge *j, size_t i)
{
	const struct crm_node *n = j->p->evidence[i].node;
	int32_t until = crm_ppap_date(n, CRM_PV_VALID_UNTIL), day = crm_ppap_judged_day(j);

	if (!crm_ppap_said(n, CRM_PV_VALID_UNTIL))
		crm_ppap_find_file(j, i, "laboratory_validity", -1, "no valid_until");
	else if (until >= 0 && until < day)
		crm_ppap_find_file(j, i, "laboratory_expired", CRM_PV_VALID_UNTIL,
		    "valid until %s, before %s", crm_ppap_day(j, until), crm_ppap_day(j, day));
}

/* ---- what it is of ---- */

static void judge_change_level(struct crm_ppap_judge *j, size_t i)
{
	const struct crm_node *n = j->p->evidence[i].node;
	const char *part = crm_node_text(j->p->top, CRM_P_PART_CHANGE_LEVEL);
	const char *own = crm_node_text(n, CRM_PV_CHANGE_LEVEL);

	if (!crm_ppap_said(j->p->top, CRM_P_PART_CHANGE_LEVEL) ||
	    crm_node_cell(n, CRM_PV_CHANGE_LEVEL)->type == CRM_T_BAD)
		return;
	if (!crm_ppap_said(n, CRM_PV_CHANGE_LEVEL))
		crm_ppap_find_file(j, i, "evidence_change_level", -1,
		    "no change_level; that of the part is '%s'", part);
	else if (strcmp(part, own) != 0)
		crm_ppap_find_file(j, i, "evidence_change_level", CRM_PV_CHANGE_LEVEL,
		    "change_level '%s', that of the part is '%s'", own, part);
}

static void judge_streams(struct crm_ppap_judge *j, size_t i, const struct crm_map *run)
{
	struct crm_texts own = crm_node_list(j->p->evidence[i].node, CRM_PV_STREAMS);
	struct crm_buf names = CRM_BUF_INIT;
	size_t n = 0;

	for (size_t k = 0; k < own.n; k++) {
		size_t len = strlen(own.items[k]);

		if (crm_map_find(run, own.items[k], len) == CRM_MAP_NONE)
			crm_ppap_quoted(&names, n++, own.items[k], len);
	}
	crm_ppap_quoted_end(&names, n);
	if (n > 0)
		crm_ppap_find_file(j, i, "evidence_stream", CRM_PV_STREAMS,
		    "stream%s %s %s not in run.streams", n > 1 ? "s" : "", crm_buf_str(&names),
		    n > 1 ? "are" : "is");
	crm_buf_release(&names);
}

static void judge_phase(struct crm_ppap_judge *j, size_t i)
{
	const char *phase = crm_node_text(j->p->evidence[i].node, CRM_PV_PHASE);

	if (phase[0] != '\0' && strcmp(phase, "production") != 0 &&
	    strcmp(phase, "safe-launch") != 0)
		crm_ppap_find_file(j, i, "control_plan_phase", CRM_PV_PHASE,
		    "phase '%s': production or safe-launch expected", phase);
}

/* ---- what the customer wants ---- */

static const char *suffix(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot != NULL ? dot + 1 : "";
}

static void judge_format(struct crm_ppap_judge *j, size_t i)
{
	struct crm_texts formats = crm_node_list(j->p->top, CRM_P_REQUEST_FORMATS);
	const char *path = j->p->evidence[i].node->key;
	struct crm_buf names = CRM_BUF_INIT;
	bool found = false;

	for (size_t k = 0; k < formats.n; k++) {
		const char *f = formats.items[k];

		found = found || same(suffix(path), f[0] == '.' ? f + 1 : f);
		crm_ppap_list(&names, f);
	}
	if (formats.n > 0 && !found && j->states[j->at[i]].duty == CRM_DUTY_SUBMIT)
		crm_ppap_find_file(
		    j, i, "evidence_format", -1, "one of %s expected", crm_buf_str(&names));
	crm_buf_release(&names);
}

/* One file on the form is enough. */
static void judge_forms(struct crm_ppap_judge *j)
{
	for (size_t s = 0; s < j->nstates; s++) {
		const char *form = j->states[s].element->form;
		bool found = false;

		for (size_t i = 0; i < j->p->n && form != NULL && !found; i++)
			found = j->at[i] == (int)s &&
			    strcmp(crm_node_text(j->p->evidence[i].node, CRM_PV_FORM), form) == 0;
		if (form != NULL && !found && j->states[s].evidence > 0)
			crm_ppap_find(j, (int)s, "evidence_form", NULL, crm_ppap_line(j, (int)s),
			    "form", "no file on form '%s'", form);
	}
}

void crm_ppap_judge_evidence(struct crm_ppap_judge *j)
{
	struct crm_texts run = crm_node_list(j->p->top, CRM_P_RUN_STREAMS);
	struct crm_map *streams = crm_map_new();

	for (size_t i = 0; i < run.n; i++)
		crm_map_put(streams, run.items[i], strlen(run.items[i]), NULL);
	for (size_t i = 0; i < j->p->n; i++) {
		const struct crm_ppap_element *e;

		if (j->at[i] < 0)
			continue;
		e = j->states[j->at[i]].element;
		judge_state(j, i);
		judge_age(j, i);
		judge_streams(j, i, streams);
		judge_format(j, i);
		if (e->change_level)
			judge_change_level(j, i);
		if (e->role == CRM_ROLE_LABORATORY)
			judge_laboratory(j, i);
		if (e->role == CRM_ROLE_CONTROL_PLAN)
			judge_phase(j, i);
	}
	crm_map_free(streams);
	judge_forms(j);
}
