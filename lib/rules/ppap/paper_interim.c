/*
 * The request for an interim approval: what does not comply, until when or for how many pieces
 * parts are to be shipped all the same, and the plan that ends it, made of the gate's gaps (AIAG
 * PPAP 4th edition, chapter 5).
 */
#include <string.h>

#include "lib/rules/ppap/paper_private.h"
#include "lib/rules/ppap/warrant_private.h"

static void put_request(const struct crm_paper *f, struct crm_doc *out)
{
	const struct crm_node *top = f->p->top;
	struct crm_doc *o = crm_doc_object(out, "interim");

	for (int i = CRM_P_INTERIM_EXPIRY; i <= CRM_P_INTERIM_DEVIATIONS; i++)
		crm_paper_put(o, top->schema->fields[i].name + strlen("interim."), top, i);
	crm_paper_put(out, "explanation", top, CRM_W_EXPLANATION);
	crm_paper_put(out, "reference", top, CRM_P_REQUEST_REFERENCE);
	crm_paper_put(out, "submission", top, CRM_P_SUBMISSION);
	crm_paper_put(out, "contact", top, CRM_P_CONTACT);
}

/* What a request must say; the customer's reference comes with the approval. */
static bool put_missing(const struct crm_paper *f, struct crm_doc *out)
{
	static const int needed[] = {CRM_P_INTERIM_ACTION_PLAN, CRM_P_INTERIM_OWNER,
	    CRM_P_INTERIM_CONTAINMENT, CRM_P_INTERIM_RESUBMIT, CRM_P_INTERIM_DEVIATIONS};
	const struct crm_node *top = f->p->top;
	const char *missing[8];
	size_t n = 0;

	if (!crm_ppap_said(top, CRM_P_INTERIM_EXPIRY) &&
	    !crm_ppap_said(top, CRM_P_INTERIM_QUANTITY))
		missing[n++] = "interim.expiry";
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		if (!crm_ppap_said(top, needed[i]))
			missing[n++] = top->schema->fields[needed[i]].name;
	}
	crm_doc_texts(out, "missing", missing, n);
	return n == 0;
}

static void put_one_wrong(
    const struct crm_node *top, struct crm_doc *list, int field, const char *text)
{
	struct crm_doc *o = crm_doc_item(list);

	crm_doc_text(o, "field", top->schema->fields[field].name);
	crm_doc_text(o, "text", text);
}

/* What no customer can grant. */
static bool put_wrong(const struct crm_paper *f, struct crm_doc *out)
{
	const struct crm_node *top = f->p->top;
	const struct crm_cell *quantity = crm_node_cell(top, CRM_P_INTERIM_QUANTITY);
	const struct crm_cell *expiry = crm_node_cell(top, CRM_P_INTERIM_EXPIRY);
	const struct crm_cell *again = crm_node_cell(top, CRM_P_INTERIM_RESUBMIT);
	struct crm_doc *list = crm_doc_list(out, "wrong");

	if (quantity->type == CRM_T_INT && quantity->u.i <= 0)
		put_one_wrong(top, list, CRM_P_INTERIM_QUANTITY, "is 0: more than that expected");
	if (expiry->type == CRM_T_DATE && expiry->u.date < f->today)
		put_one_wrong(top, list, CRM_P_INTERIM_EXPIRY, "is past");
	if (again->type == CRM_T_DATE && again->u.date < f->today)
		put_one_wrong(top, list, CRM_P_INTERIM_RESUBMIT, "is past");
	if (expiry->type == CRM_T_DATE && again->type == CRM_T_DATE &&
	    again->u.date > expiry->u.date)
		put_one_wrong(top, list, CRM_P_INTERIM_RESUBMIT,
		    "is after the last day asked for (interim.expiry)");
	return crm_doc_count(list) == 0;
}

/* The element's own owner and due date, else the dossier's. */
static void put_whose(
    const struct crm_paper *f, struct crm_doc *o, const char *name, int own, int all)
{
	const struct crm_node *top = f->p->top;
	const struct crm_node *n =
	    crm_node_find(top, CRM_P_ELEMENTS, crm_doc_string(crm_doc_member(o, "element", 7)));

	if (n != NULL && crm_ppap_said(n, own))
		crm_paper_put(o, name, n, own);
	else
		crm_paper_put(o, name, top, all);
}

/* Code and text: where it stands in our files is not the customer's. */
static void put_action(const struct crm_paper *f, struct crm_doc *list, const struct crm_finding *x)
{
	const struct crm_ppap_element *e = crm_ppap_book_find(f->book, x->subject);
	struct crm_doc *o = crm_doc_item(list);

	crm_doc_text(o, "element", x->subject);
	crm_doc_text(o, "name", e != NULL ? e->name : crm_paper_word(f, "case", x->subject));
	crm_doc_text(o, "code", x->code);
	crm_doc_text(o, "text", x->text);
	put_whose(f, o, "owner", CRM_PE_OWNER, CRM_P_CONTACT);
	put_whose(f, o, "due", CRM_PE_DUE, CRM_P_DUE);
}

/* What is found of the status is this request itself. */
static void put_actions(const struct crm_paper *f, struct crm_doc *out)
{
	struct crm_doc *list = crm_doc_list(out, "actions");

	for (size_t i = 0; i < crm_findings_count(f->findings); i++) {
		const struct crm_finding *x = crm_finding_at(f->findings, i);

		if (x->severity == CRM_ERROR && strcmp(x->subject, "status") != 0)
			put_action(f, list, x);
	}
}

bool crm_paper_interim(const struct crm_paper *f, struct crm_doc *out)
{
	bool said;

	crm_paper_head(f, true, out);
	put_request(f, out);
	said = put_missing(f, out);
	said = put_wrong(f, out) && said;
	put_actions(f, out);
	return said;
}
