/* The form: its values, and its header. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/eightd/eightd_form_private.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

const char *const crm_party_members[CRM_PARTY_COUNT] = {
    [CRM_PARTY_NAME] = "name",
    [CRM_PARTY_SUPPLIER_ID] = "supplier_id",
    [CRM_PARTY_BPNL] = "bpnl",
    [CRM_PARTY_STREET] = "street",
    [CRM_PARTY_POSTAL_CODE] = "postal_code",
    [CRM_PARTY_CITY] = "city",
    [CRM_PARTY_COUNTRY] = "country",
    [CRM_PARTY_PHONE] = "phone",
    [CRM_PARTY_EMAIL] = "email",
};

/* ---- values ---- */

void crm_form_put(struct crm_doc *o, const char *name, const struct crm_view *v, int field)
{
	struct crm_buf text = CRM_BUF_INIT;
	const struct crm_cell *c = crm_view_cell(v, field);

	if (crm_cell_is(c)) {
		crm_cell_print(c, &text);
		crm_doc_text(o, name, crm_buf_str(&text));
	}
	crm_buf_release(&text);
}

/* The local day of a stamp, or a date. */
void crm_form_day(const struct crm_fill *f, struct crm_doc *o, const char *name,
    const struct crm_view *v, int field)
{
	const struct crm_cell *c = crm_view_cell(v, field);
	char text[CRM_DATE_MAX];
	int64_t of_day;
	int32_t day;

	if (c->type == CRM_T_DATE)
		day = c->u.date;
	else if (c->type == CRM_T_INSTANT)
		crm_zone_local(f->o->zone, c->u.at.us, &day, &of_day);
	else
		return;
	(void)crm_date_format(day, text);
	crm_doc_text(o, name, text);
}

/* A fact that the form has no member for. */
void crm_form_inform(struct crm_doc *step, const char *key, const struct crm_view *v, int field)
{
	struct crm_doc *o;

	if (!crm_view_has(v, field))
		return;
	o = crm_doc_item(crm_doc_list(step, "additionalInformationList"));
	crm_form_put(o, "value", v, field);
	crm_doc_text(o, "key", key);
}

void crm_form_inform_all(
    struct crm_doc *step, const struct crm_view *v, const int *fields, size_t n)
{
	for (size_t i = 0; i < n; i++)
		crm_form_inform(step, crm_complaint_name(fields[i]), v, fields[i]);
}

/* ---- header ---- */

static void put_contact(struct crm_doc *header, const char *name, const struct crm_party *p)
{
	static const struct {
		enum crm_party_member from;
		const char *to;
	} rows[] = {
	    {CRM_PARTY_NAME, "companyName"},
	    {CRM_PARTY_STREET, "street"},
	    {CRM_PARTY_CITY, "city"},
	    {CRM_PARTY_POSTAL_CODE, "postalCode"},
	    {CRM_PARTY_COUNTRY, "country"},
	    {CRM_PARTY_BPNL, "bpnlProperty"},
	    {CRM_PARTY_EMAIL, "email"},
	    {CRM_PARTY_PHONE, "phoneNumber"},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (p->member[rows[i].from] != NULL)
			crm_doc_text(
			    crm_doc_object(header, name), rows[i].to, p->member[rows[i].from]);
	}
}

static struct crm_doc *put_part(const struct crm_fill *f, struct crm_doc *list)
{
	struct crm_doc *o = crm_doc_item(list);
	bool two = crm_view_has(f->v, CRM_K_CUSTOMER_PART);

	crm_form_put(o, "customerPartNumber", f->v, two ? CRM_K_CUSTOMER_PART : CRM_K_PART);
	if (two)
		crm_form_put(o, "supplierPartNumber", f->v, CRM_K_PART);
	crm_form_put(o, "orderNumber", f->v, CRM_K_CUSTOMER_ORDER);
	return o;
}

/* The record's own goods, then each other lot under suspicion. */
static void put_parts(const struct crm_fill *f, struct crm_doc *header)
{
	struct crm_doc *list = crm_doc_list(header, "parts"), *o = put_part(f, list);
	struct crm_arena arena = CRM_ARENA_INIT;
	const char *own = crm_view_text(f->v, CRM_K_LOT, &arena);
	struct crm_items it;

	crm_form_put(o, "serialNumber", f->v, CRM_K_SERIAL);
	crm_form_put(o, "batchNumber", f->v, CRM_K_LOT);
	crm_form_put(o, "hwVersion", f->v, CRM_K_CHANGE_LEVEL);
	crm_items_init(&it, f->v, CRM_K_LOTS);
	while (crm_items_next(&it)) {
		const struct crm_cell *lot = crm_view_cell(&it.view, CRM_LOT_LOT);

		if (!crm_cell_is(lot) || crm_cell_eq(lot, own))
			continue;
		o = put_part(f, list);
		crm_form_put(o, "batchNumber", &it.view, CRM_LOT_LOT);
		crm_form_put(o, "customerPartNumber", &it.view, CRM_LOT_PART);
	}
	crm_items_release(&it);
	crm_arena_release(&arena);
}

/* When anything in it last changed. */
static void put_revision(const struct crm_fill *f, struct crm_doc *header)
{
	static const int stamps[] = {CRM_K_RECEIVED_AT, CRM_K_ASSESSED_AT, CRM_K_TEAM_AT,
	    CRM_K_DESCRIBED_AT, CRM_K_CONTAINED_AT, CRM_K_CAUSED_AT, CRM_K_CHOSEN_AT,
	    CRM_K_IMPLEMENTED_AT, CRM_K_PREVENTED_AT, CRM_K_SUBMITTED_AT, CRM_K_REJECTED_AT,
	    CRM_K_ACCEPTED_AT, CRM_K_VERIFIED_AT, CRM_K_CLOSED_AT};
	const struct crm_cell *best = NULL;
	int last = -1;

	for (size_t i = 0; i < COUNT(stamps); i++) {
		const struct crm_cell *c = crm_view_cell(f->v, stamps[i]);

		if (c->type != CRM_T_INSTANT || (best != NULL && c->u.at.us < best->u.at.us))
			continue;
		best = c;
		last = stamps[i];
	}
	if (last >= 0)
		crm_form_day(f, header, "lastRevisionDate", f->v, last);
}

void crm_form_header(const struct crm_fill *f, struct crm_doc *form)
{
	static const int more[] = {CRM_K_QUANTITY, CRM_K_QUANTITY_SUSPECT, CRM_K_DELIVERY_NOTE,
	    CRM_K_FOUND, CRM_K_SEVERITY, CRM_K_SAFETY, CRM_K_LINE_STOP};
	const struct crm_party *us = f->o->us, *customer = f->o->customer;
	const char *id = customer->member[CRM_PARTY_SUPPLIER_ID];
	struct crm_doc *o = crm_doc_object(form, "header");

	crm_form_day(f, o, "complaintDate", f->v, CRM_K_RECEIVED_AT);
	put_revision(f, o);
	crm_form_put(o, "title", f->v, CRM_K_DEFECT);
	crm_form_put(o, "customerComplaintId", f->v, CRM_K_CUSTOMER_REF);
	crm_form_put(o, "supplierComplaintId", f->v, CRM_C_ID);
	put_contact(o, "customerContact", customer);
	put_contact(o, "supplierContact", us);
	put_parts(f, o);
	crm_form_put(o, "complaintLocation", f->v, CRM_K_PLANT);
	crm_doc_text(o, "supplierId", id != NULL ? id : us->member[CRM_PARTY_SUPPLIER_ID]);
	crm_doc_text(o, "supplierName", us->member[CRM_PARTY_NAME]);
	crm_form_inform_all(o, f->v, more, COUNT(more));
}
