/* psw MANIFEST: the part submission warrant; psw --diff A B: boxes that differ. */
#include <string.h>

#include "cmd/crm-ppap/forms.h"
#include "lib/base/mem.h"

const struct crm_opt ppap_psw_opts[] = {
    {"output", 'o', CRM_OPT_TEXT, "FMT", "text, json, csv or html (default text)", false},
    {"fields", 'F', CRM_OPT_TEXT, "LIST", "of rows these fields only", false},
    {"excel", 0, CRM_OPT_FLAG, NULL, "CSV for spreadsheets: BOM, CRLF, guards", false},
    {"lang", 0, CRM_OPT_TEXT, "LANG", "language: en, zh, de (default as crm.json says)", false},
    {"diff", 0, CRM_OPT_FLAG, NULL, "boxes that differ between two: table, jsonl, json or csv",
        false},
    {"check", 0, CRM_OPT_FLAG, NULL, "with --diff: exit 1 when any does", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

/* ---- the boxes as rows ---- */

enum { SECTION, KEY, LABEL, VALUE, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [SECTION] = {.name = "section"},
    [KEY] = {.name = "key"},
    [LABEL] = {.name = "label"},
    [VALUE] = {.name = "value", .optional = true},
};

/* The text of a box as data has it; a set with commas between. */
static void value_text(const struct crm_doc *value, struct crm_buf *out)
{
	crm_buf_clear(out);
	for (size_t i = 0; crm_doc_kind(value) == CRM_DOC_LIST && i < crm_doc_count(value); i++) {
		if (i > 0)
			crm_buf_addc(out, ',');
		crm_doc_print(crm_doc_at(value, i), out);
	}
	if (crm_doc_kind(value) != CRM_DOC_LIST)
		crm_doc_print(value, out);
}

static const char *label_of(struct crm_labels *l, const struct crm_ppap_box *b)
{
	const char *label = crm_labels_word(l, "box", b->key);

	return label != NULL ? label : b->label;
}

static void give_rows(struct form *x)
{
	const struct crm_doc *warrant = crm_doc_member(x->doc, "warrant", 7);
	const struct crm_ppap_box *b;
	struct crm_buf value = CRM_BUF_INIT;

	for (size_t i = 0; (b = crm_ppap_box_at(i)) != NULL; i++) {
		const struct crm_doc *section =
		    crm_doc_member(warrant, b->section, strlen(b->section));

		value_text(crm_doc_member(section, b->key, strlen(b->key)), &value);
		crm_output_row(x->rows,
		    (struct crm_cell[COLUMNS]){
		        [SECTION] = crm_cell_text(b->section),
		        [KEY] = crm_cell_text(b->key),
		        [LABEL] = crm_cell_text(label_of(x->labels, b)),
		        [VALUE] = crm_cell_text(value.len > 0 ? crm_buf_str(&value) : NULL),
		    });
	}
	crm_buf_release(&value);
}

static const struct form_sort psw = {.name = "psw",
    .fill = crm_paper_psw,
    .columns = columns,
    .n = COLUMNS,
    .rows = give_rows,
    .role = CRM_ROLE_WARRANT};

/* ---- what differs ---- */

enum { D_BOX, D_LABEL, D_BEFORE, D_AFTER, D_COLUMNS };

static const struct crm_column diff_columns[D_COLUMNS] = {
    [D_BOX] = {.name = "box"},
    [D_LABEL] = {.name = "label"},
    [D_BEFORE] = {.name = "before", .optional = true},
    [D_AFTER] = {.name = "after", .optional = true},
};

static const char *box_text(const struct crm_node *top, int field, struct crm_buf *out)
{
	struct crm_texts list = crm_node_list(top, field);

	crm_buf_clear(out);
	for (size_t i = 0; i < list.n; i++)
		crm_buf_addf(out, "%s%s", i > 0 ? "," : "", list.items[i]);
	if (top->schema->fields[field].flags & CRM_F_LIST)
		return out->len > 0 ? crm_buf_str(out) : NULL;
	crm_cell_print(crm_node_cell(top, field), out);
	return out->len > 0 ? crm_buf_str(out) : NULL;
}

/* How many differ. */
static size_t give_diff(struct crm_output *out, struct crm_labels *labels, const struct crm_node *a,
    const struct crm_node *b)
{
	struct crm_buf x = CRM_BUF_INIT, y = CRM_BUF_INIT;
	const struct crm_ppap_box *box;
	size_t n = 0;

	for (int i = 0; (box = crm_ppap_box_at((size_t)i)) != NULL; i++) {
		const char *before = box_text(a, CRM_P_WARRANT + i, &x);
		const char *after = box_text(b, CRM_P_WARRANT + i, &y);

		if (strcmp(before != NULL ? before : "", after != NULL ? after : "") == 0)
			continue;
		crm_output_row(out,
		    (struct crm_cell[D_COLUMNS]){
		        [D_BOX] = crm_cell_text(box->key),
		        [D_LABEL] = crm_cell_text(label_of(labels, box)),
		        [D_BEFORE] = crm_cell_text(before),
		        [D_AFTER] = crm_cell_text(after),
		    });
		n++;
	}
	crm_buf_release(&x);
	crm_buf_release(&y);
	return n;
}

static void diff(struct crm_run *r)
{
	struct dossier a = {.dir = -1}, b = {.dir = -1};
	struct crm_labels *labels = NULL;
	struct crm_output *out = NULL;

	if (crm_args_operands(r->args) != 2) {
		(void)crm_run_usage(r, "two MANIFESTs expected");
		return;
	}
	if (dossier_open(r, crm_args_operand(r->args, 0), false, &a) == 0 &&
	    dossier_open(r, crm_args_operand(r->args, 1), false, &b) == 0 &&
	    form_labels(r, "psw", crm_node_text(b.ppap.top, CRM_P_CUSTOMER), &labels) == 0 &&
	    crm_output_new(r, CRM_OUT_ROWS, diff_columns, D_COLUMNS, false, &out) == 0) {
		if (give_diff(out, labels, a.ppap.top, b.ppap.top) > 0 &&
		    crm_args_has(r->args, "check"))
			crm_run_worse(r, CRM_NO);
		crm_output_end(r, out);
	}
	crm_labels_free(labels);
	dossier_close(&a);
	dossier_close(&b);
}

void ppap_psw(struct crm_run *r)
{
	if (crm_args_has(r->args, "diff"))
		diff(r);
	else if (crm_args_has(r->args, "check"))
		(void)crm_run_usage(r, "--check needs --diff");
	else
		form_print(r, &psw);
}
