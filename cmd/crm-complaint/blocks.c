/*
 * crm-complaint blocks: what must not be delivered now, over the store's complaints and concessions.
 */
#include "cmd/crm-complaint/complaint.h"
#include "lib/rules/blocks.h"
#include "lib/rules/complaint/complaint.h"
#include "lib/rules/concession.h"
#include "lib/tool/kinds.h"

const struct crm_opt complaint_blocks_opts[] = {
    {"check", 0, CRM_OPT_FLAG, NULL, "exit 1 when there is any", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum { PART, LOT, REASON, QUANTITY, KIND, ID, CUSTOMER, TEXT, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [PART] = {.name = "part"},
    [LOT] = {.name = "lot", .optional = true},
    [REASON] = {.name = "reason"},
    [QUANTITY] = {.name = "quantity", .right = true, .optional = true},
    [KIND] = {.name = "kind"},
    [ID] = {.name = "id"},
    [CUSTOMER] = {.name = "customer", .optional = true},
    [TEXT] = {.name = "text"},
};

struct blocks {
	struct crm_run *run;
	struct crm_output *out;
	const struct crm_view *view; /* the record being judged */
	int party;
	size_t n;
};

static struct crm_cell text_or_absent(const char *text)
{
	return text[0] != '\0' ? crm_cell_text(text) : crm_cell_absent();
}

static void give(void *ctx, const struct crm_block *b)
{
	struct blocks *all = ctx;
	const struct crm_cell cells[COLUMNS] = {
	    [PART] = text_or_absent(b->part),
	    [LOT] = text_or_absent(b->lot),
	    [REASON] = crm_cell_text(b->reason),
	    [QUANTITY] = b->quantity < 0 ? crm_cell_absent() : crm_cell_int(b->quantity),
	    [KIND] = crm_cell_text(all->run->kind->name),
	    [ID] = *crm_view_cell(all->view, CRM_C_ID),
	    [CUSTOMER] = *crm_view_cell(all->view, all->party),
	    [TEXT] = crm_cell_text(b->text),
	};

	all->n++;
	crm_output_row(all->out, cells);
}

/* One record, for each part or lot that was asked for. */
static void judge(void *ctx, const struct crm_view *view)
{
	struct blocks *all = ctx;
	struct crm_run *r = all->run;
	struct crm_instant now = r->now;
	size_t i = 0, n = crm_args_operands(r->args);

	all->view = view;
	now.off = crm_zone_offset(crm_run_zone(r), now.us);
	do {
		const char *subject = crm_args_operand(r->args, i);

		if (r->kind == &crm_complaint)
			crm_blocks_complaint(view, subject, give, all);
		else
			crm_blocks_concession(view, subject, now, give, all);
	} while (++i < n);
}

static int read_kind(struct blocks *all, const struct crm_kind *kind)
{
	crm_run_turn(all->run, kind);
	all->party = crm_schema_flagged(kind->flow.schema, CRM_F_PARTY);
	return crm_run_each(all->run, judge, all);
}

void complaint_blocks(struct crm_run *r)
{
	struct blocks all = {.run = r};

	if (crm_run_store(r) < 0 ||
	    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, false, &all.out) < 0)
		return;
	if (read_kind(&all, &crm_complaint) == 0)
		(void)read_kind(&all, &crm_concession);
	crm_output_end(r, all.out);
	if (all.n > 0 && crm_args_has(r->args, "check"))
		crm_run_worse(r, CRM_NO);
}
