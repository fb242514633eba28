/* What all papers of a dossier print. */
#include "lib/rules/ppap/paper_private.h"

#include <string.h>

#include "lib/rules/ppap/warrant_private.h"

/* The judge's cases: manifest, run, the elements in the book's order, status. */
#define FIRST_ELEMENT 2

const struct crm_case *crm_paper_case(const struct crm_paper *f, enum crm_ppap_role role)
{
	for (size_t i = 0; i < f->result->n; i++) {
		if (f->result->states[i].element->role == role)
			return crm_case_at(f->findings, FIRST_ELEMENT + i);
	}
	return NULL;
}

bool crm_paper_errors(const struct crm_paper *f, const struct crm_case *c)
{
	return c != NULL && crm_case_outcome(f->findings, c, CRM_ERROR) == CRM_FAILED;
}

const char *crm_paper_word(const struct crm_paper *f, const char *list, const char *word)
{
	const char *text = f->word != NULL ? f->word(f->ctx, list, word) : NULL;

	return text != NULL ? text : word;
}

void crm_paper_put_word(const struct crm_paper *f, struct crm_doc *o, const char *name,
    const char *list, const char *word)
{
	struct crm_buf beside = CRM_BUF_INIT;

	crm_doc_text(o, name, word);
	if (f->word == NULL)
		return;
	crm_buf_addf(&beside, "%s_text", name);
	crm_doc_text(o, crm_buf_str(&beside), crm_paper_word(f, list, word));
	crm_buf_release(&beside);
}

void crm_paper_put(struct crm_doc *o, const char *name, const struct crm_node *n, int field)
{
	struct crm_texts list = crm_node_list(n, field);
	const struct crm_cell *c = crm_node_cell(n, field);

	if (list.n > 0)
		crm_doc_texts(o, name, list.items, list.n);
	else if (crm_cell_is(c) && c->type != CRM_T_NESTED && crm_ppap_said(n, field))
		crm_doc_cell(o, name, c);
}

void crm_paper_put_day(struct crm_doc *o, const char *name, int32_t days)
{
	char day[CRM_DATE_MAX];

	(void)crm_date_format(days, day);
	crm_doc_text(o, name, day);
}

void crm_paper_head(const struct crm_paper *f, bool part, struct crm_doc *out)
{
	static const struct {
		const char *name;
		int field;
	} members[] = {{"number", CRM_P_PART_NUMBER}, {"name", CRM_P_PART_NAME},
	    {"drawing", CRM_P_PART_DRAWING}, {"change_level", CRM_P_PART_CHANGE_LEVEL},
	    {"change_date", CRM_P_PART_CHANGE_DATE}};
	const struct crm_node *top = f->p->top;

	crm_doc_text(out, "manifest", f->p->source);
	crm_paper_put_day(out, "as_of", f->today);
	if (!part)
		return;
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		crm_paper_put(crm_doc_object(out, "part"), members[i].name, top, members[i].field);
	crm_paper_put(out, "organization", top, CRM_W_ORGANIZATION);
	crm_paper_put(out, "supplier_code", top, CRM_W_SUPPLIER_CODE);
	crm_paper_put(out, "customer", top,
	    crm_warrant_has(top, CRM_W_CUSTOMER) ? (int)CRM_W_CUSTOMER : CRM_P_CUSTOMER);
}
