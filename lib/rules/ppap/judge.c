#include "lib/rules/ppap/judge_private.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"

const char *crm_ppap_applies_name(enum crm_ppap_applies a)
{
	static const char *const names[] = {"yes", "no", "n/a", "unsaid"};

	return names[a];
}

/* ---- judging ---- */

static void begin(struct crm_ppap_judge *j)
{
	const struct crm_ppap_element *e;

	while (crm_ppap_book_element(j->book, j->nstates) != NULL)
		j->nstates++;
	j->states = crm_calloc(j->nstates + 1, sizeof(*j->states));
	j->nodes = crm_calloc(j->nstates + 1, sizeof(const struct crm_node *));
	j->at = crm_calloc(j->p->n + 1, sizeof(*j->at));
	j->sources = crm_map_new();
	for (size_t i = 0; (e = crm_ppap_book_element(j->book, i)) != NULL; i++) {
		j->states[i].element = e;
		j->nodes[i] = crm_node_find(j->p->top, CRM_P_ELEMENTS, e->number);
	}
	for (size_t i = 0; i < j->p->n; i++) {
		const char *source = j->p->evidence[i].source;

		j->at[i] = crm_ppap_at(j, j->p->evidence[i].element);
		if (j->at[i] >= 0)
			j->states[j->at[i]].evidence++;
		crm_map_put(j->sources, source, strlen(source), NULL);
	}
}

static void count(struct crm_ppap_judge *j, size_t from)
{
	for (size_t i = from; i < j->n; i++) {
		const struct crm_ppap_found *x = &j->found[i];

		if (x->at >= 0 && x->severity == CRM_ERROR)
			j->states[x->at].errors++;
		if (x->at >= 0 && x->severity == CRM_WARNING)
			j->states[x->at].warnings++;
	}
}

static void complete(struct crm_ppap_judge *j)
{
	for (size_t i = 0; i < j->nstates; i++) {
		struct crm_ppap_state *s = &j->states[i];

		s->complete = s->applies == CRM_APPLIES_YES && s->errors == 0 &&
		    (s->waived || crm_ppap_there(j, i));
		s->sendable = s->complete && s->duty == CRM_DUTY_SUBMIT;
	}
}

static int rank(int at)
{
	return at >= 0 ? at : at == CRM_AT_MANIFEST ? -2 : at == CRM_AT_RUN ? -1 : INT32_MAX;
}

static int by_place(const void *a, const void *b)
{
	const struct crm_ppap_found *x = a, *y = b;

	if (x->at != y->at)
		return rank(x->at) < rank(y->at) ? -1 : 1;
	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* ---- telling ---- */

/* The case's findings, which begin at *i. */
static void tell(const struct crm_ppap_judge *j, int at, const char *subject, size_t *i,
    struct crm_findings *out, struct crm_ppap_result *r)
{
	for (; *i < j->n && j->found[*i].at == at; (*i)++) {
		const struct crm_ppap_found *x = &j->found[*i];

		crm_finding_add(out, x->severity, x->code->name, x->source, x->line, subject,
		    x->field, "%s", x->text);
		r->errors += x->severity == CRM_ERROR;
		r->warnings += x->severity == CRM_WARNING;
		r->notes += x->severity == CRM_NOTE;
	}
}

static void skip(const struct crm_ppap_judge *j, size_t at, struct crm_findings *out)
{
	const struct crm_ppap_state *s = &j->states[at];
	struct crm_buf why = CRM_BUF_INIT;

	if (s->applies == CRM_APPLIES_NA) {
		crm_buf_addf(&why, "n/a: %s", crm_node_text(j->nodes[at], CRM_PE_NA_REASON));
		crm_case_skip(out, crm_buf_str(&why));
	} else if (s->applies == CRM_APPLIES_NO && crm_ppap_no_study(j, at)) {
		crm_case_skip(out, j->no_study);
	} else if (s->applies == CRM_APPLIES_NO) {
		bool said = crm_node_cell(j->p->top, s->element->trait)->type == CRM_T_BOOL;

		crm_buf_addf(&why, "%s is %s", crm_ppap_schema.fields[s->element->trait].name,
		    said ? "false" : "not said");
		crm_case_skip(out, crm_buf_str(&why));
	}
	crm_buf_release(&why);
}

static void tell_all(
    const struct crm_ppap_judge *j, struct crm_findings *out, struct crm_ppap_result *r)
{
	struct crm_buf name = CRM_BUF_INIT;
	size_t next = 0;

	crm_case_open(out, "manifest");
	tell(j, CRM_AT_MANIFEST, "manifest", &next, out, r);
	crm_case_open(out, "run");
	tell(j, CRM_AT_RUN, "run", &next, out, r);
	for (size_t i = 0; i < j->nstates; i++) {
		const struct crm_ppap_element *e = j->states[i].element;

		crm_buf_clear(&name);
		crm_buf_addf(&name, "%s %s", e->number, e->name);
		crm_case_open(out, crm_buf_str(&name));
		skip(j, i, out);
		tell(j, (int)i, e->number, &next, out, r);
	}
	crm_case_open(out, "status");
	tell(j, CRM_AT_STATUS, "status", &next, out, r);
	crm_buf_release(&name);
}

static void sum(const struct crm_ppap_judge *j, struct crm_ppap_result *r)
{
	for (size_t i = 0; i < j->nstates; i++) {
		const struct crm_ppap_state *s = &j->states[i];

		if (s->applies == CRM_APPLIES_NO || s->applies == CRM_APPLIES_NA)
			continue;
		r->applying++;
		r->complete += s->complete;
		r->submitted += s->duty == CRM_DUTY_SUBMIT;
		r->sendable += s->sendable;
	}
}

void crm_ppap_judge(const struct crm_ppap *p, const struct crm_ppap_book *book,
    const struct crm_ppap_changes *changes, int32_t today, struct crm_findings *out,
    struct crm_ppap_result *result)
{
	struct crm_ppap_judge j = {.p = p, .book = book, .changes = changes, .today = today};
	size_t n;

	memset(result, 0, sizeof(*result));
	begin(&j);
	j.level = crm_ppap_level(p, book);
	crm_ppap_states(&j);
	crm_ppap_judge_manifest(&j);
	crm_ppap_judge_run(&j);
	crm_ppap_judge_status(&j);
	crm_ppap_judge_elements(&j);
	crm_ppap_judge_evidence(&j);
	crm_ppap_judge_tables(&j);
	crm_ppap_judge_trace(&j);
	crm_ppap_judge_studies(&j);
	crm_ppap_judge_warrant(&j);
	count(&j, 0);
	complete(&j);
	n = j.n;
	crm_ppap_judge_late(&j);
	count(&j, n);
	if (j.n > 0)
		qsort(j.found, j.n, sizeof(*j.found), by_place);
	result->states = j.states;
	result->n = j.nstates;
	result->level = j.level;
	sum(&j, result);
	tell_all(&j, out, result);
	crm_arena_release(&j.arena);
	crm_map_free(j.sources);
	free(j.found);
	free(j.at);
	free(j.nodes);
}

void crm_ppap_result_release(struct crm_ppap_result *r)
{
	free(r->states);
	memset(r, 0, sizeof(*r));
}
