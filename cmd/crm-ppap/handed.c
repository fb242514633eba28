#include "cmd/crm-ppap/handed_known.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/rules/submission/submission.h"
#include "lib/tool/kinds.h"
#include "lib/tool/steps.h"
#include "lib/tool/steps_one.h"
#include "lib/tool/stream.h"

#define MEMBERS_MOST 32
static const char *text_of(const struct handed *h, int field)
{
	return crm_node_text(h->judged->dossier.ppap.top, field);
}

static void copy_id(const struct crm_view *v, char out[ID_MAX])
{
	struct crm_arena a = CRM_ARENA_INIT;

	(void)snprintf(out, ID_MAX, "%s", crm_view_text(v, CRM_C_ID, &a));
	crm_arena_release(&a);
}

/* Of our own the customer is the other side, of a supplier's package the supplier. */
static bool is_chain(const struct known *k, const struct crm_view *v)
{
	const struct crm_cell *supplier = crm_view_cell(v, CRM_B_SUPPLIER);

	if (!crm_cell_eq(crm_view_cell(v, CRM_B_PART), k->part))
		return false;
	if (k->h->supplier != NULL)
		return crm_cell_eq(supplier, k->h->supplier);
	return !crm_cell_is(supplier) && crm_cell_eq(crm_view_cell(v, CRM_B_CUSTOMER), k->customer);
}

/* The same package with the same outcome. */
static bool is_same(const struct known *k, const struct crm_view *v)
{
	const struct crm_cell *errors = crm_view_cell(v, CRM_B_ERRORS);

	return crm_cell_eq(crm_view_cell(v, CRM_B_SEAL), k->h->seal) &&
	    (k->h->supplier == NULL ||
	        (errors->type == CRM_T_INT && errors->u.i == (int64_t)k->h->judged->result.errors));
}

/* Named, or else the latest that the customer did not approve. */
static bool is_previous(const struct known *k, const struct crm_view *v)
{
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);
	const struct crm_cell *at = crm_view_cell(v, CRM_B_SUBMITTED_AT);

	if (k->h->previous != NULL)
		return crm_cell_eq(crm_view_cell(v, CRM_C_ID), k->h->previous);
	return (crm_cell_eq(state, "rejected") || crm_cell_eq(state, "interim")) &&
	    (k->previous[0] == '\0' ||
	        (at->type == CRM_T_INSTANT && at->u.at.us >= k->previous_us));
}

static void look_link(struct known *k, const struct crm_view *v, const struct crm_record *whole)
{
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);

	if (crm_cell_eq(state, "submitted") && k->waiting == NULL)
		k->waiting = crm_record_copy(whole);
	if (!crm_view_has(v, CRM_B_PREVIOUS) || crm_cell_eq(state, "rejected"))
		return;
	crm_grow(&k->links, &k->cap, k->nlinks + 1, sizeof(*k->links));
	k->links[k->nlinks++] = (struct link){
	    crm_view_text(v, CRM_B_PREVIOUS, &k->arena), crm_view_text(v, CRM_C_ID, &k->arena)};
}

static void look(struct known *k, const struct crm_view *v, const struct crm_record *whole)
{
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);
	const struct crm_cell *number = crm_view_cell(v, CRM_B_SUBMISSION);
	const struct crm_cell *at = crm_view_cell(v, CRM_B_SUBMITTED_AT);

	if (!is_chain(k, v)) {
		if (k->elsewhere == NULL && is_same(k, v) &&
		    crm_view_has(v, CRM_B_SUPPLIER) == (k->h->supplier != NULL) &&
		    !crm_state_gone(crm_submission.flow.states, state))
			k->elsewhere = crm_record_copy(whole);
		return;
	}
	if (crm_state_gone(crm_submission.flow.states, state)) {
		k->gone += is_same(k, v) ? 1 : 0;
		return;
	}
	if (k->same == NULL && is_same(k, v))
		k->same = crm_record_copy(whole);
	look_link(k, v, whole);
	if (crm_cell_eq(state, "open") && k->open[0] == '\0') {
		copy_id(v, k->open);
		k->asked = crm_record_copy(whole);
	}
	if (!is_previous(k, v))
		return;
	copy_id(v, k->previous);
	k->previous_us = at->type == CRM_T_INSTANT ? at->u.at.us : 0;
	k->number = number->type == CRM_T_INT ? number->u.i : 1;
	if (crm_cell_eq(crm_view_cell(v, CRM_B_VERDICT), "approved"))
		k->number = 0; /* what comes after an approval begins anew */
}

static int read_store(struct crm_run *r, struct known *k)
{
	struct crm_stream *stream = NULL;
	struct crm_view v;
	bool failed;

	if (crm_run_store(r) < 0 || crm_stream_open(r, SIZE_MAX, &stream) < 0)
		return -1;
	while (crm_stream_next(stream, &v))
		look(k, &v, crm_stream_record(stream));
	failed = crm_stream_failed(stream);
	crm_stream_free(stream);
	return failed ? -1 : 0;
}

/* ---- what is written ---- */

struct members {
	struct crm_one_text texts[MEMBERS_MOST];
	size_t n;
	struct crm_arena arena;
};

static void put(struct members *m, const char *name, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	if (m->n == MEMBERS_MOST)
		crm_fatal("more members than a submission has");
	m->texts[m->n++] = (struct crm_one_text){name, text};
}

static void put_number(struct members *m, const char *name, int64_t n)
{
	char text[32];

	(void)snprintf(text, sizeof(text), "%" PRId64, n);
	put(m, name, crm_arena_strdup(&m->arena, text));
}

static void put_reasons(struct members *m, const struct handed *h)
{
	struct crm_texts t = crm_node_list(h->judged->dossier.ppap.top, CRM_P_REASONS);
	struct crm_buf b = CRM_BUF_INIT;

	for (size_t i = 0; i < t.n; i++)
		crm_buf_addf(&b, "%s%s", i > 0 ? "," : "", t.items[i]);
	put(m, "reasons", crm_arena_strdup(&m->arena, crm_buf_str(&b)));
	crm_buf_release(&b);
}

/* One in the chain more than the one before; of the first one the manifest may know of others, from
 * before the store. */
static int64_t number_of(struct crm_run *r, const struct known *k)
{
	const struct crm_cell *said =
	    crm_node_cell(k->h->judged->dossier.ppap.top, CRM_P_SUBMISSION);
	int64_t number = k->previous[0] != '\0' ? k->number + 1 : 1;

	if (said->type != CRM_T_INT || said->u.i == number)
		return number;
	if (k->previous[0] == '\0' && said->u.i > 0)
		return said->u.i;
	crm_run_warn(r,
	    "%s: submission is %" PRId64 ", but the chain makes it %" PRId64 " (after %s)",
	    k->h->judged->dossier.path, said->u.i, number, k->previous);
	return number;
}

/* So that two at once do not write it twice. A void one leaves the way free. */
static const char *op_of(struct members *m, const struct known *k)
{
	struct crm_buf b = CRM_BUF_INIT;
	const struct handed *h = k->h;
	char *hash = crm_arena_alloc(&m->arena, 65);

	crm_buf_addf(
	    &b, "%s %s %s %zu", h->step, h->supplier != NULL ? h->supplier : "", h->seal, k->gone);
	if (h->supplier != NULL)
		crm_buf_addf(&b, " %zu", h->judged->result.errors);
	crm_sha256_hex(b.data, b.len, hash);
	crm_buf_release(&b);
	return hash;
}

static void put_all(struct crm_run *r, struct members *m, const struct known *k)
{
	const struct handed *h = k->h;
	const struct crm_ppap_limits *limits = crm_ppap_book_limits(h->judged->book);

	put(m, CRM_STEP_OP, op_of(m, k));
	put(m, CRM_STEP_ID, k->open);
	put(m, "part", k->part);
	put(m, "customer", k->customer);
	put(m, "supplier", h->supplier);
	put(m, "change_level", text_of(h, CRM_P_PART_CHANGE_LEVEL));
	if (h->judged->result.level > 0)
		put_number(m, "level", h->judged->result.level);
	put(m, "edition", crm_ppap_book_edition_name(h->judged->book));
	put(m, "profile", crm_ppap_book_profile_name(h->judged->book));
	put(m, "manifest", h->judged->dossier.path);
	put(m, "seal", h->seal);
	put_number(m, "submission", number_of(r, k));
	put(m, "previous", h->previous != NULL ? h->previous : k->previous);
	put_reasons(m, h);
	if (k->asked == NULL || crm_record_text(k->asked, "due") == NULL)
		put(m, "due", text_of(h, CRM_P_DUE));
	if (h->supplier == NULL)
		put(m, "owner", text_of(h, CRM_P_CONTACT));
	if (limits->retention_years_min > 0)
		put_number(m, "retention_years", limits->retention_years_min);
	if (h->supplier == NULL)
		return;
	put_number(m, "errors", (int64_t)h->judged->result.errors);
	put_number(m, "warnings", (int64_t)h->judged->result.warnings);
	put(m, "gaps", h->gaps);
}

/* The row of that name: of a record that is there, or of one that is made. */
static const struct crm_step *step_of(const char *name, bool there)
{
	const struct crm_step *s = crm_submission.flow.steps;

	while (strcmp(s->name, name) != 0 || (s->from != NULL) != there)
		s++;
	return s;
}

static void print_same(struct crm_run *r, const struct crm_record *same)
{
	struct crm_output *out = NULL;
	struct crm_column *columns;
	size_t n;

	columns = crm_brief_columns(crm_submission.flow.schema, &n);
	if (crm_output_new(r, CRM_OUT_RECORDS, columns, n, false, &out) == 0) {
		crm_output_record(out, same);
		crm_run_say(r, "%s is this package already: nothing is written",
		    crm_record_text(same, "id"));
		crm_output_end(r, out);
	}
	free(columns);
}

void handed_record(struct crm_run *r, const struct handed *h)
{
	struct known k = {.h = h, .part = text_of(h, CRM_P_PART_NUMBER), .arena = CRM_ARENA_INIT};
	struct members m = {.n = 0, .arena = CRM_ARENA_INIT};

	k.customer = h->customer != NULL ? h->customer : text_of(h, CRM_P_CUSTOMER);
	crm_run_turn(r, &crm_submission);
	if (read_store(r, &k) != 0)
		goto out;
	if (k.same != NULL) {
		if (handed_may_repeat(r, &k))
			print_same(r, k.same);
		goto out;
	}
	if (!handed_may(r, &k))
		goto out;
	put_all(r, &m, &k);
	crm_steps_run_by(r, step_of(h->step, k.open[0] != '\0'), m.texts, m.n);
out:
	crm_record_free(k.same);
	crm_record_free(k.asked);
	crm_record_free(k.elsewhere);
	crm_record_free(k.waiting);
	free(k.links);
	crm_arena_release(&k.arena);
	crm_arena_release(&m.arena);
}
