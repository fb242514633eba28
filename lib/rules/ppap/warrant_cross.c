/*
 * The warrant against the rest of the dossier (AIAG PPAP 4th edition, 2.2.18). What one of the
 * two sides does not say is told elsewhere, and not compared.
 */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/rules/ppap/warrant_private.h"

#define GRAVE 9 /* severity from which an effect touches safety or regulation */

/* A box and the member that says the same. */
struct pair {
	const char *code;
	int box, member;
};

static void differ(struct crm_ppap_judge *j, int at, const struct pair *p)
{
	const struct crm_node *top = j->p->top;
	const char *ours = crm_node_text(top, p->box), *theirs = crm_node_text(top, p->member);

	crm_ppap_find_field(j, at, p->code, top, p->box, "'%.*s', and %s is '%.*s'",
	    crm_utf8_shown(ours, strlen(ours)), ours, top->schema->fields[p->member].name,
	    crm_utf8_shown(theirs, strlen(theirs)), theirs);
}

static bool equal(const struct crm_node *top, const struct pair *p)
{
	const struct crm_cell *box = crm_node_cell(top, p->box);
	const struct crm_cell *member = crm_node_cell(top, p->member);
	const char *a = box->text, *b = member->text;
	size_t na = box->len, nb = member->len;
	struct crm_dec x, y;

	if (crm_warrant_number(top, p->box, &x) && crm_warrant_number(top, p->member, &y))
		return crm_dec_cmp(x, y) == 0;
	if (box->type == CRM_T_DATE && member->type == CRM_T_DATE)
		return box->u.date == member->u.date;
	crm_utf8_trim(&a, &na);
	crm_utf8_trim(&b, &nb);
	return na == nb && memcmp(a, b, na) == 0;
}

static void judge_pairs(struct crm_ppap_judge *j, int at)
{
	static const struct pair pairs[] = {
	    {"warrant_part", CRM_W_PART_NAME, CRM_P_PART_NAME},
	    {"warrant_part", CRM_W_PART_NUMBER, CRM_P_PART_NUMBER},
	    {"warrant_part", CRM_W_DRAWING, CRM_P_PART_DRAWING},
	    {"warrant_change_level", CRM_W_CHANGE_LEVEL, CRM_P_PART_CHANGE_LEVEL},
	    {"warrant_change_level", CRM_W_CHANGE_DATE, CRM_P_PART_CHANGE_DATE},
	    {"warrant_run", CRM_W_PARTS, CRM_P_RUN_PARTS},
	    {"warrant_run", CRM_W_HOURS, CRM_P_RUN_HOURS},
	};
	const struct crm_node *top = j->p->top;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		if (crm_warrant_has(top, pairs[i].box) && crm_warrant_has(top, pairs[i].member) &&
		    !equal(top, &pairs[i]))
			differ(j, at, &pairs[i]);
	}
}

/* The dossier's level is the book's where it says none; a wrong one is told elsewhere. */
static void judge_level(struct crm_ppap_judge *j, int at)
{
	const struct crm_cell *box = crm_node_cell(j->p->top, CRM_W_LEVEL);
	const struct crm_cell *said = crm_node_cell(j->p->top, CRM_P_LEVEL);

	if (!crm_ppap_book_levels(j->book) || box->type != CRM_T_INT ||
	    !crm_ppap_level_ok(box->u.i) || said->type == CRM_T_BAD ||
	    (said->type == CRM_T_INT && said->u.i != j->level))
		return;
	if (box->u.i != j->level)
		crm_ppap_find_field(j, at, "warrant_level", j->p->top, CRM_W_LEVEL,
		    "level %d, and the dossier's is %d", (int)box->u.i, j->level);
}

/* Adds those words of a that b lacks. */
static void add_lacking(
    struct crm_buf *out, const char *const *words, struct crm_texts a, struct crm_texts b)
{
	for (; *words != NULL; words++) {
		if (crm_texts_have(a, *words) && !crm_texts_have(b, *words))
			crm_ppap_list(out, *words);
	}
}

static void judge_reasons(struct crm_ppap_judge *j, int at)
{
	const struct crm_node *top = j->p->top;
	struct crm_texts box = crm_node_list(top, CRM_W_REASONS);
	struct crm_texts member = crm_node_list(top, CRM_P_REASONS);
	const char *const *words = top->schema->fields[CRM_P_REASONS].words;
	struct crm_buf more = CRM_BUF_INIT, less = CRM_BUF_INIT;

	if (box.n == 0 || member.n == 0)
		return;
	add_lacking(&more, words, box, member);
	add_lacking(&less, words, member, box);
	if (more.len > 0)
		crm_ppap_find_field(j, at, "warrant_reasons", top, CRM_W_REASONS,
		    "has %s, which the dossier's reasons have not%s%s", crm_buf_str(&more),
		    less.len > 0 ? ", and lacks " : "", crm_buf_str(&less));
	else if (less.len > 0)
		crm_ppap_find_field(j, at, "warrant_reasons", top, CRM_W_REASONS,
		    "lacks %s of the dossier's reasons", crm_buf_str(&less));
	crm_buf_release(&more);
	crm_buf_release(&less);
}

/* The signature vouches for what was there on its day. The warrant's own file is the signed form,
 * which may come back with the verdict, so it is left out. */
static void judge_date(struct crm_ppap_judge *j, int at)
{
	const struct crm_cell *signature = crm_node_cell(j->p->top, CRM_W_SIGNATURE_DATE);

	if (signature->type != CRM_T_DATE)
		return;
	for (size_t i = 0; i < j->p->n; i++) {
		const struct crm_ppap_evidence *e = &j->p->evidence[i];
		const struct crm_cell *date = crm_node_cell(e->node, CRM_PV_DATE);
		int state = j->at[i];

		if (state < 0 || state == at || date->type != CRM_T_DATE ||
		    date->u.date <= signature->u.date ||
		    j->states[state].applies == CRM_APPLIES_NO ||
		    j->states[state].applies == CRM_APPLIES_NA)
			continue;
		crm_ppap_find(j, at, "warrant_date", NULL, crm_node_line(e->node, CRM_PV_DATE),
		    e->node->key, "dated %s, and the warrant was signed on %s",
		    crm_node_text(e->node, CRM_PV_DATE),
		    crm_node_text(j->p->top, CRM_W_SIGNATURE_DATE));
	}
}

static void judge_changes(struct crm_ppap_judge *j, int at)
{
	int state = crm_ppap_state_of(j, CRM_ROLE_CHANGE_DOCUMENTS);

	if (state < 0 || j->states[state].waived || j->states[state].evidence > 0 ||
	    !crm_warrant_says(j->p->top, CRM_W_ADDITIONAL))
		return;
	crm_ppap_find_field(j, at, "warrant_changes", j->p->top, CRM_W_ADDITIONAL,
	    "filled, and element %s has no evidence", j->states[state].element->number);
}

struct severities {
	size_t n, unread;              /* values; cells that cannot be read */
	const struct crm_sheet *sheet; /* of the first row of 9 or 10 */
	size_t row;
	int64_t worst;
};

static void add_severities(
    struct crm_ppap_judge *j, enum crm_ppap_sheet_kind k, struct severities *out)
{
	const struct crm_sheet *s;

	for (size_t i = 0; (s = crm_ppap_sheet(j, k, i, NULL)) != NULL; i++) {
		for (size_t r = 0; crm_sheet_has(s, CRM_SM_SEVERITY) && r < crm_sheet_rows(s);
		     r++) {
			const struct crm_cell *c = crm_sheet_cell(s, r, CRM_SM_SEVERITY);

			out->unread += c->type == CRM_T_BAD;
			if (c->type != CRM_T_INT)
				continue;
			out->n++;
			if (out->sheet == NULL && c->u.i >= GRAVE) {
				out->sheet = s;
				out->row = r;
				out->worst = c->u.i;
			}
		}
	}
}

/* Yes: the process FMEA has such a row itself; the design FMEA counts where it stands alone. */
static void judge_safety(struct crm_ppap_judge *j, int at)
{
	const struct crm_node *top = j->p->top;
	const char *safety = crm_node_text(top, CRM_W_SAFETY);
	bool process = crm_ppap_sheet(j, CRM_SHEET_PFMEA, 0, NULL) != NULL;
	struct severities s = {0, 0, NULL, 0, 0};

	if (*safety == '\0')
		return;
	add_severities(j, process ? CRM_SHEET_PFMEA : CRM_SHEET_DFMEA, &s);
	if (strcmp(safety, "yes") == 0 && s.n > 0 && s.unread == 0 && s.sheet == NULL)
		crm_ppap_find_field(j, at, "warrant_safety", top, CRM_W_SAFETY,
		    "yes, and none of the %s FMEA's %zu rows has severity 9 or 10",
		    process ? "process" : "design", s.n);
	if (process)
		add_severities(j, CRM_SHEET_DFMEA, &s);
	if (strcmp(safety, "no") == 0 && s.sheet != NULL)
		crm_ppap_find_field(j, at, "warrant_severity", top, CRM_W_SAFETY,
		    "no, and %s:%ld has severity %lld", crm_sheet_source(s.sheet),
		    crm_sheet_line(s.sheet, s.row), (long long)s.worst);
}

/* The elements and the trace were judged before. */
static void judge_results(struct crm_ppap_judge *j, int at)
{
	const struct crm_node *top = j->p->top;
	const char *contrary = crm_ppap_found(j, "dimension_out") ? "dimensions out of their limits"
	    : crm_ppap_found(j, "material_verdict") ? "tests that failed or have no value"
	                                            : NULL;

	if (contrary != NULL && strcmp(crm_node_text(top, CRM_W_MEETS), "yes") == 0)
		crm_ppap_find_field(j, at, "warrant_results", top, CRM_W_MEETS,
		    "yes, and the dossier has %s", contrary);
}

/* What the elements of results are called on the form. */
static const struct {
	enum crm_ppap_role role;
	const char *word;
} covers[] = {
    {CRM_ROLE_DIMENSIONAL, "dimensional"},
    {CRM_ROLE_MATERIAL, "material_and_functional"},
    {CRM_ROLE_APPEARANCE, "appearance"},
    {CRM_ROLE_INITIAL_STUDY, "statistical"},
};
#define NCOVERS (sizeof(covers) / sizeof(covers[0]))

static void judge_cover(struct crm_ppap_judge *j, int at)
{
	struct crm_texts box = crm_node_list(j->p->top, CRM_W_COVER);
	struct crm_buf lacks = CRM_BUF_INIT;

	for (size_t i = 0; box.n > 0 && i < NCOVERS; i++) {
		int state = crm_ppap_state_of(j, covers[i].role);

		if (state >= 0 && j->states[state].applies == CRM_APPLIES_YES &&
		    !j->states[state].waived && !crm_texts_have(box, covers[i].word))
			crm_ppap_list(&lacks, covers[i].word);
	}
	if (lacks.len > 0)
		crm_ppap_find_field(j, at, "warrant_results_cover", j->p->top, CRM_W_COVER,
		    "does not name %s", crm_buf_str(&lacks));
	crm_buf_release(&lacks);
}

/* Who does not meet the design record asks the customer first. */
static void judge_deviation(struct crm_ppap_judge *j, int at)
{
	const struct crm_node *top = j->p->top;
	bool agreed = crm_ppap_said(top, CRM_P_INTERIM_REFERENCE);

	if (strcmp(crm_node_text(top, CRM_W_MEETS), "no") != 0)
		return;
	for (size_t i = 0; i < NCOVERS; i++) {
		int state = crm_ppap_state_of(j, covers[i].role);

		agreed = agreed || (state >= 0 && j->states[state].waived);
	}
	if (!agreed)
		crm_ppap_find_field(j, at, "deviation_unagreed", top, CRM_W_MEETS,
		    "no, and neither interim.reference nor a waiver of results says that the "
		    "customer agrees");
}

void crm_warrant_cross(struct crm_ppap_judge *j, int at)
{
	judge_pairs(j, at);
	judge_level(j, at);
	judge_reasons(j, at);
	judge_date(j, at);
	judge_changes(j, at);
	judge_safety(j, at);
	judge_results(j, at);
	judge_cover(j, at);
	judge_deviation(j, at);
}
