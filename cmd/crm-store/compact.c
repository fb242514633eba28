/*
 * crm-store compact KIND: the lines of each ended record become one; the old
 * file is kept.
 */
#include <string.h>

#include "cmd/crm-store/store.h"
#include "lib/flow/common.h"
#include "lib/io/store/rewrite.h"
#include "lib/time/zone.h"
#include "lib/tool/transact.h"

const struct crm_opt store_compact_opts[] = {
    {"before", 0, CRM_OPT_TEXT, "DATE", "only what was last written before that day", false},
    {"why", 0, CRM_OPT_TEXT, "TEXT", "the reason", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum { KIND, RECORDS, CONFLICTS, LINES_WERE, LINES, BYTES_WERE, BYTES, EPOCH, OLD, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [KIND] = {.name = "kind"},
    [RECORDS] = {.name = "records", .right = true},
    [CONFLICTS] = {.name = "conflicts", .right = true},
    [LINES_WERE] = {.name = "lines_before", .right = true},
    [LINES] = {.name = "lines_after", .right = true},
    [BYTES_WERE] = {.name = "bytes_before", .right = true},
    [BYTES] = {.name = "bytes_after", .right = true},
    [EPOCH] = {.name = "epoch", .right = true},
    [OLD] = {.name = "kept", .optional = true},
};

struct compact {
	struct crm_run *run;
	bool dry, limited;
	struct crm_instant before;
	struct crm_compacted done;
};

static bool ended(const void *ctx, const struct crm_record *record)
{
	const struct crm_kind *kind = ctx;
	struct crm_cell state =
	    crm_cell_text(crm_record_text(record, kind->flow.schema->fields[CRM_C_STATE].name));

	return crm_state_ended(kind->flow.states, &state);
}

static int compact(struct crm_transact *x, void *ctx)
{
	struct compact *c = ctx;
	struct crm_findings *notes = crm_findings_new();
	struct crm_envelope env;
	struct crm_compact_opts o = {
	    .ended = ended, .ctx = c->run->kind, .why = crm_args_text(c->run->args, "why")};
	struct crm_err e = CRM_ERR_INIT;
	int ret;

	crm_envelope_fill(x, &env);
	o.before = c->limited ? &c->before : NULL;
	o.at = env.at;
	o.rec = env.rec;
	o.by = env.by;
	o.login = env.login;
	o.dry = c->dry;
	ret = crm_store_compact(c->run->store, c->run->kind->name, &o, notes, &c->done, &e);
	crm_findings_free(notes); /* the transaction's journal has told them */
	return ret == 0 ? 0 : crm_run_fail(c->run, &e);
}

/* A date is the beginning of that day in the store's zone. */
static int read_before(struct compact *c)
{
	const char *text = crm_args_text(c->run->args, "before");
	struct crm_err e = CRM_ERR_INIT;
	int32_t days;

	c->limited = text != NULL;
	if (text == NULL || crm_instant_parse(text, strlen(text), &c->before) == 0)
		return 0;
	if (crm_date_parse(text, strlen(text), &days) == 0) {
		c->before = crm_zone_instant(crm_run_zone(c->run), days, 0);
		return 0;
	}
	(void)crm_err_at(&e, CRM_BADINPUT, "--before", 0, NULL,
	    "not a date: '%s'; expected one like 2026-11-20", text);
	return crm_run_fail(c->run, &e);
}

static void report(const struct compact *c, struct crm_output *out)
{
	const struct crm_compacted *d = &c->done;
	const struct crm_cell cells[COLUMNS] = {
	    [KIND] = crm_cell_text(c->run->kind->name),
	    [RECORDS] = crm_cell_int(d->records),
	    [CONFLICTS] = crm_cell_int(d->conflicts),
	    [LINES_WERE] = crm_cell_int(d->lines_before),
	    [LINES] = crm_cell_int(d->lines_after),
	    [BYTES_WERE] = crm_cell_int(d->bytes_before),
	    [BYTES] = crm_cell_int(d->bytes_after),
	    [EPOCH] = crm_cell_int(d->epoch),
	    [OLD] = crm_cell_text(d->kept[0] != '\0' ? d->kept : NULL),
	};

	crm_output_row(out, cells);
	if (d->records == 0)
		crm_run_say(c->run, "nothing to compact");
}

void store_compact(struct crm_run *r)
{
	struct compact c = {.run = r, .dry = crm_args_has(r->args, "dry-run")};
	struct crm_output *out = NULL;

	if (crm_args_has(r->args, "op")) {
		crm_run_usage(r, "what is compact is not compacted again: no --op");
		return;
	}
	if (store_operands(r, 1, 1) < 0 || crm_run_kind(r, crm_args_operand(r->args, 0)) < 0 ||
	    crm_run_store(r) < 0 || read_before(&c) < 0 ||
	    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, true, &out) < 0)
		return;
	if (crm_transact(r, c.dry, compact, &c) == 0) {
		report(&c, out);
		crm_output_end(r, out);
	} else {
		crm_output_drop(out);
	}
}
