#include "lib/rules/ppap/judge_private.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"

struct crm_ppap_found {
	int at;
	const struct crm_ppap_code *code;
	enum crm_severity severity;
	const char *source; /* NULL: the manifest */
	size_t file;        /* of the source among the evidence, from 1; 0: the manifest */
	long line;
	size_t order; /* in which it was found */
	const char *field, *text;
};

const char *crm_ppap_applies_name(enum crm_ppap_applies a)
{
	static const char *const names[] = {"yes", "no", "n/a", "unsaid"};

	return names[a];
}

/* ---- finding ---- */

/* Stand whether the element counts or not. */
static bool always(const char *code)
{
	static const char *const codes[] = {"bad_value", "unknown_member", "trait_contradicted",
	    "na_incomplete", "na_refused", "na_contradicted", "waiver_incomplete", "waiver_expired",
	    "evidence_missing", "evidence_outside", "evidence_link", "evidence_directory",
	    "evidence_special", "evidence_empty", "evidence_unreadable", "evidence_changed"};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		if (strcmp(code, codes[i]) == 0)
			return true;
	}
	return false;
}

static bool state_counts(const struct crm_ppap_state *s)
{
	return (s->applies == CRM_APPLIES_YES || s->applies == CRM_APPLIES_UNSAID) && !s->waived;
}

static size_t file_of(const struct crm_ppap_judge *j, const char *source)
{
	size_t i;

	if (source == NULL || strcmp(source, j->p->source) == 0)
		return 0;
	i = crm_map_find(j->sources, source, strlen(source));
	return i == CRM_MAP_NONE ? j->p->n + 1 : i + 1;
}

__attribute__((format(printf, 7, 0))) static void findv(struct crm_ppap_judge *j, int at,
    const char *code, const char *source, long line, const char *field, const char *fmt, va_list ap)
{
	const struct crm_ppap_code *c = crm_ppap_code_find(code);
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_ppap_found *x;
	int severity;

	if (c == NULL)
		crm_fatal("a finding without a row in the table of codes");
	if (at >= 0 && !state_counts(&j->states[at]) && !always(code))
		return;
	severity = crm_ppap_book_severity(j->book, code);
	crm_buf_addv(&text, fmt, ap);
	crm_grow(&j->found, &j->cap, j->n + 1, sizeof(*j->found));
	x = &j->found[j->n];
	x->at = at;
	x->code = c;
	x->severity = severity >= 0 ? (enum crm_severity)severity : c->severity;
	x->file = file_of(j, source);
	x->source = x->file == 0 ? j->p->source : crm_arena_strdup(&j->arena, source);
	x->line = line;
	x->order = j->n++;
	x->field = crm_arena_strdup(&j->arena, field != NULL ? field : "");
	x->text = crm_arena_strdup(&j->arena, crm_buf_str(&text));
	crm_buf_release(&text);
}

void crm_ppap_find(struct crm_ppap_judge *j, int at, const char *code, const char *source,
    long line, const char *field, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	findv(j, at, code, source, line, field, fmt, ap);
	va_end(ap);
}

void crm_ppap_find_field(struct crm_ppap_judge *j, int at, const char *code,
    const struct crm_node *n, int field, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	findv(j, at, code, NULL, crm_node_line(n, field), n->schema->fields[field].name, fmt, ap);
	va_end(ap);
}

void crm_ppap_find_file(
    struct crm_ppap_judge *j, size_t evidence, const char *code, int field, const char *fmt, ...)
{
	const struct crm_node *n = j->p->evidence[evidence].node;
	va_list ap;

	va_start(ap, fmt);
	findv(j, j->at[evidence], code, NULL, field < 0 ? n->line : crm_node_line(n, field), n->key,
	    fmt, ap);
	va_end(ap);
}

/* ---- looking ---- */

bool crm_ppap_found(const struct crm_ppap_judge *j, const char *code)
{
	for (size_t i = 0; i < j->n; i++) {
		if (strcmp(j->found[i].code->name, code) == 0)
			return true;
	}
	return false;
}

int crm_ppap_at(const struct crm_ppap_judge *j, const char *number)
{
	for (size_t i = 0; i < j->nstates; i++) {
		if (strcmp(j->states[i].element->number, number) == 0)
			return (int)i;
	}
	return -1;
}

int crm_ppap_state_of(const struct crm_ppap_judge *j, enum crm_ppap_role role)
{
	for (size_t i = 0; i < j->nstates && role != CRM_ROLE_OTHER; i++) {
		if (j->states[i].element->role == role)
			return (int)i;
	}
	return -1;
}

bool crm_ppap_counts(const struct crm_ppap_judge *j, enum crm_ppap_role role)
{
	int at = crm_ppap_state_of(j, role);

	return at >= 0 && state_counts(&j->states[at]);
}

const struct crm_sheet *crm_ppap_sheet(const struct crm_ppap_judge *j, enum crm_ppap_sheet_kind k,
    size_t i, const struct crm_ppap_evidence **e)
{
	for (size_t v = 0; v < j->p->n; v++) {
		const struct crm_ppap_evidence *x = &j->p->evidence[v];

		if (x->sheet == NULL || x->sheet_kind != (int)k || i-- > 0)
			continue;
		if (e != NULL)
			*e = x;
		return x->sheet;
	}
	return NULL;
}

long crm_ppap_line(const struct crm_ppap_judge *j, int at)
{
	return j->nodes[at] != NULL ? j->nodes[at]->line : crm_node_line(j->p->top, CRM_P_ELEMENTS);
}

bool crm_ppap_said(const struct crm_node *n, int field)
{
	const struct crm_cell *c = n != NULL ? crm_node_cell(n, field) : NULL;

	if (c == NULL || c->type == CRM_T_ABSENT)
		return false;
	return c->type != CRM_T_TEXT || !crm_utf8_all_blank(c->text, c->len);
}

int32_t crm_ppap_date(const struct crm_node *n, int field)
{
	const struct crm_cell *c = n != NULL ? crm_node_cell(n, field) : NULL;

	return c != NULL && c->type == CRM_T_DATE ? c->u.date : -1;
}

const char *crm_ppap_day(struct crm_ppap_judge *j, int32_t days)
{
	char text[CRM_DATE_MAX];

	return crm_arena_strndup(&j->arena, text, crm_date_format(days, text));
}

void crm_ppap_list(struct crm_buf *list, const char *name)
{
	crm_buf_addf(list, "%s%s", list->len > 0 ? ", " : "", name);
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
	crm_ppap_judge_elements(&j);
	crm_ppap_judge_evidence(&j);
	crm_ppap_judge_tables(&j);
	crm_ppap_judge_trace(&j);
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
