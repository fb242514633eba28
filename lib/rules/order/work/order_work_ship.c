/* Specifications of the customer, shipping papers, export check (T7, L5, IATF 16949 7.5.3.2.2). */
#include "lib/rules/order/work/order_work_private.h"

const struct crm_step_field crm_order_specification_fields[] = {
    {CRM_O_SPECIFICATION, true}, {0, false}};
const struct crm_step_field crm_order_shipping_fields[] = {
    {CRM_O_MARKS, false},
    {CRM_O_PACKING, false},
    {CRM_O_BOOKING, false},
    {CRM_O_CARRIER, false},
    {CRM_O_ROUTE, false},
    {CRM_O_WAREHOUSE_BY, false},
    {0, false},
};
const struct crm_step_target crm_order_document_target = {
    CRM_O_DOCUMENTS, CRM_ITEM_KEYED, CRM_DOCUMENT_DOCUMENT, 0};
const struct crm_step_field crm_order_document_fields[] = {
    {CRM_DOCUMENT_DOCUMENT, true}, {CRM_DOCUMENT_REFERENCE, false}, {0, false}};
const struct crm_step_field crm_order_export_fields[] = {
    {CRM_O_EXPORT_CHECK, true}, {CRM_O_EXPORT_LIST, true}, {0, false}};

/* Each is reviewed before the next one comes: a new one would begin the ten days anew. */
void crm_order_rule_specification(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;

	if (crm_view_has(in->view, CRM_O_SPECIFIED_AT)) {
		crm_step_order(in, f, CRM_O_SPECIFIED_AT);
		crm_changes_delete(out, crm_order_name(CRM_O_SPECIFIED_AT));
	} else if (crm_view_has(in->view, CRM_O_SPECIFICATION_AT)) {
		crm_step_refuse(in, f, "not_reviewed", crm_order_name(CRM_O_SPECIFICATION),
		    "'%s' of %s is not reviewed yet: 'specified' first",
		    crm_view_text(in->view, CRM_O_SPECIFICATION, &a),
		    crm_view_text(in->view, CRM_O_SPECIFICATION_AT, &a));
	}
	crm_arena_release(&a);
}

void crm_order_rule_specified(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	if (!crm_view_has(in->view, CRM_O_SPECIFICATION_AT))
		crm_step_refuse(in, f, "wrong_order", crm_order_name(CRM_O_SPECIFICATION_AT),
		    "no changed specification came in: 'specification' first");
	crm_step_order(in, f, CRM_O_SPECIFICATION_AT);
}

void crm_order_rule_shipping(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	if (in->given->n == 0)
		crm_step_refuse(in, f, "missing_field", "",
		    "'%s' needs at least one of its options", in->step->name);
}

/* With its number it is ready; a number that is mended leaves when it was. */
void crm_order_rule_document(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_items it;

	(void)f;
	if (crm_order_item_of(in, in->after, &it) &&
	    crm_view_has(&it.view, CRM_DOCUMENT_REFERENCE) &&
	    !crm_view_has(&it.view, CRM_DOCUMENT_DONE_AT))
		crm_order_did(in, CRM_DOCUMENT_DONE_AT, 0, out);
	crm_items_release(&it);
}

/* A later check takes the place of an earlier one, not the other way round. */
void crm_order_rule_export(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	crm_step_order(in, f, CRM_O_EXPORT_CHECKED_AT);
}
