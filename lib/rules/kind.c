#include "lib/rules/kind.h"

#include <string.h>

#include "lib/data/record.h"
#include "lib/rules/change/change.h"
#include "lib/rules/complaint/complaint.h"
#include "lib/rules/concession.h"
#include "lib/rules/customer/customer.h"
#include "lib/rules/notice/notice.h"
#include "lib/rules/order/order.h"
#include "lib/rules/quote/quote.h"
#include "lib/rules/sample/sample.h"
#include "lib/rules/submission/submission.h"

static const struct crm_kind *const kinds[] = {
    &crm_complaint,
    &crm_concession,
    &crm_change,
    &crm_submission,
    &crm_order,
    &crm_quote,
    &crm_sample,
    &crm_customer,
    &crm_notice,
};

#define NKINDS (sizeof(kinds) / sizeof(kinds[0]))

const struct crm_kind *crm_kind_at(size_t i)
{
	return i < NKINDS ? kinds[i] : NULL;
}

const struct crm_kind *crm_kind_find(const char *name)
{
	for (size_t i = 0; i < NKINDS; i++) {
		if (strcmp(kinds[i]->name, name) == 0)
			return kinds[i];
	}
	return NULL;
}

const struct crm_kind *crm_kind_of_id(const char *id)
{
	size_t len = strcspn(id, "-");

	for (size_t i = 0; i < NKINDS && id[len] == '-'; i++) {
		if (strlen(kinds[i]->prefix) == len && strncmp(kinds[i]->prefix, id, len) == 0)
			return kinds[i];
	}
	return NULL;
}

bool crm_kind_gone(const struct crm_kind *k, const struct crm_record *r)
{
	const struct crm_cell state = crm_cell_text(crm_record_text(r, "state"));

	return crm_state_gone(k->flow.states, &state);
}

bool crm_kind_stands(const struct crm_kind *k, const struct crm_cell *state)
{
	return !crm_state_gone(k->flow.states, state);
}
