/* From intake to closure. */
#include "lib/rules/complaint_private.h"

#define LIVE "open answered"
#define KEPT "open answered closed"

static const struct crm_step_field open_fields[] = {
    {CRM_K_CUSTOMER, true},
    {CRM_K_CUSTOMER_REF, false},
    {CRM_K_CLASS, false},
    {CRM_K_SOURCE, false},
    {CRM_K_CHANNEL, false},
    {CRM_K_CONTACT, false},
    {CRM_K_PLANT, false},
    {CRM_K_PART, false},
    {CRM_K_CHANGE_LEVEL, false},
    {CRM_K_LOT, false},
    {CRM_K_SERIAL, false},
    {CRM_K_DELIVERY_NOTE, false},
    {CRM_K_DEFECT, false},
    {CRM_K_DESCRIPTION, false},
    {CRM_K_QUANTITY, false},
    {CRM_K_QUANTITY_SUSPECT, false},
    {CRM_K_QUANTITY_RETURNED, false},
    {CRM_K_RECEIVED_AT, false},
    {0, false},
};

static const struct crm_step_field confirm_fields[] = {{CRM_K_CONFIRMED_BY, false}, {0, false}};
static const struct crm_step_field inform_fields[] = {
    {CRM_K_ENGINEER, false}, {CRM_K_INFORMED_BY, false}, {0, false}};
static const struct crm_step_field contact_fields[] = {{CRM_K_CONTACTED, false}, {0, false}};
static const struct crm_step_field analyse_fields[] = {
    {CRM_K_FIRST_CAUSE, false}, {CRM_K_TALK_RESULT, false}, {0, false}};
static const struct crm_step_field relay_fields[] = {{CRM_K_RELAYED_TO, false}, {0, false}};
static const struct crm_step_field dispose_fields[] = {{CRM_K_DISPOSITION, true}, {0, false}};
static const struct crm_step_field agree_fields[] = {{CRM_K_AGREEMENT, false}, {0, false}};
static const struct crm_step_field arrange_fields[] = {{CRM_K_ARRANGED, false}, {0, false}};
static const struct crm_step_field reply_fields[] = {{CRM_K_REPLY, false}, {0, false}};
static const struct crm_step_field answer_fields[] = {{CRM_K_SOLUTION, false}, {0, false}};

/* What was received and not given a class is a quality complaint. */
static void rule_open(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const char *name = crm_complaint_name(CRM_K_CLASS);

	if (crm_changes_find(out, name) == NULL)
		crm_changes_text(out, name, "quality");
	(void)in;
	(void)f;
}

/* K7: nothing is closed that somebody still waits for. */
static void rule_close(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const char *relayed = crm_complaint_name(CRM_K_RELAYED_AT);

	(void)out;
	for (size_t i = 0; i < crm_clocks_count(in->clocks); i++) {
		const struct crm_clock_result *r = &in->results[i];

		if (r->applies && r->has_from && !r->has_end && !r->frozen)
			crm_finding_add(f, CRM_ERROR, "missing_step", NULL, 0, in->id,
			    crm_complaint_name(r->clock->to),
			    "clock '%s' has not ended: step '%s' is missing", r->clock->name,
			    r->clock->name);
	}
	if (crm_cell_eq(crm_view_cell(in->view, CRM_K_DISPOSITION), "return") &&
	    !crm_record_has(in->before, relayed))
		crm_finding_add(f, CRM_ERROR, "missing_step", NULL, 0, in->id, relayed,
		    "the disposition is return: step 'relay' is missing");
}

/* An answer that did not hold must be given anew; its clock still counts from
 * receipt. */
static void rule_reopen(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)f;
	crm_changes_text(out, crm_complaint_name(CRM_K_REOPEN_WHY), crm_step_arg(in, "why"));
	crm_changes_delete(out, crm_complaint_name(CRM_K_CLOSED_AT));
	if (crm_record_has(in->before, crm_complaint_name(CRM_K_ANSWERED_AT)))
		crm_changes_delete(out, crm_complaint_name(CRM_K_ANSWERED_AT));
}

#define PLAIN(name, from, to, stamp, fields, summary)                 \
	{                                                             \
		name, from, to, stamp, fields, NULL, 0, NULL, summary \
	}

const struct crm_step crm_complaint_steps[] = {
    {"open", NULL, "open", CRM_K_RECEIVED_AT, open_fields, NULL, CRM_STEP_RECORD, rule_open,
        "takes in a complaint"},
    PLAIN("confirm", LIVE, NULL, CRM_K_CONFIRMED_AT, confirm_fields,
        "the complaint was repeated back to the customer"),
    PLAIN("inform", LIVE, NULL, CRM_K_INFORMED_AT, inform_fields,
        "the quality engineer was informed"),
    PLAIN("contact", LIVE, NULL, CRM_K_CONTACTED_AT, contact_fields,
        "the engineer reached the customer's quality contact"),
    PLAIN("analyse", LIVE, NULL, CRM_K_ANALYSED_AT, analyse_fields,
        "first cause and result of the talk are known"),
    PLAIN("relay", LIVE, NULL, CRM_K_RELAYED_AT, relay_fields,
        "a return was relayed to customer service"),
    PLAIN("dispose", LIVE, NULL, CRM_K_DISPOSED_AT, dispose_fields,
        "what becomes of the goods was decided"),
    PLAIN("agree", LIVE, NULL, CRM_K_AGREED_AT, agree_fields,
        "the customer agreed to exchange, return or make-up delivery"),
    PLAIN("arrange", LIVE, NULL, CRM_K_ARRANGED_AT, arrange_fields,
        "people for rework at the customer's site were arranged"),
    PLAIN("reply", LIVE, NULL, CRM_K_REPLIED_AT, reply_fields, "the customer had a first answer"),
    PLAIN("answer", "open", "answered", CRM_K_ANSWERED_AT, answer_fields,
        "the customer had a solution or a proposed one"),
    {"close", LIVE, "closed", CRM_K_CLOSED_AT, NULL, NULL, 0, rule_close,
        "closes it, unless a clock still runs"},
    {"reopen", "closed", "open", CRM_K_REOPENED_AT, NULL, crm_why_opts,
        CRM_STEP_REJUDGE | CRM_STEP_AGAIN, rule_reopen,
        "opens it again: the answer must be given anew"},
    CRM_STEP_NOTE("open answered closed void duplicate"),
    CRM_STEP_AMEND(KEPT),
    CRM_STEP_VOID(KEPT),
    CRM_STEP_DUPLICATE(KEPT),
    {NULL, NULL, NULL, 0, NULL, NULL, 0, NULL, NULL},
};
