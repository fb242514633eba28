/*
 * Studies: what they name is there, their files above all, and every gauge of the control plan
 * has one (AIAG PPAP 4th edition, 2.2.8, 2.2.11). What their values say: study_rules.c.
 */
#include <stdarg.h>
#include <string.h>

#include "lib/rules/ppap/trace_private.h"

static void put(struct crm_map *m, const char *name)
{
	if (name[0] != '\0')
		crm_map_put(m, name, strlen(name), NULL);
}

/* field "NAME.stream", as the manifest has it below `studies`. */
__attribute__((format(printf, 6, 7))) static void find(struct crm_trace *t, int at,
    const struct crm_node *n, const char *code, int field, const char *fmt, ...)
{
	struct crm_buf path = CRM_BUF_INIT, text = CRM_BUF_INIT;
	va_list ap;

	crm_buf_addf(&path, "%s.%s", n->key, n->schema->fields[field].name);
	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	crm_ppap_find(t->j, at, code, NULL, crm_node_line(n, field), crm_buf_str(&path), "%s",
	    crm_buf_str(&text));
	crm_buf_release(&text);
	crm_buf_release(&path);
}

/* The files of the dossier, each as such and as one of its element. */
struct files {
	struct crm_map *known;
	struct crm_buf key;
};

static void name_file(struct files *f, int at, const char *path)
{
	crm_buf_clear(&f->key);
	crm_buf_addf(&f->key, "%d %s", at, path);
}

static bool has_file(struct files *f, int at, const char *path)
{
	name_file(f, at, path);
	return crm_trace_has(f->known, crm_buf_str(&f->key));
}

static void gather_files(const struct crm_ppap_judge *j, struct files *f)
{
	f->known = crm_map_new();
	for (size_t i = 0; i < j->p->n; i++) {
		const char *path = j->p->evidence[i].node->key;

		put(f->known, path);
		name_file(f, j->at[i], path);
		put(f->known, crm_buf_str(&f->key));
	}
}

/* Its file is one of its element's. */
static void judge_file(struct crm_trace *t, int at, const struct crm_node *n, struct files *f)
{
	const char *path = crm_node_text(n, CRM_PS_EVIDENCE);

	if (crm_node_cell(n, CRM_PS_EVIDENCE)->type == CRM_T_BAD)
		return;
	if (path[0] == '\0')
		find(t, at, n, "study_without_data", CRM_PS_EVIDENCE,
		    "no file with its values is named");
	else if (!crm_trace_has(f->known, path))
		find(t, at, n, "study_unknown", CRM_PS_EVIDENCE, "no element has the file '%s'",
		    path);
	else if (at >= 0 && !has_file(f, at, path))
		find(t, at, n, "study_without_data", CRM_PS_EVIDENCE,
		    "file '%s' is none of element %s", path, t->j->states[at].element->number);
}

static void judge_study(struct crm_trace *t, const struct crm_node *n, struct files *f)
{
	const char *kind = crm_node_text(n, CRM_PS_KIND);
	const char *no = crm_node_text(n, CRM_PS_CHARACTERISTIC);
	const char *stream = crm_node_text(n, CRM_PS_STREAM);
	int at = CRM_AT_MANIFEST;

	if (strcmp(kind, "capability") == 0) {
		at = crm_ppap_state_of(t->j, CRM_ROLE_INITIAL_STUDY);
	} else if (kind[0] != '\0') {
		at = crm_ppap_state_of(t->j, CRM_ROLE_MSA);
		put(t->gauges, crm_node_text(n, CRM_PS_GAUGE));
		put(t->studied, no);
	}
	if (no[0] != '\0' && t->n > 0 && crm_trace_item(t, no, strlen(no)) == CRM_TRACE_NO)
		find(t, at, n, "study_unknown", CRM_PS_CHARACTERISTIC,
		    "the drawing list has no characteristic '%s'", no);
	judge_file(t, at, n, f);
	if (stream[0] != '\0' && crm_map_count(t->streams) > 0 &&
	    !crm_trace_has(t->streams, stream))
		find(
		    t, at, n, "study_unknown", CRM_PS_STREAM, "the run has no stream '%s'", stream);
}

static void judge_cell(
    struct crm_trace *t, int at, const struct crm_sheet *s, size_t row, struct crm_map *told)
{
	const char *cell = crm_sheet_text(s, row, CRM_SP_GAUGE), *next = NULL;
	struct crm_trace_name gauge;
	struct crm_buf field = CRM_BUF_INIT;

	while (crm_trace_name(t->gauges, true, cell, &next, &gauge)) {
		bool added = false;

		if (gauge.index == CRM_MAP_NONE)
			crm_map_put(told, gauge.text, gauge.len, &added);
		if (!added)
			continue;
		crm_buf_clear(&field);
		crm_buf_addf(&field, "gauge %.*s", (int)gauge.len, gauge.text);
		crm_ppap_find(t->j, at, "gauge_without_msa", crm_sheet_source(s),
		    crm_sheet_line(s, row), crm_buf_str(&field),
		    "no study of kind grr, attribute or type1 names gauge '%.*s'", (int)gauge.len,
		    gauge.text);
	}
	crm_buf_release(&field);
}

/* "n/a" and "-" say that nothing is measured. */
static void judge_gauges(struct crm_trace *t)
{
	struct crm_trace_sheets s = {.kind = CRM_SHEET_CONTROL_PLAN, .column = CRM_SP_GAUGE};
	int at = crm_ppap_state_of(t->j, CRM_ROLE_MSA);
	struct crm_map *told = crm_map_new();

	while (crm_trace_next(t, &s)) {
		for (size_t row = 0; row < crm_sheet_rows(s.sheet); row++)
			judge_cell(t, at, s.sheet, row, told);
	}
	crm_map_free(told);
}

void crm_trace_studies(struct crm_trace *t)
{
	struct crm_nodes studies = crm_node_items(t->j->p->top, CRM_P_STUDIES);
	struct files files = {.key = CRM_BUF_INIT};

	gather_files(t->j, &files);
	for (size_t i = 0; i < studies.n; i++)
		judge_study(t, &studies.items[i], &files);
	if (crm_ppap_counts(t->j, CRM_ROLE_CONTROL_PLAN) && crm_ppap_counts(t->j, CRM_ROLE_MSA))
		judge_gauges(t);
	crm_map_free(files.known);
	crm_buf_release(&files.key);
}
