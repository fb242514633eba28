/* Told later than it had to be. */
#include "lib/base/buf.h"
#include "lib/rules/notice/notice_private.h"

const char *crm_notice_late(const struct crm_view *v, const struct crm_category *c, int lead,
    int32_t day, struct crm_buf *text)
{
	const struct crm_cell *effective = crm_view_cell(v, CRM_W_EFFECTIVE);
	const struct crm_cell *by = crm_view_cell(v, CRM_W_TELL_BY);
	const int ahead = effective->type == CRM_T_DATE ? (int)(effective->u.date - day) : 0;
	char last[CRM_DATE_MAX];

	if (ahead < 0 && (lead > 0 || (c != NULL && c->change))) {
		crm_buf_addf(text, "is told %d day%s after the day from which it holds", -ahead,
		    ahead == -1 ? "" : "s");
	} else if (effective->type == CRM_T_DATE && lead > 0 && ahead < lead) {
		crm_buf_addf(text, "is told %d day%s ahead where %d are due", ahead,
		    ahead == 1 ? "" : "s", lead);
	} else if (by->type == CRM_T_DATE && day > by->u.date) {
		crm_date_format(by->u.date, last);
		crm_buf_addf(text, "it had to be told by %s", last);
		return crm_notice_name(CRM_W_TELL_BY);
	} else {
		return NULL;
	}
	return crm_notice_name(CRM_W_EFFECTIVE);
}

bool crm_notice_past(const struct crm_view *v, const struct crm_category *c, int32_t day)
{
	const struct crm_cell *effective = crm_view_cell(v, CRM_W_EFFECTIVE);

	return c != NULL && c->change && effective->type == CRM_T_DATE && effective->u.date < day &&
	    !crm_view_has(v, CRM_W_LATE_WHY);
}

/* The days ahead that the draft was made by: of its customer's own lead nobody else knows. */
void crm_notice_tell_late(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_category *c = crm_notice_category(in, in->after);
	const struct crm_cell *effective = crm_view_cell(in->after, CRM_W_EFFECTIVE);
	const struct crm_cell *by = crm_view_cell(in->after, CRM_W_TELL_BY);
	struct crm_buf text = CRM_BUF_INIT;
	int lead = c != NULL ? c->lead : 0;
	const char *field;

	if (effective->type == CRM_T_DATE && by->type == CRM_T_DATE)
		lead = (int)(effective->u.date - by->u.date);
	field = crm_notice_late(in->after, c, lead, crm_instant_day(in->at), &text);
	if (field != NULL)
		crm_finding_add(
		    f, CRM_WARNING, "told_late", NULL, 0, in->id, field, "%s", crm_buf_str(&text));
	crm_buf_release(&text);
}

bool crm_notice_judge_past(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_category *c = crm_notice_category(in, in->after);
	const bool past = crm_notice_past(in->after, c, crm_instant_day(in->at));

	if (past)
		crm_notice_refuse(in, f, "effective_past", CRM_W_EFFECTIVE,
		    "is past: a change is told before it holds; late_why says why it is told "
		    "now");
	return past;
}
