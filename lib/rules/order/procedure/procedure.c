#include "lib/rules/order/procedure/procedure.h"

#include <string.h>

#include "lib/data/cell.h"
#include "lib/rules/order/procedure/procedure_private.h"

const char *const crm_procedure_sort_words[] = {
    [CRM_SORT_CONTRACT] = "contract",
    [CRM_SORT_REPEAT] = "repeat",
    [CRM_SORT_CALL_OFF] = "call_off",
    [CRM_SORTS] = NULL,
};

const char *crm_order_sort_name(enum crm_order_sort s)
{
	return s <= CRM_SORTS ? crm_procedure_sort_words[s] : NULL;
}

enum crm_authority crm_order_authority(enum crm_order_sort s)
{
	switch (s) {
	case CRM_SORT_REPEAT:
		return CRM_AUTHORITY_REPEAT;
	case CRM_SORT_CALL_OFF:
		return CRM_AUTHORITY_CALL_OFF;
	case CRM_SORT_CONTRACT:
	case CRM_SORTS:
		break;
	}
	return CRM_AUTHORITY_CONTRACT;
}

void crm_procedure_release(struct crm_procedure *p)
{
	if (p == NULL)
		return;
	crm_arena_release(&p->arena);
	memset(p, 0, sizeof(*p));
}

const struct crm_sample_sort *crm_procedure_sample(
    const struct crm_procedure *p, const char *sort, size_t len)
{
	for (size_t i = 0; i < p->nsamples; i++) {
		const char *name = p->samples[i].sort;

		if (strlen(name) == len && memcmp(name, sort, len) == 0)
			return &p->samples[i];
	}
	return NULL;
}

bool crm_procedure_ppap(const struct crm_procedure *p, const struct crm_cell *customer)
{
	for (size_t i = 0; p->ppap_not_for != NULL && p->ppap_not_for[i] != NULL; i++) {
		if (crm_cell_eq(customer, p->ppap_not_for[i]))
			return false;
	}
	return p->ppap_needed;
}
