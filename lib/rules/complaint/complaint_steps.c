/* From intake to closure, in the order of the work. */
#include "lib/rules/complaint/complaint_facts.h"
#include "lib/rules/complaint/complaint_facts_rows.h"
#include "lib/rules/complaint/complaint_goods.h"
#include "lib/rules/complaint/complaint_goods_rows.h"

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
    {CRM_K_CUSTOMER_PART, false},
    {CRM_K_CUSTOMER_ORDER, false},
    {CRM_K_DEFECT, false},
    {CRM_K_DESCRIPTION, false},
    {CRM_K_QUANTITY, false},
    {CRM_K_QUANTITY_SUSPECT, false},
    {CRM_K_QUANTITY_RETURNED, false},
    {CRM_K_FOUND, false},
    {CRM_K_NEEDS_8D, false},
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
static const struct crm_step_field agree_fields[] = {{CRM_K_AGREEMENT, false}, {0, false}};
static const struct crm_step_field arrange_fields[] = {{CRM_K_ARRANGED, false}, {0, false}};
static const struct crm_step_field reply_fields[] = {{CRM_K_REPLY, false}, {0, false}};

/* What was received and not given a class is a quality complaint. */
static void rule_open(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const char *name = crm_complaint_name(CRM_K_CLASS);

	if (crm_changes_find(out, name) == NULL)
		crm_changes_text(out, name, "quality");
	(void)in;
	(void)f;
}

/* K7: nothing is closed that somebody still waits for. Nor does a closed one stand still: opened
 * again, its clocks go on. */
static void rule_close(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)crm_pause_end(in, out, f);
	for (size_t i = 0; i < crm_clocks_count(in->clocks); i++) {
		const struct crm_clock_result *r = &in->results[i];

		if (r->applies && r->has_from && !r->has_end && !r->frozen)
			crm_finding_add(f, CRM_ERROR, "missing_step", NULL, 0, in->id,
			    crm_complaint_name(r->clock->to),
			    "clock '%s' has not ended: step '%s' is missing", r->clock->name,
			    r->clock->name);
	}
	crm_goods_judge(in->view, f);
	crm_goods_check(in->view, f);
	crm_facts_judge_close(in->view, f);
}

/* An answer that did not hold must be given anew; its clock still counts from
 * receipt. */
static void rule_reopen(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)f;
	crm_changes_text(out, crm_complaint_name(CRM_K_REOPEN_WHY), crm_step_arg(in, "why"));
	crm_changes_delete(out, crm_complaint_name(CRM_K_CLOSED_AT));
	crm_facts_reopen(in->before, out);
}

#define PLAIN(n, s, r, where, doc)                                                                \
	{                                                                                         \
		.name = (n), .from = CRM_K_LIVE, .stamp = (s), .fields = (r), .applies = (where), \
		.summary = (doc)                                                                  \
	}

const struct crm_step crm_complaint_steps[] = {
    {.name = "open",
        .to = "open",
        .stamp = CRM_K_RECEIVED_AT,
        .fields = open_fields,
        .flags = CRM_STEP_RECORD,
        .rule = rule_open,
        .summary = "takes in a complaint"},
    PLAIN("confirm", CRM_K_CONFIRMED_AT, confirm_fields, NULL,
        "the complaint was repeated back to the customer"),
    PLAIN("inform", CRM_K_INFORMED_AT, inform_fields, CRM_K_FOR_ENGINEER,
        "the quality engineer was informed"),
    PLAIN("contact", CRM_K_CONTACTED_AT, contact_fields, CRM_K_FOR_QUALITY,
        "the engineer reached the customer's quality contact"),
    PLAIN("analyse", CRM_K_ANALYSED_AT, analyse_fields, CRM_K_FOR_QUALITY,
        "first cause and result of the talk are known"),
    CRM_FACTS_ASSESS(CRM_K_LIVE),
    CRM_GOODS_LOT(CRM_K_LIVE),
    PLAIN("relay", CRM_K_RELAYED_AT, relay_fields, CRM_K_FOR_QUALITY,
        "a return was relayed to customer service"),
    CRM_GOODS_DISPOSE(CRM_K_LIVE),
    PLAIN("agree", CRM_K_AGREED_AT, agree_fields, CRM_K_FOR_QUALITY,
        "the customer agreed to exchange, return or make-up delivery"),
    PLAIN("arrange", CRM_K_ARRANGED_AT, arrange_fields, CRM_K_FOR_QUALITY,
        "people for rework at the customer's site were arranged"),
    CRM_GOODS_REST(CRM_K_LIVE),
    PLAIN("reply", CRM_K_REPLIED_AT, reply_fields, NULL, "the customer had a first answer"),
    CRM_FACTS_ANSWER(CRM_K_LIVE),
    CRM_FACTS_8D(CRM_K_LIVE),
    CRM_FACTS_JUDGE(CRM_K_LIVE),
    CRM_FACTS_VERIFY(CRM_K_LIVE),
    CRM_FACTS_SUPPLIER(CRM_K_LIVE),
    CRM_FACTS_ENVIRONMENT(CRM_K_LIVE),
    CRM_FACTS_PAPERS(CRM_K_KEPT),
    {.name = "close",
        .from = CRM_K_LIVE,
        .to = "closed",
        .stamp = CRM_K_CLOSED_AT,
        .rule = rule_close,
        .summary = "closes it, unless something is still owed"},
    {.name = "reopen",
        .from = "closed",
        .to = "open",
        .stamp = CRM_K_REOPENED_AT,
        .opts = crm_why_opts,
        .flags = CRM_STEP_REJUDGE | CRM_STEP_AGAIN,
        .rule = rule_reopen,
        .summary = "opens it again: the answer must be given anew"},
    CRM_STEP_NOTE("open answered closed void duplicate"),
    CRM_STEP_PAUSE(CRM_K_LIVE),
    CRM_STEP_RESUME(CRM_K_LIVE),
    CRM_STEP_AMEND(CRM_K_KEPT),
    CRM_STEP_VOID(CRM_K_KEPT),
    CRM_STEP_DUPLICATE(CRM_K_KEPT),
    {.name = NULL},
};
