/* Papers that are lacking: the written order, signed samples and sheets, minutes (O5, O9, O11). */
#include <string.h>

#include "lib/rules/order/review/order_review_private.h"

/* Is a paper of that sort among the files, with its hash? */
static bool has_paper(const struct crm_view *v, const char *what)
{
	struct crm_items it;
	bool has = false;

	crm_items_init(&it, v, CRM_O_FILES);
	while (!has && crm_items_next(&it))
		has = crm_cell_eq(crm_view_cell(&it.view, CRM_PAPER_WHAT), what) &&
		    crm_view_has(&it.view, CRM_PAPER_SHA256);
	crm_items_release(&it);
	return has;
}

bool crm_order_paper_owed(const struct crm_view *v)
{
	return crm_cell_eq(crm_view_cell(v, CRM_O_FORM), "verbal") && !has_paper(v, "order");
}

/* What the best of its samples and sheets lacks to be a standard; true: nothing. */
static bool judge_standard(const struct crm_view *v, struct crm_buf *lacks)
{
	static const struct {
		int member;
		const char *what;
	} needs[] = {{CRM_PAPER_SHA256, "its file"}, {CRM_PAPER_NUMBER, "its number"},
	    {CRM_PAPER_REVISION, "its revision"},
	    {CRM_PAPER_SIGNED_BY, "the customer's signature"}};
	size_t fewest = sizeof(needs) / sizeof(needs[0]) + 1;
	struct crm_items it;

	crm_buf_addz(lacks, "it is not attached");
	crm_items_init(&it, v, CRM_O_FILES);
	while (fewest > 0 && crm_items_next(&it)) {
		const struct crm_cell *what = crm_view_cell(&it.view, CRM_PAPER_WHAT);
		struct crm_buf own = CRM_BUF_INIT;
		size_t n = 0;

		if (!crm_cell_eq(what, "sample") && !crm_cell_eq(what, "sheet"))
			continue;
		for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++) {
			if (!crm_view_has(&it.view, needs[i].member))
				crm_buf_addf(&own, "%s%s", n++ == 0 ? "" : ", ", needs[i].what);
		}
		if (n < fewest) {
			fewest = n;
			crm_buf_clear(lacks);
			crm_buf_addf(lacks, "%s is missing", crm_buf_str(&own));
		}
		crm_buf_release(&own);
	}
	crm_items_release(&it);
	return fewest == 0;
}

static void judge_sample(struct crm_order_lacking *x)
{
	struct crm_buf lacks = CRM_BUF_INIT;

	if (crm_view_true(x->v, CRM_O_SAMPLE_IS_STANDARD) && !judge_standard(x->v, &lacks))
		crm_order_lack(x,
		    (struct crm_lack){.code = "sample_unsigned",
		        .field = crm_order_name(CRM_O_FILES),
		        .step = "attach",
		        .blocks = true},
		    "acceptance is by a sample or sheet that the customer has signed: %s",
		    crm_buf_str(&lacks));
	crm_buf_release(&lacks);
}

void crm_order_lacks_papers(struct crm_order_lacking *x)
{
	if (x->before == CRM_BEFORE_APPROVE) {
		judge_sample(x);
		if (crm_view_true(x->v, CRM_O_MAJOR) && !has_paper(x->v, "minutes"))
			crm_order_lack(x,
			    (struct crm_lack){.code = "no_minutes",
			        .field = crm_order_name(CRM_O_FILES),
			        .step = "attach",
			        .blocks = true},
			    "a major contract is reviewed in a meeting: its minutes are missing");
	}
	if (crm_order_paper_owed(x->v))
		crm_order_lack(x,
		    (struct crm_lack){.code = "no_paper",
		        .field = crm_order_name(CRM_O_FORM),
		        .step = "paper",
		        .blocks = x->before >= CRM_BEFORE_DELIVER},
		    "a verbal order: the customer's written order is owed, and nothing is "
		    "delivered before it is in hand");
}
