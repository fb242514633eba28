/* Whether it goes: complete, wanted, not stale, allowed. */
#include "lib/rules/notice/plan.h"

#include <stdarg.h>
#include <string.h>

#include "lib/rules/notice/notice.h"
#include "lib/rules/notice/notice_approve.h"
#include "lib/rules/notice/plan_private.h"

const char *crm_plan_name(enum crm_plan_what what)
{
	static const char *const names[] = {"send", "wait", "hold", "drop"};

	return names[what];
}

/* ---- for all of it ---- */

void crm_planning_what(struct crm_planning *p, enum crm_plan_what what)
{
	if (what > p->plan->what)
		p->plan->what = what;
}

static const char *text_of(struct crm_planning *p, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

static const char *text_of(struct crm_planning *p, const char *fmt, va_list ap)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_buf_addv(&b, fmt, ap);
	text = crm_arena_strdup(p->arena, crm_buf_str(&b));
	crm_buf_release(&b);
	return text;
}

const char *crm_planning_text(struct crm_planning *p, const char *fmt, ...)
{
	const char *text;
	va_list ap;

	va_start(ap, fmt);
	text = text_of(p, fmt, ap);
	va_end(ap);
	return text;
}

void crm_planning_why(struct crm_planning *p, const char *fmt, ...)
{
	struct crm_plan *plan = p->plan;
	va_list ap;

	if (plan->nwhy == p->whycap) {
		const char **more;

		p->whycap = p->whycap > 0 ? 2 * p->whycap : 16;
		more = crm_arena_alloc(p->arena, p->whycap * sizeof(*more));
		for (size_t i = 0; i < plan->nwhy; i++)
			more[i] = plan->why[i];
		plan->why = more;
	}
	va_start(ap, fmt);
	plan->why[plan->nwhy++] = text_of(p, fmt, ap);
	va_end(ap);
}

void crm_planning_find(struct crm_planning *p, enum crm_severity severity, const char *code,
    const char *field, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	crm_finding_add(p->f, severity, code, NULL, 0, p->id, field, "%s", text_of(p, fmt, ap));
	va_end(ap);
}

/* ---- is it to be sent at all ---- */

static void add_lack(void *ctx, const char *field, const char *text)
{
	struct crm_planning *p = ctx;

	crm_planning_find(p, CRM_ERROR, "incomplete", field, "%s", text);
	crm_planning_what(p, CRM_PLAN_HOLD);
}

static void judge_reason(struct crm_planning *p)
{
	const struct crm_plan_ask *ask = p->ask;

	if (ask->gone != NULL) {
		crm_planning_find(p, CRM_ERROR, "reason_gone", "about",
		    "what it is about is no longer so: %s", ask->gone);
		crm_planning_what(p, CRM_PLAN_DROP);
	}
	if (crm_notice_expired(ask->notice, ask->now)) {
		crm_planning_find(p, CRM_ERROR, "expired", "expires_at", "it is stale since %s",
		    crm_view_text(ask->notice, CRM_W_EXPIRES_AT, p->arena));
		crm_planning_what(p, CRM_PLAN_DROP);
	}
}

static void judge_addressee(struct crm_planning *p)
{
	const struct crm_plan_ask *ask = p->ask;

	if (ask->left != NULL)
		crm_planning_find(p, CRM_ERROR, "contact_gone", "contact",
		    "%s: withdraw it, or draft it for another", ask->left);
	if (ask->ended != NULL)
		crm_planning_find(p, CRM_ERROR, "customer_ended", "customer", "%s", ask->ended);
	if (ask->left != NULL || ask->ended != NULL)
		crm_planning_what(p, CRM_PLAN_HOLD);
}

static const char *basis_of(const struct crm_planning *p)
{
	const struct crm_plan_ask *ask = p->ask;
	const char *own = crm_view_text(ask->notice, CRM_W_BASIS, p->arena);

	if (own[0] != '\0')
		return own;
	return ask->category != NULL ? crm_basis_name(ask->category->basis) : "";
}

static void override(struct crm_planning *p)
{
	p->plan->override = crm_planning_text(p,
	    "the topic is off by %s; sent all the same, for a contract asks for it",
	    p->ask->reach->off.by);
	crm_planning_find(p, CRM_NOTE, "opt_out_overridden", "basis", "%s", p->plan->override);
	crm_planning_why(p, "consent: contract, %s", p->plan->override);
}

static void judge_consent(struct crm_planning *p)
{
	const struct crm_consent_said unsaid = {CRM_CONSENT_UNSAID, false, "", "", "", ""};
	const struct crm_consent_said *said = p->ask->consent != NULL ? p->ask->consent : &unsaid;
	const struct crm_reach_value *off = &p->ask->reach->off;
	const char *basis = basis_of(p);
	struct crm_buf why = CRM_BUF_INIT;

	if (strcmp(basis, "contract") == 0) {
		if (off->text[0] != '\0')
			override(p);
		else
			crm_planning_why(p, "consent: contract, none is asked for");
		return;
	}
	crm_consent_why(basis, said, &why);
	crm_planning_why(p, "consent: %s%s%s", crm_buf_str(&why),
	    off->text[0] != '\0' ? "; off by " : "", off->text[0] != '\0' ? off->by : "");
	if (off->text[0] != '\0') {
		crm_planning_find(p, CRM_ERROR, "no_consent", "basis",
		    "they do not want to be told of it: off by %s", off->by);
		crm_planning_what(p, CRM_PLAN_DROP);
	} else if (!crm_consent_may(basis, said->says)) {
		crm_planning_find(p, CRM_ERROR, "no_consent", "basis",
		    "they have not agreed to it: %s", crm_buf_str(&why));
		crm_planning_what(p, CRM_PLAN_DROP);
	}
	crm_buf_release(&why);
}

/* ---- in time ---- */

static void tell_late(struct crm_planning *p, int32_t day)
{
	const struct crm_view *v = p->ask->notice;
	const struct crm_cell *effective = crm_view_cell(v, CRM_W_EFFECTIVE);
	struct crm_buf text = CRM_BUF_INIT;
	int lead = p->ask->lead;
	const char *field;

	if (lead < 0)
		lead = p->ask->category != NULL ? p->ask->category->lead : 0;
	if (effective->type == CRM_T_DATE && lead > 0 && effective->u.date >= day)
		crm_planning_why(p, "lead: told %d days ahead, %d are due",
		    (int)(effective->u.date - day), lead);
	field = crm_notice_late(v, p->ask->category, lead, day, &text);
	if (field != NULL)
		crm_planning_find(p, CRM_WARNING, "told_late", field, "%s", crm_buf_str(&text));
	crm_buf_release(&text);
}

static void judge_time(struct crm_planning *p)
{
	const struct crm_cell *expires = crm_view_cell(p->ask->notice, CRM_W_EXPIRES_AT);
	int32_t day;
	int64_t us;

	crm_planning_when(p);
	crm_zone_local(p->ask->zone, p->plan->not_before.us, &day, &us);
	tell_late(p, day);
	if (p->plan->what < CRM_PLAN_DROP && expires->type == CRM_T_INSTANT &&
	    p->plan->not_before.us > expires->u.at.us) {
		crm_planning_find(p, CRM_ERROR, "expired", "expires_at",
		    "it may go when it is stale already: send it by a person, or withdraw it");
		crm_planning_what(p, CRM_PLAN_HOLD);
	}
}

static enum crm_urgency urgency_of(const struct crm_plan_ask *ask)
{
	const struct crm_cell *own = crm_view_cell(ask->notice, CRM_W_URGENCY);

	for (int u = CRM_URGENCY_NORMAL; u <= CRM_URGENCY_EMERGENCY; u++) {
		if (crm_cell_eq(own, crm_urgency_name((enum crm_urgency)u)))
			return (enum crm_urgency)u;
	}
	return ask->category != NULL ? ask->category->urgency : CRM_URGENCY_NORMAL;
}

void crm_plan_make(const struct crm_plan_ask *ask, struct crm_arena *a, struct crm_plan *out,
    struct crm_findings *f)
{
	struct crm_planning p = {.ask = ask,
	    .arena = a,
	    .plan = out,
	    .f = f,
	    .id = crm_view_text(ask->notice, CRM_C_ID, a),
	    .urgency = urgency_of(ask)};

	*out = (struct crm_plan){.what = CRM_PLAN_SEND, .not_before = ask->now};
	judge_reason(&p);
	judge_addressee(&p);
	crm_notice_lacks(ask->notice, ask->category, add_lack, &p);
	judge_consent(&p);
	crm_planning_channels(&p);
	judge_time(&p);
}
