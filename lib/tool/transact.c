/* The write transaction that every command goes through. */
#include "lib/tool/transact.h"

#include <string.h>

#include "lib/tool/people.h"
#include "lib/tool/private.h"

/* Who and when. */
static int set_hand(struct crm_transact *x)
{
	struct crm_run *r = x->run;
	int month, day;
	int32_t days;
	int64_t us;

	crm_run_renew_now(r);
	if (crm_run_at(r, &x->at) < 0)
		return -1;
	crm_zone_local(crm_run_zone(r), x->at.us, &days, &us);
	crm_civil_from_days(days, &x->year, &month, &day);
	x->now = r->now;
	x->now.off = crm_zone_offset(crm_run_zone(r), x->now.us);
	crm_instant_format(x->at, x->at_text);
	crm_instant_format(x->now, x->now_text);
	x->actor.by = crm_run_by(r);
	x->actor.login = crm_run_login(r);
	if (crm_run_people(r, &x->actor.people) < 0)
		return -1;
	return crm_run_may(r);
}

static int judge(struct crm_transact *x, bool dry, crm_transact_fn *fn, void *ctx)
{
	struct crm_err e = CRM_ERR_INIT;
	int ret = -1;

	x->tx = crm_tx_new(x->journal);
	if (set_hand(x) == 0 && fn(x, ctx) == 0)
		ret = dry || crm_tx_commit(x->tx, &e) == 0 ? 0 : crm_run_fail(x->run, &e);
	x->run->committed = ret == 0 && !dry;
	crm_tx_free(x->tx);
	return ret;
}

int crm_transact(struct crm_run *r, bool dry, crm_transact_fn *fn, void *ctx)
{
	struct crm_findings *notes = crm_findings_new();
	struct crm_transact x = {.run = r};
	struct crm_err e = CRM_ERR_INIT;
	long wait_ms;
	int ret = -1;

	if (crm_run_lock_wait(r, &wait_ms) < 0)
		goto out;
	crm_run_hold(r);
	if ((!dry && crm_store_lock(r->store, wait_ms, &e) < 0) ||
	    crm_journal_open(r->store, r->kind->name, notes, &x.journal, &e) < 0)
		(void)crm_run_fail(r, &e);
	else
		ret = judge(&x, dry, fn, ctx);
	crm_store_unlock(r->store);
	crm_run_notes(r, notes);
	crm_run_unhold(r);
	crm_journal_free(x.journal);
out:
	crm_findings_free(notes);
	return ret;
}

void crm_envelope_fill(const struct crm_transact *x, struct crm_envelope *env)
{
	memset(env, 0, sizeof(*env));
	env->at = x->at_text;
	env->rec = x->now.us != x->at.us ? x->now_text : NULL;
	env->by = x->actor.by;
	env->login = strcmp(env->by, x->actor.login) != 0 ? x->actor.login : NULL;
}

int crm_transact_next_id(const struct crm_transact *x, char out[65], struct crm_err *e)
{
	return crm_tx_next_id(x->tx, x->run->kind->prefix, x->year, out, e);
}
