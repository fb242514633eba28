/* The warrant as a document: 49 boxes in 8 sections (AIAG PPAP 4th edition, appendix A). */
#include <string.h>

#include "lib/rules/ppap/paper_private.h"
#include "lib/rules/ppap/warrant_private.h"

struct psw {
	const struct crm_paper *form;
	struct crm_doc *out;
	bool verdict; /* the customer has spoken */
	bool missing[CRM_PPAP_BOXES];
};

static bool is_verdict(const struct crm_node *top)
{
	const char *status = crm_node_text(top, CRM_P_STATUS);

	return strcmp(status, "approved") == 0 || strcmp(status, "interim") == 0 ||
	    strcmp(status, "rejected") == 0;
}

/* Boxes that the gate finds empty; all that are required where it finds none filled at all. */
static void find_missing(struct psw *w, const struct crm_case *c)
{
	for (size_t i = 0; c != NULL && i < c->n; i++) {
		const struct crm_finding *x = crm_finding_at(w->form->findings, c->first + i);
		bool all = strcmp(x->field, "warrant") == 0;
		int field =
		    strncmp(x->field, "warrant.", 8) == 0 ? crm_ppap_box_field(x->field + 8) : -1;

		if (strcmp(x->code, "box_missing") != 0 && strcmp(x->code, "box_condition") != 0)
			continue;
		for (size_t k = 0; all && k < CRM_PPAP_BOXES; k++)
			w->missing[k] = crm_warrant_required(
			    w->form->book, w->form->p->top, CRM_P_WARRANT + (int)k);
		if (field >= CRM_P_WARRANT)
			w->missing[field - CRM_P_WARRANT] = true;
	}
}

/* ---- as data ---- */

static void put_data(struct psw *w)
{
	struct crm_doc *warrant = crm_doc_object(w->out, "warrant");
	const char *missing[CRM_PPAP_BOXES];
	size_t n = 0;

	for (size_t i = 0; i < CRM_PPAP_BOXES; i++) {
		const struct crm_ppap_box *b = crm_ppap_box_at(i);

		if (w->missing[i])
			missing[n++] = b->key;
		if (i < CRM_W_DISPOSITION - CRM_P_WARRANT || w->verdict)
			crm_paper_put(crm_doc_object(warrant, b->section), b->key, w->form->p->top,
			    CRM_P_WARRANT + (int)i);
		else
			(void)crm_doc_object(warrant, b->section);
	}
	crm_doc_texts(w->out, "missing", missing, n);
}

/* ---- for people ---- */

static void put_choice(const struct crm_paper *f, struct crm_doc *list, const char *words,
    const char *word, bool checked)
{
	struct crm_doc *o = crm_doc_item(list);

	crm_doc_text(o, "text", crm_paper_word(f, words, word));
	crm_doc_bool(o, "checked", checked);
}

/* The boxes to tick of box i, appended to list. False: it has none. */
static bool put_choices(const struct psw *w, size_t i, bool shown, struct crm_doc *list)
{
	static const char levels[][2] = {"1", "2", "3", "4", "5"};
	const struct crm_ppap_box *b = crm_ppap_box_at(i);
	const struct crm_node *top = w->form->p->top;
	int field = CRM_P_WARRANT + (int)i;
	const char *const *words = crm_ppap_schema.fields[field].words;
	const char *value = shown ? crm_node_text(top, field) : "";
	struct crm_texts set = crm_node_list(top, field);

	if (b->type == CRM_BOX_LEVEL) {
		for (size_t k = 0; k < CRM_PPAP_LEVELS; k++)
			put_choice(w->form, list, b->key, levels[k], strcmp(value, levels[k]) == 0);
		return true;
	}
	if (words == NULL)
		return false;
	for (; *words != NULL; words++)
		put_choice(w->form, list, b->type == CRM_BOX_YES ? "answer" : b->key, *words,
		    b->type == CRM_BOX_SET ? crm_texts_have(set, *words)
		                           : strcmp(value, *words) == 0);
	return true;
}

/* What stands in the box, though it cannot be read. */
static const char *text_of(const struct crm_node *top, int field, struct crm_buf *scratch)
{
	crm_buf_clear(scratch);
	crm_cell_print(crm_node_cell(top, field), scratch);
	return scratch->len > 0 ? crm_buf_str(scratch) : NULL;
}

static void put_people(struct psw *w)
{
	struct crm_doc *by_key = crm_doc_object(w->out, "b");
	struct crm_doc *missing = crm_doc_object(w->out, "missing");
	struct crm_doc *sections = crm_doc_list(w->out, "sections"), *section = NULL, *o;
	struct crm_buf scratch = CRM_BUF_INIT;
	const char *last = "";

	for (size_t i = 0; i < CRM_PPAP_BOXES; i++) {
		const struct crm_ppap_box *b = crm_ppap_box_at(i);
		int field = CRM_P_WARRANT + (int)i;
		bool shown = field < (int)CRM_W_DISPOSITION || w->verdict;

		if (strcmp(b->section, last) != 0) {
			section = crm_doc_item(sections);
			crm_doc_text(
			    section, "title", crm_paper_word(w->form, "section", b->section));
			last = b->section;
		}
		if (w->missing[i])
			crm_doc_bool(missing, b->key, true);
		o = crm_doc_item(crm_doc_list(section, "boxes"));
		crm_doc_text(o, "label", crm_paper_word(w->form, "box", b->key));
		if (put_choices(w, i, shown, crm_doc_list(o, "choices"))) {
			(void)put_choices(w, i, shown, crm_doc_list(by_key, b->key));
			crm_doc_bool(o, "ticks", true);
		} else if (shown) {
			crm_doc_text(o, "value", text_of(w->form->p->top, field, &scratch));
			crm_doc_text(by_key, b->key, text_of(w->form->p->top, field, &scratch));
		}
	}
	crm_buf_release(&scratch);
}

bool crm_paper_psw(const struct crm_paper *f, struct crm_doc *out)
{
	const struct crm_case *c = crm_paper_case(f, CRM_ROLE_WARRANT);
	struct psw w = {.form = f, .out = out, .verdict = is_verdict(f->p->top)};
	bool complete = !crm_paper_errors(f, c);

	find_missing(&w, c);
	crm_paper_head(f, false, out);
	crm_doc_bool(out, "complete", complete);
	if (f->word != NULL)
		put_people(&w);
	else
		put_data(&w);
	return complete;
}
