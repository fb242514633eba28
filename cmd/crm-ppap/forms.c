/* How the papers of a dossier are printed. */
#include "cmd/crm-ppap/forms.h"

#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"

/* ---- options ---- */

int form_format(struct crm_run *r, const char *const *names, size_t n)
{
	const char *name = crm_args_text(r->args, "output");
	struct crm_buf known = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	for (size_t i = 0; i < n; i++) {
		if (name == NULL || strcmp(names[i], name) == 0)
			return (int)i;
	}
	for (size_t i = 0; i < n; i++)
		crm_buf_addf(&known, "%s%s", i == 0 ? "" : i + 1 == n ? " or " : ", ", names[i]);
	crm_err_at(&e, CRM_BADINPUT, "--output", 0, NULL, "'%s' is not known; expected %s", name,
	    crm_buf_str(&known));
	crm_buf_release(&known);
	return crm_run_fail(r, &e);
}

static int read_options(struct form *x)
{
	static const char *const with_csv[] = {"text", "json", "csv", "html"};
	static const char *const without[] = {"text", "json", "html"};
	const struct crm_args *args = x->run->args;
	bool csv = x->sort->columns != NULL;
	int i = csv ? form_format(x->run, with_csv, 4) : form_format(x->run, without, 3);

	if (i < 0)
		return -1;
	x->format = !csv && i == 2 ? FORM_HTML : (enum form_format)i;
	if (csv && x->format != FORM_CSV &&
	    (crm_args_has(args, "fields") || crm_args_has(args, "excel")))
		return crm_run_usage(x->run, "-F and --excel need -o csv");
	if (crm_args_operands(args) != 1)
		return crm_run_usage(x->run, "one MANIFEST expected");
	return 0;
}

int form_labels(struct crm_run *r, const char *sort, const char *customer, struct crm_labels **out)
{
	const char *name = crm_args_text(r->args, "lang");
	struct crm_buf by = CRM_BUF_INIT;
	int ret = 0;

	if (name == NULL && customer[0] != '\0') {
		crm_buf_addf(&by, "customers.%s.language", customer);
		ret = crm_run_setting(r, crm_buf_str(&by), &name);
	}
	if (ret == 0)
		ret = crm_labels_open(r, sort, name != NULL ? name : "en",
		    name != NULL && by.len > 0 ? crm_buf_str(&by) : NULL, out);
	crm_buf_release(&by);
	return ret;
}

/* ---- the document ---- */

/* Tells what the gate found of the paper's element. */
static void tell(struct form *x, const struct crm_paper *f)
{
	struct crm_findings *own = crm_findings_new();
	const struct crm_case *c =
	    x->sort->role != CRM_ROLE_OTHER ? crm_paper_case(f, x->sort->role) : NULL;

	if (c != NULL) {
		crm_case_copy(own, f->findings, c);
		crm_run_findings(x->run, own, CRM_NO);
	}
	crm_findings_free(own);
	if (x->sort->tell != NULL)
		x->sort->tell(x);
}

static int fill(struct form *x)
{
	const struct judged *j = &x->judged;
	struct crm_paper f = {.p = &j->dossier.ppap,
	    .book = j->book,
	    .findings = j->findings,
	    .result = &j->result,
	    .today = judged_today(x->run)};
	bool people = x->format == FORM_TEXT || x->format == FORM_HTML;

	if ((people || x->format == FORM_CSV) &&
	    form_labels(
	        x->run, x->sort->name, crm_node_text(f.p->top, CRM_P_CUSTOMER), &x->labels) != 0)
		return -1;
	x->doc = crm_doc_new();
	if (people) {
		f.word = crm_labels_word;
		f.ctx = x->labels;
		crm_labels_put(x->labels, x->doc);
	}
	if (crm_printed_form(x->run, x->sort->name, x->doc) != 0)
		return -1;
	if (!x->sort->fill(&f, x->doc))
		crm_run_worse(x->run, CRM_NO);
	tell(x, &f);
	return 0;
}

/* ---- printing ---- */

static void print(struct form *x)
{
	struct crm_buf text = CRM_BUF_INIT;

	switch (x->format) {
	case FORM_TEXT:
	case FORM_HTML:
		crm_printed_write(
		    x->run, x->sort->name, x->format == FORM_HTML ? "html" : "txt", x->doc);
		break;
	case FORM_JSON:
		crm_doc_json(x->doc, true, &text);
		crm_buf_addc(&text, '\n');
		crm_run_write(x->run, &text, true);
		crm_buf_release(&text);
		break;
	case FORM_CSV:
		x->sort->rows(x);
		break;
	}
}

void form_print(struct crm_run *r, const struct form_sort *p)
{
	struct form x = {.run = r, .sort = p};
	struct crm_err e = CRM_ERR_INIT;

	if (read_options(&x) != 0)
		return;
	if (judged_open(r, &x.books, crm_args_operand(r->args, 0), false, &x.judged, &e) != 0) {
		(void)crm_run_fail(r, &e);
	} else {
		if ((x.format != FORM_CSV ||
		        crm_output_new(r, CRM_OUT_ROWS, p->columns, p->n, false, &x.rows) == 0) &&
		    fill(&x) == 0)
			print(&x);
		if (x.rows != NULL)
			crm_output_end(r, x.rows);
		judged_close(&x.judged);
	}
	crm_doc_free(x.doc);
	crm_labels_free(x.labels);
	ppap_books_release(&x.books);
}

/* ---- rows ---- */

static const char *kept(struct crm_arena *a, struct crm_buf *text)
{
	const char *copy = text->len > 0 ? crm_arena_strdup(a, crm_buf_str(text)) : NULL;

	crm_buf_release(text);
	return copy;
}

struct crm_cell form_cell(const struct crm_doc *o, const char *name, struct crm_arena *a)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_doc_print(crm_doc_member(o, name, strlen(name)), &text);
	return crm_cell_text(kept(a, &text));
}

struct crm_cell form_joined(
    const struct crm_doc *o, const char *list, const char *member, struct crm_arena *a)
{
	const struct crm_doc *items = crm_doc_member(o, list, strlen(list));
	struct crm_buf text = CRM_BUF_INIT, one = CRM_BUF_INIT;
	struct crm_map *seen = crm_map_new();

	for (size_t i = 0; i < crm_doc_count(items); i++) {
		bool added;

		crm_buf_clear(&one);
		crm_doc_print(crm_doc_member(crm_doc_at(items, i), member, strlen(member)), &one);
		crm_map_put(seen, crm_buf_str(&one), one.len, &added);
		if (one.len > 0 && added)
			crm_buf_addf(&text, "%s%s", text.len > 0 ? "," : "", crm_buf_str(&one));
	}
	crm_map_free(seen);
	crm_buf_release(&one);
	return crm_cell_text(kept(a, &text));
}
