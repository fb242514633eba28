/*
 * A dossier from texts, judged: a manifest with ' for ", facts of its files
 * and sheets as CSV. Every file is good, with the hash and size on record, until
 * a test says otherwise. To be included after cmocka.h.
 *
 *	ppap_case_open(&c, "{'edition': 'aiag-4', ...}");
 *	ppap_case_sheet(&c, "07/plan.csv", "step,characteristic\n10,4\n");
 *	ppap_case_facts(&c, "09/results.csv", CRM_FILE_MISSING);
 *	ppap_case_judge(&c, "2026-11-20");
 *	assert_true(ppap_case_has(&c, "evidence_missing@9"));
 *	ppap_case_close(&c);
 */
#ifndef CRM_TESTS_UNIT_PPAP_CASE_H
#define CRM_TESTS_UNIT_PPAP_CASE_H

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/data/doc.h"
#include "lib/rules/ppap/judge.h"

struct ppap_case {
	struct crm_document *doc;
	struct crm_ppap p;
	struct crm_ppap_book *book;
	const struct crm_ppap_changes *changes; /* a test's own; NULL: not judged */
	struct crm_sheet *sheets[32];
	size_t nsheets;
	struct crm_findings *found;
	struct crm_ppap_result result;
	struct crm_buf codes;
};

static inline void ppap_case_quotes(struct crm_buf *b, const char *json)
{
	crm_buf_addz(b, json);
	for (size_t i = 0; i < b->len; i++) {
		if (b->data[i] == '\'')
			b->data[i] = '"';
	}
}

static inline struct crm_doc *ppap_case_doc(const char *json, size_t len, const char *source)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d = NULL;
	struct crm_limits plain, l;

	crm_limits_init(&plain);
	crm_limits_folded(&plain, &l);
	if (crm_doc_parse(json, len, &l, &d, &e) != 0)
		fail_msg("%s: %s", source, e.text);
	return d;
}

/* A file of the sources. */
static inline void ppap_case_read(const char *name, struct crm_buf *out)
{
	const char *top = getenv("TOP");
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	crm_buf_addf(&path, "%s/%s", top != NULL ? top : ".", name);
	if (crm_file_read(AT_FDCWD, crm_buf_str(&path), 1 << 20, out, &e) != 0)
		fail_msg("%s: %s", crm_buf_str(&path), e.text);
	crm_buf_release(&path);
}

/* Another edition than aiag-4. */
static inline void ppap_case_edition(struct ppap_case *c, const char *name)
{
	struct crm_buf path = CRM_BUF_INIT, text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d;

	crm_buf_addf(&path, "lib/share/ppap/editions/%s.json", name);
	ppap_case_read(crm_buf_str(&path), &text);
	d = ppap_case_doc(text.data, text.len, name);
	crm_ppap_book_free(c->book);
	c->book = crm_ppap_book_new();
	if (crm_ppap_book_edition(c->book, d, crm_buf_str(&path), &e) != 0)
		fail_msg("%s: %s: %s", name, e.field, e.text);
	crm_doc_free(d);
	crm_buf_release(&path);
	crm_buf_release(&text);
}

/* Over it a profile, with ' for ". */
static inline void ppap_case_profile(struct ppap_case *c, const char *json)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d;

	ppap_case_quotes(&text, json);
	d = ppap_case_doc(text.data, text.len, "profile");
	if (crm_ppap_book_profile(c->book, d, "profile", &e) != 0)
		fail_msg("%s: %s: %s", json, e.field, e.text);
	crm_doc_free(d);
	crm_buf_release(&text);
}

static inline struct crm_ppap_evidence *ppap_case_file(struct ppap_case *c, const char *path)
{
	for (size_t i = 0; i < c->p.n; i++) {
		if (strcmp(c->p.evidence[i].node->key, path) == 0)
			return &c->p.evidence[i];
	}
	fail_msg("no evidence %s", path);
	abort();
}

static inline void ppap_case_facts(struct ppap_case *c, const char *path, enum crm_file_state s)
{
	struct crm_ppap_evidence *e = ppap_case_file(c, path);

	memset(&e->facts, 0, sizeof(e->facts));
	e->facts.state = s;
	if (s == CRM_FILE_UNREADABLE)
		e->facts.why = "Permission denied";
	if (s != CRM_FILE_GOOD)
		return;
	e->facts.bytes = 1;
	if (crm_node_cell(e->node, CRM_PV_BYTES)->type == CRM_T_INT)
		e->facts.bytes = crm_node_cell(e->node, CRM_PV_BYTES)->u.i;
	memset(e->facts.sha256, 'a', 64);
	if (strlen(crm_node_text(e->node, CRM_PV_SHA256)) == 64)
		memcpy(e->facts.sha256, crm_node_text(e->node, CRM_PV_SHA256), 65);
}

static inline void ppap_case_open(struct ppap_case *c, const char *manifest)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_limits plain, l;

	memset(c, 0, sizeof(*c));
	ppap_case_edition(c, "aiag-4");
	ppap_case_quotes(&text, manifest);
	crm_limits_init(&plain);
	crm_limits_folded(&plain, &l);
	if (crm_document_parse(text.data, text.len, &crm_ppap_schema, &l, &c->doc, &e) != 0)
		fail_msg("%s: line %ld: %s", manifest, e.line, e.text);
	crm_buf_release(&text);
	crm_ppap_init(&c->p, c->doc, "d/ppap.json");
	for (size_t i = 0; i < c->p.n; i++)
		ppap_case_facts(c, c->p.evidence[i].node->key, CRM_FILE_GOOD);
}

static inline size_t ppap_case_cells(char *line, char **cells, size_t max)
{
	size_t n = 0;

	for (char *at = line; at != NULL && n < max; n++) {
		cells[n] = at;
		at = strchr(at, ',');
		if (at != NULL)
			*at++ = '\0';
	}
	return n;
}

/* The evidence's table, its kind by the member `data`. The first line names the columns as the
 * schema does; no quotes. Its faults are the test's to add. */
static inline struct crm_sheet *ppap_case_sheet(
    struct ppap_case *c, const char *path, const char *csv)
{
	struct crm_ppap_evidence *e = ppap_case_file(c, path);
	int kind = crm_ppap_sheet_find(crm_node_text(e->node, CRM_PV_DATA));
	char *copy = crm_strdup(csv), *save = NULL, *cells[32];
	const struct crm_schema *schema;
	struct crm_sheet *s;
	int columns[32];
	size_t n = 0;
	long line = 1;

	if (kind < 0)
		fail_msg("%s has no kind of table in 'data'", path);
	schema = crm_ppap_sheet_at((enum crm_ppap_sheet_kind)kind);
	s = crm_sheet_new(schema, e->source);
	for (char *row = strtok_r(copy, "\n", &save); row != NULL;
	     row = strtok_r(NULL, "\n", &save), line++) {
		const char *texts[32] = {NULL};
		size_t have = ppap_case_cells(row, cells, 32);

		for (size_t i = 0; line == 1 && i < have; i++) {
			columns[i] = crm_schema_find(schema, cells[i], strlen(cells[i]));
			if (columns[i] < 0)
				fail_msg("%s: no column %s", path, cells[i]);
			crm_sheet_column(s, columns[i]);
			n = have;
		}
		for (size_t i = 0; line > 1 && i < have && i < n; i++)
			texts[columns[i]] = cells[i];
		if (line > 1)
			crm_sheet_row(s, line, texts);
	}
	free(copy);
	assert_true(c->nsheets < sizeof(c->sheets) / sizeof(c->sheets[0]));
	c->sheets[c->nsheets++] = s;
	e->sheet = s;
	e->sheet_kind = kind;
	return s;
}

static inline void ppap_case_judge(struct ppap_case *c, const char *today)
{
	int32_t day = 0;

	assert_int_equal(crm_date_parse(today, strlen(today), &day), 0);
	crm_findings_free(c->found);
	crm_ppap_result_release(&c->result);
	c->found = crm_findings_new();
	crm_ppap_judge(&c->p, c->book, c->changes, day, c->found, &c->result);
}

/* "code@subject,code@subject" in their order; "" when nothing was found. */
static inline const char *ppap_case_codes(struct ppap_case *c)
{
	crm_buf_clear(&c->codes);
	for (size_t i = 0; i < crm_findings_count(c->found); i++) {
		const struct crm_finding *x = crm_finding_at(c->found, i);

		crm_buf_addf(
		    &c->codes, "%s%s@%s", c->codes.len > 0 ? "," : "", x->code, x->subject);
	}
	return crm_buf_str(&c->codes);
}

/* The i-th finding of that code, "code" or "code@subject"; NULL: there is none. */
static inline const struct crm_finding *ppap_case_found(
    const struct ppap_case *c, const char *want, size_t i)
{
	size_t len = strcspn(want, "@");

	for (size_t k = 0; k < crm_findings_count(c->found); k++) {
		const struct crm_finding *x = crm_finding_at(c->found, k);

		if (strlen(x->code) == len && memcmp(x->code, want, len) == 0 &&
		    (want[len] == '\0' || strcmp(x->subject, want + len + 1) == 0) && i-- == 0)
			return x;
	}
	return NULL;
}

static inline bool ppap_case_has(const struct ppap_case *c, const char *want)
{
	return ppap_case_found(c, want, 0) != NULL;
}

/* What is on record of the element with that number. */
static inline const struct crm_ppap_state *ppap_case_state(
    const struct ppap_case *c, const char *number)
{
	for (size_t i = 0; i < c->result.n; i++) {
		if (strcmp(c->result.states[i].element->number, number) == 0)
			return &c->result.states[i];
	}
	fail_msg("no element %s", number);
	abort();
}

static inline void ppap_case_close(struct ppap_case *c)
{
	crm_ppap_result_release(&c->result);
	crm_findings_free(c->found);
	for (size_t i = 0; i < c->nsheets; i++)
		crm_sheet_free(c->sheets[i]);
	crm_ppap_release(&c->p);
	crm_document_free(c->doc);
	crm_ppap_book_free(c->book);
	crm_buf_release(&c->codes);
}

#endif
