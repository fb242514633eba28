#include "lib/stat/tally.h"

void crm_tally_add(struct crm_tally *t, bool in_numerator)
{
	t->den++;
	if (in_numerator)
		t->num++;
}

void crm_tally_exclude(struct crm_tally *t, int reason)
{
	t->excluded[reason]++;
}

void crm_tally_merge(struct crm_tally *t, const struct crm_tally *o)
{
	t->num += o->num;
	t->den += o->den;
	for (int i = 0; i < CRM_TALLY_REASONS; i++)
		t->excluded[i] += o->excluded[i];
}

bool crm_tally_percent(const struct crm_tally *t, struct crm_dec *out)
{
	return crm_dec_ratio((__int128)t->num * 100, t->den, 4, out) == 0;
}
