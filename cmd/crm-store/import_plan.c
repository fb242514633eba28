/*
 * Rows against the store's present state, with what this run has added: the
 * same code for --plan and for the commit.
 */
#include <stdarg.h>
#include <string.h>

#include "cmd/crm-store/import.h"

/* The item that is judged, and its parts. */
struct judged {
	const struct item *it;
	const char *source;
	const char *raw;
	const struct crm_record *fields;
};

static void refuse(struct import *im, const struct judged *j, const struct crm_err *why)
{
	struct crm_err e = *why;

	im->reject++;
	if (im->rejects_path != NULL) {
		rejects_add(&im->rejects, j->raw, j->it->raw, j->it->line, e.field, e.text);
		return;
	}
	crm_err_place(&e, j->source, j->it->line, NULL);
	e.code = CRM_BADINPUT;
	(void)crm_run_fail(im->run, &e);
}

static void refuse_text(struct import *im, const struct judged *j, const char *column,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

static void refuse_text(
    struct import *im, const struct judged *j, const char *column, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	(void)crm_err_at(&e, CRM_BADINPUT, NULL, 0, column, "%s", crm_buf_str(&text));
	refuse(im, j, &e);
	crm_buf_release(&text);
}

/* What the row itself is guilty of is a reject; all else ends the run. */
static int fail(struct import *im, const struct judged *j, const struct crm_err *e)
{
	if (e->code != CRM_BADINPUT)
		return crm_run_fail(im->run, e);
	refuse(im, j, e);
	return 0;
}

static int add(struct import *im, const struct judged *j, const char *id, const char *op,
    const struct crm_record *fields, int64_t *count)
{
	const char *by = crm_run_by(im->run), *login = crm_run_login(im->run);
	struct crm_envelope env = {0};
	struct crm_err e = CRM_ERR_INIT;

	env.id = id;
	env.step = "import";
	env.at = im->at;
	env.rec = im->later ? im->rec : NULL;
	env.by = by;
	env.login = strcmp(by, login) != 0 ? login : NULL;
	env.op = op;
	env.is_new = count == &im->create;
	if (crm_tx_add(im->tx, &env, fields, &e) < 0)
		return fail(im, j, &e);
	(*count)++;
	return 0;
}

/* A later row of a known record. */
static int update(struct import *im, const struct judged *j, const char *id)
{
	struct crm_fold fold = {0};
	struct crm_record *changes;
	struct crm_err e = CRM_ERR_INIT;
	int rc = 0;

	if (crm_tx_fold(im->tx, id, &fold, &e) < 0)
		return fail(im, j, &e);
	changes = crm_import_changes(im->run->kind->flow.schema, j->fields, fold.record);
	if (changes == NULL)
		im->unchanged++;
	else if (fold.conflict)
		refuse_text(im, j, "id",
		    "two versions of '%s' contradict each other; see crm-store verify", id);
	else
		rc = add(im, j, id, NULL, changes, &im->update);
	crm_record_free(changes);
	crm_record_free(fold.record);
	return rc;
}

/* The state comes first, as in a record that was opened. */
static int create(struct import *im, const struct judged *j, const char *id)
{
	const char *op = j->it->op[0] != '\0' ? j->it->op : NULL;
	struct crm_record *fields = crm_record_new();
	char next[65];
	int rc;

	if (id[0] == '\0') {
		crm_tx_next_id(im->tx, im->run->kind->prefix, im->year, next);
		id = next;
	}
	if (!crm_record_has(j->fields, "state"))
		crm_record_set_text(fields, "state", im->run->kind->flow.states->names[0]);
	crm_record_merge(fields, j->fields);
	rc = add(im, j, id, op, fields, &im->create);
	crm_record_free(fields);
	return rc;
}

static int judge(struct import *im, const struct judged *j)
{
	const struct item *it = j->it;
	struct crm_err e = CRM_ERR_INIT;
	char known[65];
	bool same;
	int used = 0;

	if (it->op[0] != '\0')
		used = crm_tx_op(im->tx, it->op, "import", j->fields, known, &same, &e);
	if (used < 0)
		return fail(im, j, &e);
	if (used == 1 && it->key == CRM_KEY_CONTENT) {
		im->unchanged++;
	} else if (used == 1 && it->id[0] != '\0' && strcmp(it->id, known) != 0) {
		refuse_text(im, j, "id", "this key belongs to '%s', not to '%s'", known, it->id);
	} else if (used == 1) {
		return update(im, j, known);
	} else if (it->id[0] != '\0' && crm_tx_has(im->tx, it->id)) {
		if (it->key == CRM_KEY_ID)
			return update(im, j, it->id);
		refuse_text(im, j, "id", "'%s' is there already, under another key", it->id);
	} else {
		return create(im, j, it->id);
	}
	return 0;
}

/* text: fields, raw cells, column and reason. */
static int plan_item(struct import *im, const struct item *it, const struct crm_buf *text)
{
	const char *p = crm_buf_str(text), *why = p + it->fields + it->raw;
	struct judged j = {it, crm_map_key(im->files, it->file, NULL), p + it->fields, NULL};
	struct crm_record *fields = NULL;
	struct crm_limits limits;
	struct crm_err e = CRM_ERR_INIT;
	int rc;

	if (it->refused) {
		rejects_add(&im->rejects, j.raw, it->raw, it->line, why, why + strlen(why) + 1);
		return 0;
	}
	crm_limits_folded(&im->run->limits, &limits);
	if (crm_record_parse(p, it->fields, &limits, &fields, &e) < 0)
		return fail(im, &j, &e);
	j.fields = fields;
	rc = judge(im, &j);
	crm_record_free(fields);
	return rc;
}

int import_plan(struct import *im)
{
	struct crm_buf head = CRM_BUF_INIT, text = CRM_BUF_INIT;
	uint64_t at = 0, size = crm_spool_size(&im->spool);
	struct crm_err e = CRM_ERR_INIT;
	struct item it;
	int rc = 0;

	while (rc == 0 && at < size) {
		size_t len;

		rc = crm_spool_read(&im->spool, at, sizeof(it), &head, &e);
		if (rc < 0)
			break;
		memcpy(&it, crm_buf_str(&head), sizeof(it));
		at += sizeof(it);
		len = it.fields + it.raw + it.why;
		rc = crm_spool_read(&im->spool, at, len, &text, &e);
		if (rc < 0)
			break;
		at += len;
		rc = plan_item(im, &it, &text);
	}
	if (e.code != 0)
		rc = crm_run_fail(im->run, &e);
	crm_buf_release(&head);
	crm_buf_release(&text);
	return rc;
}
