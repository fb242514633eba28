/*
 * The warrant's rows of the dossier's table of fields, in the order of the form
 * (crm_ppap_box_at). What a box must hold is judged by the warrant's rules, which know
 * the form: here is no more than what its member can be. For ppap.c alone, which has
 * the words.
 */
#ifndef CRM_RULES_PPAP_WARRANT_FIELDS_H
#define CRM_RULES_PPAP_WARRANT_FIELDS_H

#include "lib/rules/field_rows.h"

#define CRM_BOX(key, doc) CRM_TEXT("warrant." key, 0, doc)
#define CRM_BOX_DAY(key, doc) CRM_TYPED("warrant." key, CRM_T_DATE, doc)
#define CRM_BOX_OF(key, words, doc) CRM_WORDS("warrant." key, words, doc)
#define CRM_BOX_ALL(key, words, doc) CRM_LIST("warrant." key, words, doc)
#define CRM_BOX_PERSON(key, doc) CRM_TEXT("warrant." key, CRM_F_PERSONAL, doc)

/* clang-format off */
#define CRM_WARRANT_PART \
	CRM_BOX("part_name", "name of the part, as released"), \
	CRM_BOX("customer_part_number", "the customer's number of the part: one warrant each"), \
	CRM_BOX("drawing_number", "drawing or design record that the part number is from"), \
	CRM_BOX("organization_part_number", "our own number, if any"), \
	CRM_BOX("engineering_change_level", "change level of the design record"), \
	CRM_BOX_DAY("engineering_change_date", "day of that change level"), \
	CRM_BOX("additional_engineering_changes", \
	    "authorised changes that the part has and the drawing not yet"), \
	CRM_BOX_DAY("additional_engineering_changes_date", "their day"), \
	CRM_BOX_OF("safety_or_government_regulation", yes_no, \
	    "does the design record name safety or a regulation"), \
	CRM_BOX("purchase_order_number", "number of the purchase order, or n/a"), \
	CRM_BOX("weight_kg", "weight of the part in kg with four decimals: 0.1230"), \
	CRM_BOX("checking_aid_number", "checking aid, where one was used"), \
	CRM_BOX("checking_aid_change_level", "its change level"), \
	CRM_BOX_DAY("checking_aid_date", "day of that change level")
#define CRM_WARRANT_MAKER \
	CRM_BOX("organization_name", "where the part is made"), \
	CRM_BOX("supplier_code", "the customer's code of that place"), \
	CRM_BOX("street_address", "its street"), \
	CRM_BOX("city", "its city"), \
	CRM_BOX("region", "its state, county or province"), \
	CRM_BOX("postal_code", "its postal code"), \
	CRM_BOX("country", "its country")
#define CRM_WARRANT_CUSTOMER \
	CRM_BOX("customer_name_division", "customer and division"), \
	CRM_BOX("buyer_code", "buyer, or the buyer's code"), \
	CRM_BOX("application", "model year, vehicle or engine that the part is for")
#define CRM_WARRANT_MATERIALS \
	CRM_BOX_OF("substances_of_concern_reported", yes_no_na, \
	    "are the substances reported that the customer asks about"), \
	CRM_BOX("reported_by", "how: IMDS id, version and day, or the customer's form and day"), \
	CRM_BOX_OF("polymeric_marking", yes_no_na, "have polymer parts their ISO marks")
#define CRM_WARRANT_SUBMISSION \
	CRM_BOX_ALL("reasons", reasons, "reasons for submission"), \
	CRM_BOX("reason_other", "the reason in words, with other"), \
	CRM_TYPED("warrant.level", CRM_T_INT, "submission level: 1 to 5")
#define CRM_WARRANT_RESULTS \
	CRM_BOX_ALL("results_cover", results, "what the results are of"), \
	CRM_BOX_OF("meets_design_record", yes_no, "do they meet the design record"), \
	CRM_BOX("mold_cavity_process", "moulds, cavities, lines that the samples are from")
#define CRM_WARRANT_DECLARATION \
	CRM_COUNT("warrant.production_rate_parts", "pieces of the production run"), \
	CRM_TYPED("warrant.production_rate_hours", CRM_T_DEC, "its hours"), \
	CRM_BOX("explanation", "comments; needed where the design record is not met"), \
	CRM_BOX_OF("customer_tools_tagged", yes_no_na, \
	    "are the customer's tools tagged and numbered"), \
	CRM_BOX_PERSON("authorized_signature", "who signs for the organization"), \
	CRM_BOX_DAY("signature_date", "day of the signature"), \
	CRM_BOX_PERSON("print_name", "the signer's name in print"), \
	CRM_BOX("title", "the signer's title"), \
	CRM_BOX_PERSON("phone", "the signer's telephone"), \
	CRM_BOX_PERSON("fax", "the signer's fax"), \
	CRM_BOX_PERSON("email", "the signer's address for mail")
#define CRM_WARRANT_VERDICT \
	CRM_BOX_OF("disposition", dispositions, "the customer's verdict"), \
	CRM_BOX_PERSON("customer_signature", "who signs for the customer"), \
	CRM_BOX_DAY("customer_date", "day of the customer's signature"), \
	CRM_BOX_PERSON("customer_print_name", "the customer's signer in print"), \
	CRM_BOX("customer_tracking_number", "the customer's number of the submission")

#define CRM_WARRANT_FIELDS \
	CRM_WARRANT_PART, CRM_WARRANT_MAKER, CRM_WARRANT_CUSTOMER, CRM_WARRANT_MATERIALS, \
	CRM_WARRANT_SUBMISSION, CRM_WARRANT_RESULTS, CRM_WARRANT_DECLARATION, CRM_WARRANT_VERDICT
/* clang-format on */

#endif
