#include "lib/rules/eightd/eightd.h"

#include <string.h>

#include "lib/rules/complaint/complaint.h"
#include "lib/rules/eightd/eightd_private.h"

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

static const struct gate {
	const char *name, *clock;
	int through; /* shown from this discipline on */
} gates[CRM_EIGHTD_GATES] = {
    {"D3", "contain", 3}, {"D5", "choose", 5}, {"D8", "accept", 8}, {"effect", "verify", 8}};

/* A limit of the profile holds whether or not the complaint's clock applies, and
 * whatever pauses that. */
void crm_eightd_clocks(struct crm_clock out[CRM_EIGHTD_GATES + 1])
{
	size_t n = 0;

	for (const struct crm_clock *c = crm_complaint.clocks; c->name != NULL; c++) {
		for (size_t i = 0; i < CRM_EIGHTD_GATES; i++) {
			if (strcmp(gates[i].clock, c->name) == 0)
				out[n++] = (struct crm_clock){.name = c->name,
				    .from = c->from,
				    .to = c->to,
				    .limit = c->limit};
		}
	}
	out[n] = (struct crm_clock){.name = NULL};
}

const char *crm_eightd_gate_clock(const char *gate)
{
	for (size_t i = 0; i < CRM_EIGHTD_GATES; i++) {
		if (strcmp(gates[i].name, gate) == 0)
			return gates[i].clock;
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
		const char *clock = gates[i].clock;

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
