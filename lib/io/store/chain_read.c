/* The chain of a record as it stands in the journal, without folding it. */
#include <string.h>

#include "lib/io/store/store_private.h"

int crm_journal_id_at(struct crm_journal *j, uint64_t at, struct crm_buf *id, struct crm_err *e)
{
	struct crm_scan s;
	const char *text;
	size_t len;

	if (crm_journal_text(j, at, &text, &len, e) != 0)
		return -1;
	crm_buf_clear(id);
	if (crm_linescan(text, len, j->limits.depth, &s) != 0 ||
	    crm_span_text(s.v[CRM_M_ID], id) != 0)
		crm_buf_clear(id);
	return 0;
}

int crm_chain_read(struct crm_journal *j, const char *id, struct crm_chain *out, struct crm_err *e)
{
	struct crm_hits h;
	struct crm_scan s;
	const char *text;
	size_t i, len;

	crm_chain_clear(out);
	if (crm_chain_base(j, id, out, e) != 0 || crm_journal_hits(j, id, &h, e) != 0)
		return -1;
	for (i = 0; i < crm_hits_count(&h); i++) {
		if (crm_journal_text(j, crm_hits_at(&h, i), &text, &len, e) != 0)
			return -1;
		if (crm_linescan(text, len, j->limits.depth, &s) == 0 &&
		    crm_span_text(s.v[CRM_M_ID], &j->scratch) == 0 &&
		    strcmp(crm_buf_str(&j->scratch), id) == 0)
			crm_chain_add(out, text, len, &s, crm_hits_at(&h, i));
	}
	crm_chain_judge(out);
	return 0;
}

int crm_journal_renumbered(struct crm_journal *j, uint64_t at, const char *id, struct crm_err *e)
{
	const unsigned both = CRM_L_SECOND | CRM_L_SETTLED;
	struct crm_chain c;
	size_t i;
	int ret = 0;

	if (j->ix.nseconds == 0)
		return 0;
	memset(&c, 0, sizeof(c));
	if (crm_chain_read(j, id, &c, e) != 0)
		ret = -1;
	for (i = 0; ret == 0 && i < c.n; i++)
		if (c.v[i].at == at && (c.v[i].flags & both) == both)
			ret = 1;
	crm_chain_release(&c);
	return ret;
}
