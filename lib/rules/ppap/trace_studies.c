/*
 * Studies: what they name is there, and every gauge of the control plan has one (AIAG PPAP
 * 4th edition, 2.2.8, 2.2.11).
 */
#include <string.h>

#include "lib/rules/ppap/trace_private.h"

static void put(struct crm_map *m, const char *name)
{
	if (name[0] != '\0')
		crm_map_put(m, name, strlen(name), NULL);
}

/* field "NAME.stream", as the manifest has it below `studies`. */
static void find(struct crm_trace *t, int at, const struct crm_node *n, int field,
    const char *message, const char *name)
{
	struct crm_buf path = CRM_BUF_INIT;

	crm_buf_addf(&path, "%s.%s", n->key, n->schema->fields[field].name);
	crm_ppap_find(t->j, at, "study_unknown", NULL, crm_node_line(n, field), crm_buf_str(&path),
	    "%s '%s'", message, name);
	crm_buf_release(&path);
}

static void judge_study(struct crm_trace *t, const struct crm_node *n, const struct crm_map *paths)
{
	const char *kind = crm_node_text(n, CRM_PS_KIND);
	const char *no = crm_node_text(n, CRM_PS_CHARACTERISTIC);
	const char *path = crm_node_text(n, CRM_PS_EVIDENCE);
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
		find(t, at, n, CRM_PS_CHARACTERISTIC, "the drawing list has no characteristic", no);
	if (path[0] != '\0' && !crm_trace_has(paths, path))
		find(t, at, n, CRM_PS_EVIDENCE, "no element has the file", path);
	if (stream[0] != '\0' && crm_map_count(t->streams) > 0 &&
	    !crm_trace_has(t->streams, stream))
		find(t, at, n, CRM_PS_STREAM, "the run has no stream", stream);
}

/* "n/a" and "-" say that nothing is measured. */
static bool is_gauge(const char *s)
{
	static const char *const none[] = {"", "-", "n/a", "N/A"};

	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		if (strcmp(s, none[i]) == 0)
			return false;
	}
	return true;
}

static void judge_gauges(struct crm_trace *t)
{
	struct crm_trace_sheets s = {.kind = CRM_SHEET_CONTROL_PLAN, .column = CRM_SP_GAUGE};
	int at = crm_ppap_state_of(t->j, CRM_ROLE_MSA);
	struct crm_map *told = crm_map_new();
	struct crm_buf field = CRM_BUF_INIT;

	while (crm_trace_next(t, &s)) {
		for (size_t row = 0; row < crm_sheet_rows(s.sheet); row++) {
			const char *gauge = crm_sheet_text(s.sheet, row, CRM_SP_GAUGE);
			bool added;

			if (!is_gauge(gauge) || crm_trace_has(t->gauges, gauge))
				continue;
			crm_map_put(told, gauge, strlen(gauge), &added);
			if (!added)
				continue;
			crm_buf_clear(&field);
			crm_buf_addf(&field, "gauge %s", gauge);
			crm_ppap_find(t->j, at, "gauge_without_msa", crm_sheet_source(s.sheet),
			    crm_sheet_line(s.sheet, row), crm_buf_str(&field),
			    "no study of kind grr, attribute or type1 names gauge '%s'", gauge);
		}
	}
	crm_buf_release(&field);
	crm_map_free(told);
}

void crm_trace_studies(struct crm_trace *t)
{
	const struct crm_ppap *p = t->j->p;
	struct crm_nodes studies = crm_node_items(p->top, CRM_P_STUDIES);
	struct crm_map *paths = crm_map_new();

	for (size_t i = 0; i < p->n; i++)
		put(paths, p->evidence[i].node->key);
	for (size_t i = 0; i < studies.n; i++)
		judge_study(t, &studies.items[i], paths);
	if (crm_ppap_counts(t->j, CRM_ROLE_CONTROL_PLAN) && crm_ppap_counts(t->j, CRM_ROLE_MSA))
		judge_gauges(t);
	crm_map_free(paths);
}
