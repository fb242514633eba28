/*
 * The 49 boxes of the warrant (AIAG PPAP 4th edition, 2.2.18 and appendix A), in the
 * order of the form.
 */
#include <string.h>

#include "lib/rules/ppap/warrant_private.h"

#define AT(box) [(box)-CRM_P_WARRANT]
#define PART "part_information"
#define OURS "organization"
#define THEIRS "customer"
#define MATERIALS "materials_reporting"
#define SUBMISSION "submission"
#define RESULTS "results"
#define DECLARED "declaration"
#define VERDICT "customer_use"

static const struct crm_ppap_box boxes[CRM_PPAP_BOXES] = {
    AT(CRM_W_PART_NAME) = {PART, "part_name", "part name", CRM_BOX_TEXT, true, true,
        "the end item's name as engineering released it"},
    AT(CRM_W_PART_NUMBER) = {PART, "customer_part_number", "customer part number", CRM_BOX_TEXT,
        true, true, "the end item's number as engineering released it; a warrant for each number"},
    AT(CRM_W_DRAWING) = {PART, "drawing_number", "shown on drawing", CRM_BOX_TEXT, true, true,
        "the design record that has the customer's part number"},
    AT(CRM_W_OWN_NUMBER) = {PART, "organization_part_number", "our part number", CRM_BOX_TEXT,
        false, false, "the supplier's own number, where there is one"},
    AT(CRM_W_CHANGE_LEVEL) = {PART, "engineering_change_level", "change level", CRM_BOX_TEXT, true,
        true, "the level of the design record"},
    AT(CRM_W_CHANGE_DATE) = {PART, "engineering_change_date", "change level dated", CRM_BOX_DATE,
        true, true, "the day of that level, not after the signature"},
    AT(CRM_W_ADDITIONAL) = {PART, "additional_engineering_changes", "additional changes",
        CRM_BOX_TEXT, false, false,
        "authorised changes that are in the part and not yet on the drawing"},
    AT(CRM_W_ADDITIONAL_DATE) = {PART, "additional_engineering_changes_date",
        "additional changes dated", CRM_BOX_DATE, false, false,
        "with additional_engineering_changes"},
    AT(CRM_W_SAFETY) = {PART, "safety_or_government_regulation", "safety or regulation",
        CRM_BOX_YES, true, false, "yes where the design record says so"},
    AT(CRM_W_PURCHASE_ORDER) = {PART, "purchase_order_number", "purchase order number",
        CRM_BOX_TEXT, true, false, "as the order has it, or n/a"},
    AT(CRM_W_WEIGHT) = {PART, "weight_kg", "part weight (kg)", CRM_BOX_WEIGHT, true, false,
        "kilograms with four decimals, above 0: the mean of ten parts without packaging, taken "
        "from each stream; not of bulk material"},
    AT(CRM_W_AID) = {PART, "checking_aid_number", "checking aid number", CRM_BOX_TEXT, false, false,
        "where an aid was used for the dimensional results"},
    AT(CRM_W_AID_LEVEL) = {PART, "checking_aid_change_level", "checking aid's change level",
        CRM_BOX_TEXT, false, false, "with checking_aid_number"},
    AT(CRM_W_AID_DATE) = {PART, "checking_aid_date", "checking aid dated", CRM_BOX_DATE, false,
        false, "with checking_aid_number"},
    AT(CRM_W_ORGANIZATION) = {OURS, "organization_name", "organization", CRM_BOX_TEXT, true, true,
        "who makes the part, at the place where it is made"},
    AT(CRM_W_SUPPLIER_CODE) = {OURS, "supplier_code", "supplier code", CRM_BOX_TEXT, true, true,
        "the code that the order has for that place"},
    AT(CRM_W_STREET) = {OURS, "street_address", "street", CRM_BOX_TEXT, true, false,
        "where the part is made"},
    AT(CRM_W_CITY) = {OURS, "city", "city", CRM_BOX_TEXT, true, false, "where the part is made"},
    AT(CRM_W_REGION) = {OURS, "region", "region", CRM_BOX_TEXT, false, false,
        "state, county or province"},
    AT(CRM_W_POSTAL_CODE) = {OURS, "postal_code", "postal code", CRM_BOX_TEXT, true, false,
        "where the part is made"},
    AT(CRM_W_COUNTRY) = {OURS, "country", "country", CRM_BOX_TEXT, true, false,
        "where the part is made"},
    AT(CRM_W_CUSTOMER) = {THEIRS, "customer_name_division", "customer, division", CRM_BOX_TEXT,
        true, true, "whom it is submitted to"},
    AT(CRM_W_BUYER) = {THEIRS, "buyer_code", "buyer or code", CRM_BOX_TEXT, true, false,
        "the customer's buyer"},
    AT(CRM_W_APPLICATION) = {THEIRS, "application", "application", CRM_BOX_TEXT, true, false,
        "what the part goes into: model year, vehicle, engine"},
    AT(CRM_W_SUBSTANCES) = {MATERIALS, "substances_of_concern_reported",
        "substances of concern reported", CRM_BOX_YES, true, false,
        "yes, no, or n/a where the customer does not ask"},
    AT(CRM_W_REPORTED_BY) = {MATERIALS, "reported_by", "reported by", CRM_BOX_TEXT, false, false,
        "where substances_of_concern_reported is yes: IMDS module, version and day, or the "
        "customer's form and day"},
    AT(CRM_W_POLYMERIC) = {MATERIALS, "polymeric_marking", "polymers marked", CRM_BOX_YES, true,
        false,
        "yes, no or n/a; plastics from 100 g, elastomers from 200 g by ISO 11469; not of bulk material"},
    AT(CRM_W_REASONS) = {SUBMISSION, "reasons", "reasons", CRM_BOX_SET, true, true,
        "one or more, the same as the dossier's"},
    AT(CRM_W_REASON_OTHER) = {SUBMISSION, "reason_other", "other reason", CRM_BOX_TEXT, false,
        false, "where reasons has other"},
    AT(CRM_W_LEVEL) = {SUBMISSION, "level", "submission level", CRM_BOX_LEVEL, true, false,
        "1 to 5, the dossier's; not in an edition without levels"},
    AT(CRM_W_COVER) = {RESULTS, "results_cover", "results cover", CRM_BOX_SET, true, false,
        "what was measured, tested, looked at or computed"},
    AT(CRM_W_MEETS) = {RESULTS, "meets_design_record", "meets the design record", CRM_BOX_YES, true,
        true, "yes or no; no needs an explanation"},
    AT(CRM_W_MOLDS) = {RESULTS, "mold_cavity_process", "moulds, cavities, processes", CRM_BOX_TEXT,
        false, false,
        "every stream that the samples came from, as run.streams calls it; where there are two or "
        "more"},
    AT(CRM_W_PARTS) = {DECLARED, "production_rate_parts", "parts of the run", CRM_BOX_COUNT, true,
        false, "made in the significant production run: run.parts; not of bulk material"},
    AT(CRM_W_HOURS) = {DECLARED, "production_rate_hours", "hours of the run", CRM_BOX_DECIMAL, true,
        false, "how long that run was: run.hours; not of bulk material"},
    AT(CRM_W_EXPLANATION) = {DECLARED, "explanation", "explanation", CRM_BOX_TEXT, false, false,
        "where meets_design_record is no, or something is excepted"},
    AT(CRM_W_TAGGED) = {DECLARED, "customer_tools_tagged", "customer's tools tagged", CRM_BOX_YES,
        true, false, "yes, no, or n/a where there are none"},
    AT(CRM_W_SIGNATURE) = {DECLARED, "authorized_signature", "signature", CRM_BOX_TEXT, true, true,
        "of somebody who may sign for the organization"},
    AT(CRM_W_SIGNATURE_DATE) = {DECLARED, "signature_date", "signed on", CRM_BOX_DATE, true, true,
        "not after today, not before a document that it vouches for"},
    AT(CRM_W_PRINT_NAME) = {DECLARED, "print_name", "name in print", CRM_BOX_TEXT, true, true,
        "who signed"},
    AT(CRM_W_TITLE) = {DECLARED, "title", "title", CRM_BOX_TEXT, true, false, "of who signed"},
    AT(CRM_W_PHONE) = {DECLARED, "phone", "telephone", CRM_BOX_TEXT, true, false, "of who signed"},
    AT(CRM_W_FAX) = {DECLARED, "fax", "fax", CRM_BOX_TEXT, false, false, "of who signed"},
    AT(CRM_W_EMAIL) = {DECLARED, "email", "e-mail", CRM_BOX_TEXT, true, false,
        "of who signed, with an @"},
    AT(CRM_W_DISPOSITION) = {VERDICT, "disposition", "verdict", CRM_BOX_WORD, false, false,
        "the customer's, as status has it; interim is other; needed with the verdict, empty "
        "before it"},
    AT(CRM_W_CUSTOMER_SIGNATURE) = {VERDICT, "customer_signature", "customer's signature",
        CRM_BOX_TEXT, false, false, "needed with the verdict, empty before it"},
    AT(CRM_W_CUSTOMER_DATE) = {VERDICT, "customer_date", "customer signed on", CRM_BOX_DATE, false,
        false, "needed with the verdict, empty before it"},
    AT(CRM_W_CUSTOMER_NAME) = {VERDICT, "customer_print_name", "customer's name in print",
        CRM_BOX_TEXT, false, false, "needed with the verdict, empty before it"},
    AT(CRM_W_TRACKING) = {VERDICT, "customer_tracking_number", "customer's tracking number",
        CRM_BOX_TEXT, false, false, "the customer's, where there is one; empty before the verdict"},
};

_Static_assert((int)CRM_W_END == (int)CRM_P_COUNT, "a name for each box");

const struct crm_ppap_box *crm_ppap_box_at(size_t i)
{
	return i < CRM_PPAP_BOXES ? &boxes[i] : NULL;
}

int crm_ppap_box_field(const char *key)
{
	for (int i = 0; i < CRM_PPAP_BOXES; i++) {
		if (strcmp(boxes[i].key, key) == 0)
			return CRM_P_WARRANT + i;
	}
	return -1;
}
