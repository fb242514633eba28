#include "lib/rules/eightd.h"

#include <string.h>

#include "lib/rules/complaint.h"
#include "lib/rules/eightd_private.h"

int crm_eightd_discipline(const char *name)
{
	if (name[0] != 'D' || name[1] < '0' || name[1] > '0' + CRM_EIGHTD_LAST || name[2] != '\0')
		return -1;
	return name[1] - '0';
}

void crm_eightd_judge(const struct crm_eightd_profile *p, const struct crm_view *v, int through,
    struct crm_findings *f)
{
	const struct crm_eightd_need *n;
	char name[CRM_EIGHTD_NAME] = "D0";

	for (int d = 0; d <= through; d++) {
		name[1] = (char)('0' + d);
		crm_case_open(f, name);
		for (size_t i = 0; (n = crm_eightd_profile_need(p, d, i)) != NULL; i++)
			crm_eightd_need_judge(n, v, f);
	}
}

/* ---- deadlines ---- */

/* domain: the deadlines that most customers' share */
const struct crm_clock crm_eightd_clocks[] = {
    {.name = "contain", .from = CRM_K_RECEIVED_AT, .to = CRM_K_CONTAINED_AT, .limit = "PT24H"},
    {.name = "choose", .from = CRM_K_RECEIVED_AT, .to = CRM_K_CHOSEN_AT, .limit = "10wd"},
    {.name = "accept", .from = CRM_K_RECEIVED_AT, .to = CRM_K_ACCEPTED_AT, .limit = "P30D"},
    {.name = "verify", .from = CRM_K_RECEIVED_AT, .to = CRM_K_VERIFIED_AT, .limit = "P60D"},
    {.name = NULL},
};

static const struct gate {
	const char *name;
	int through; /* shown from this discipline on */
} gates[CRM_EIGHTD_GATES] = {{"D3", 3}, {"D5", 5}, {"D8", 8}, {"effect", 8}};

const char *crm_eightd_gate(size_t i)
{
	return gates[i].name;
}

const char *crm_eightd_gate_clock(const char *gate)
{
	for (size_t i = 0; i < CRM_EIGHTD_GATES; i++) {
		if (strcmp(gates[i].name, gate) == 0)
			return crm_eightd_clocks[i].name;
	}
	return NULL;
}

static bool limited(const struct crm_eightd_profile *p, const char *clock)
{
	size_t n;
	const struct crm_clock_setting *limits = crm_eightd_profile_limits(p, &n);

	for (size_t i = 0; i < n; i++) {
		if (strcmp(limits[i].name, clock) == 0)
			return true;
	}
	return false;
}

static const struct crm_clock_result *find(
    const struct crm_clocks *c, const struct crm_clock_result *results, const char *name)
{
	int i = c != NULL ? crm_clocks_find(c, name) : -1;

	return i >= 0 && results[i].applies ? &results[i] : NULL;
}

size_t crm_eightd_deadlines(const struct crm_eightd_profile *p, const struct crm_eightd_clocked *c,
    int through, struct crm_eightd_deadline out[CRM_EIGHTD_GATES])
{
	size_t n = 0;

	for (size_t i = 0; i < CRM_EIGHTD_GATES && gates[i].through <= through; i++) {
		struct crm_eightd_deadline *d = &out[n];
		const char *clock = crm_eightd_clocks[i].name;

		d->gate = gates[i].name;
		d->own = limited(p, clock);
		d->result = d->own ? find(c->own, c->own_results, clock)
		                   : find(c->store, c->store_results, clock);
		if (d->result == NULL || (!d->result->has_from && !d->result->frozen))
			continue;
		d->us = 0;
		if (d->result->has_from)
			d->us = (d->result->has_end ? d->result->end.us : c->now.us) -
			    d->result->from.us;
		n++;
	}
	return n;
}
