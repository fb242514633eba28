#include "lib/tool/named.h"

#include <string.h>

/* A pipe first, to its end: who writes it may have made the records that it names just now. */
static void read_pipe(struct crm_named *n)
{
	const char *first = crm_args_operand(n->run->args, 0);

	if (first == NULL || strcmp(first, "-") != 0)
		return;
	n->operand = 1;
	(void)crm_inputs_read(n->run, first, &(struct crm_inputs_opts){true, NULL}, &n->inputs);
}

int crm_named_open(struct crm_run *r, bool loose, struct crm_named *out)
{
	struct crm_err e = CRM_ERR_INIT;
	int found = loose ? crm_run_store_maybe(r) : crm_run_store(r);

	memset(out, 0, sizeof(*out));
	out->run = r;
	if (found < 0)
		return -1;
	out->loose = found == 1;
	read_pipe(out);
	out->notes = crm_findings_new();
	if (found == 1 ||
	    (crm_journal_open(r->store, r->kind->name, out->notes, &out->journal, &e) == 0 &&
	        (r->as_of == NULL || crm_journal_note_past(out->journal, r->as_of, &e) == 0)))
		return 0;
	crm_named_release(out);
	return crm_run_fail(r, &e);
}

/* What the journal had to say since the last time. */
static void tell_notes(struct crm_named *n)
{
	if (n->notes == NULL || crm_findings_count(n->notes) == 0)
		return;
	crm_run_notes(n->run, n->notes);
}

static void fail(
    struct crm_named *n, const struct crm_input *in, int code, const char *id, const char *text)
{
	struct crm_err e = CRM_ERR_INIT;

	crm_err_at(&e, code, in != NULL ? in->source : NULL, in != NULL ? in->line : 0, NULL,
	    "%s%s%s", id != NULL ? id : "", id != NULL ? ": " : "", text);
	(void)crm_run_fail(n->run, &e);
}

static void fail_unknown(struct crm_named *n, const struct crm_input *in, const char *id)
{
	struct crm_buf text = CRM_BUF_INIT;

	if (n->loose)
		crm_buf_addz(&text, "there is no store to look it up in");
	else
		crm_buf_addf(&text, "no such %s%s", n->run->kind->name,
		    n->run->as_of != NULL ? " at that time" : "");
	fail(n, in, CRM_NOINPUT, id, crm_buf_str(&text));
	crm_buf_release(&text);
}

/* Does the piped record name one (loose: may it stand for itself)? False after a message. */
static bool name_of(struct crm_named *n, const struct crm_input *in, const char **id)
{
	struct crm_buf why = CRM_BUF_INIT;
	const char *code = crm_input_id(n->run, in, !n->loose, id, &why);

	if (code != NULL)
		fail(n, in, CRM_BADINPUT, *id, crm_buf_str(&why));
	crm_buf_release(&why);
	return code == NULL;
}

/* The next operand or piped record that can be used. False at the end. */
static bool next(struct crm_named *n, const char **id, struct crm_input **in)
{
	const char *operand;

	for (;;) {
		*in = NULL;
		if (n->input < n->inputs.n) {
			*in = &n->inputs.items[n->input++];
			if (name_of(n, *in, id))
				return true;
			continue;
		}
		operand = crm_args_operand(n->run->args, n->operand);
		if (operand == NULL)
			return false;
		n->operand++;
		if (strcmp(operand, "-") != 0) {
			*id = operand;
			return true;
		}
		crm_inputs_release(&n->inputs);
		n->input = 0;
		(void)crm_inputs_read(
		    n->run, operand, &(struct crm_inputs_opts){true, NULL}, &n->inputs);
	}
}

static bool fold(struct crm_named *n, const char *id, const struct crm_input *in)
{
	struct crm_fold found = {0};
	struct crm_err e = CRM_ERR_INIT;

	if (crm_journal_fold(n->journal, id, n->run->as_of, &found, &e) < 0) {
		if (e.code == CRM_NOINPUT)
			fail_unknown(n, in, id);
		else
			(void)crm_run_fail(n->run, &e);
		return false;
	}
	n->record = found.record;
	return true;
}

const struct crm_record *crm_named_next(struct crm_named *n)
{
	struct crm_input *in;
	const char *id;

	crm_record_free(n->record);
	n->record = NULL;
	while (n->record == NULL && next(n, &id, &in)) {
		if (n->loose && in != NULL) {
			n->record = in->record;
			in->record = NULL;
		} else if (n->loose) {
			fail_unknown(n, in, id);
		} else {
			(void)fold(n, id, in);
		}
	}
	return n->record;
}

const char *crm_named_next_id(struct crm_named *n)
{
	struct crm_input *in;
	struct crm_err e = CRM_ERR_INIT;
	const char *id;
	int has;

	while (next(n, &id, &in)) {
		has = crm_journal_has(n->journal, id, &e);
		if (has == 1)
			return id;
		if (has == 0)
			fail_unknown(n, in, id);
		else
			(void)crm_run_fail(n->run, &e);
		crm_err_clear(&e);
	}
	return NULL;
}

void crm_named_release(struct crm_named *n)
{
	tell_notes(n);
	crm_record_free(n->record);
	crm_inputs_release(&n->inputs);
	crm_journal_free(n->journal);
	crm_findings_free(n->notes);
}
