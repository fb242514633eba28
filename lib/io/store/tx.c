/* Gathering a write: adding lines, and the state with those added. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/store/tx_private.h"
#include "lib/time/instant.h"

#define OP_MOST ((size_t)256)
#define KEPT_MOST ((size_t)8 << 20)
#define COMMIT_KEYS ((size_t)4) /* prev, settles, tx, epoch */

struct crm_tx *crm_tx_new(struct crm_journal *j)
{
	struct crm_tx *t = crm_calloc(1, sizeof(*t));

	t->j = j;
	crm_limits_init(&t->limits);
	crm_spool_init(&t->spool, j->store->dirfd);
	t->ids = crm_map_new();
	t->ops = crm_map_new();
	t->series = crm_map_new();
	return t;
}

static void forget_kept(struct crm_tx *t)
{
	for (size_t i = 0; i < crm_map_count(t->ids); i++) {
		crm_record_free(t->touched[i].kept.record);
		t->touched[i].kept.record = NULL;
	}
	t->kept = 0;
}

void crm_tx_clear(struct crm_tx *t)
{
	forget_kept(t);
	crm_spool_clear(&t->spool);
	t->n = 0;
	crm_map_free(t->ids);
	crm_map_free(t->ops);
	crm_map_free(t->series);
	t->ids = crm_map_new();
	t->ops = crm_map_new();
	t->series = crm_map_new();
}

void crm_tx_free(struct crm_tx *t)
{
	if (t == NULL)
		return;
	forget_kept(t);
	crm_spool_release(&t->spool);
	free(t->v);
	crm_map_free(t->ids);
	free(t->touched);
	crm_map_free(t->ops);
	crm_map_free(t->series);
	crm_buf_release(&t->head);
	crm_buf_release(&t->rest);
	crm_buf_release(&t->line);
	free(t);
}

/* ---- the state with what is pending ---- */

int crm_tx_text(struct crm_tx *t, size_t i, struct crm_err *e)
{
	const struct crm_pending *p = &t->v[i];

	return crm_spool_read(&t->spool, p->at, (size_t)p->head + p->rest, &t->line, e);
}

static struct crm_touched *touched(const struct crm_tx *t, const char *id)
{
	size_t i = crm_map_find(t->ids, id, strlen(id));

	return i == CRM_MAP_NONE ? NULL : &t->touched[i];
}

int crm_tx_has(struct crm_tx *t, const char *id, struct crm_err *e)
{
	return touched(t, id) != NULL ? 1 : crm_journal_has(t->j, id, e);
}

const struct crm_map *crm_tx_pending(const struct crm_tx *t)
{
	return t->ids;
}

/* Merges the pending lines that the kept state lacks. */
static int merge_pending(struct crm_tx *t, struct crm_touched *x, struct crm_err *e)
{
	size_t i = x->merged == SIZE_MAX ? x->first : t->v[x->merged].next;
	struct crm_record *line;

	for (; i != SIZE_MAX; i = t->v[i].next) {
		if (crm_tx_text(t, i, e) != 0 ||
		    crm_record_parse(t->line.data, t->line.len, &t->limits, &line, e) != 0)
			return -1;
		crm_fold_merge(x->kept.record, line);
		crm_record_free(line);
		x->merged = i;
		x->bytes += t->line.len;
		t->kept += t->line.len;
		x->kept.lines++;
	}
	return 0;
}

/* Brings the kept state of a touched record up to its last pending line. */
static int keep(struct crm_tx *t, struct crm_touched *x, const char *id, struct crm_err *e)
{
	if (x->kept.record == NULL) {
		if (t->kept > KEPT_MOST)
			forget_kept(t);
		if (crm_fold_start(t->j, id, NULL, &x->kept, e) != 0)
			return -1;
		x->merged = SIZE_MAX;
		x->bytes = t->j->folded_bytes;
		t->kept += x->bytes;
	}
	if (merge_pending(t, x, e) == 0)
		return 0;
	crm_record_free(x->kept.record);
	x->kept.record = NULL;
	return -1;
}

int crm_tx_fold(struct crm_tx *t, const char *id, struct crm_fold *out, struct crm_err *e)
{
	struct crm_touched *x = touched(t, id);
	struct crm_fold f;

	if (x == NULL)
		return crm_fold_whole(t->j, id, NULL, &t->limits, out, e);
	if (keep(t, x, id, e) != 0)
		return -1;
	f = x->kept;
	f.record = crm_record_copy(x->kept.record);
	if (crm_fold_end(t->j, &f, x->bytes, &t->limits, e) != 0)
		return -1;
	*out = f;
	return 0;
}

/* ---- adding ---- */

static int check_word(const char *name, const char *text, size_t most, struct crm_err *e)
{
	size_t i;

	for (i = 0; text[i] != '\0'; i++)
		if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
			return crm_err_at(
			    e, CRM_BADINPUT, NULL, 0, name, "holds a control character");
	if (i > most)
		return crm_err_at(e, CRM_BADINPUT, NULL, 0, name, "longer than %zu bytes", most);
	return 0;
}

static int check_stamp(const char *name, const char *text, struct crm_err *e)
{
	struct crm_instant t;

	if (crm_instant_parse(text, strlen(text), &t) == 0)
		return 0;
	return crm_err_at(e, CRM_BADINPUT, NULL, 0, name,
	    "not a date and time "
	    "with offset, like 2026-11-20T09:00:00+08:00: '%s'",
	    text);
}

static bool given(const char *s)
{
	return s != NULL && s[0] != '\0';
}

static int check_envelope(const struct crm_envelope *env, struct crm_err *e)
{
	if (!given(env->id) || !crm_id_valid(env->id, strlen(env->id)))
		return crm_err_at(e, CRM_BADINPUT, NULL, 0, "id",
		    "not an id: '%s'; 1 to 64 letters, digits, '.', '_', '-' "
		    "expected",
		    given(env->id) ? env->id : "");
	if (!given(env->step))
		return crm_err_at(e, CRM_BADINPUT, NULL, 0, "step", "missing");
	if (check_word("step", env->step, 64, e) != 0 ||
	    check_stamp("at", given(env->at) ? env->at : "", e) != 0 ||
	    (given(env->rec) && check_stamp("rec", env->rec, e) != 0) ||
	    (given(env->by) && check_word("by", env->by, 256, e) != 0) ||
	    (given(env->login) && check_word("login", env->login, 256, e) != 0) ||
	    (given(env->op) && check_word("op", env->op, OP_MOST, e) != 0))
		return -1;
	return 0;
}

/* {"id":...,"op":"..." : all of the envelope that is known now. */
static void write_head(const struct crm_envelope *env, struct crm_buf *out)
{
	const struct {
		const char *name, *text;
	} rest[] = {
	    {"step", env->step},
	    {"at", env->at},
	    {"rec", env->rec},
	    {"by", env->by},
	    {"login", env->login},
	    {"op", env->op},
	};
	struct crm_record *r = crm_record_new();
	struct crm_cell yes = crm_cell_bool(true);
	size_t i;

	crm_record_set_text(r, "id", env->id);
	if (env->is_new)
		crm_record_set(r, "new", &yes);
	for (i = 0; i < sizeof(rest) / sizeof(rest[0]); i++)
		if (given(rest[i].text))
			crm_record_set_text(r, rest[i].name, rest[i].text);
	if (env->ops != NULL)
		crm_ops_set(r, env->ops);
	crm_buf_clear(out);
	crm_record_dump(r, out);
	crm_buf_cut(out, out->len - 1);
	crm_record_free(r);
}

/* ,"field":...} */
static int write_rest(
    const struct crm_tx *t, const struct crm_record *fields, struct crm_buf *out, struct crm_err *e)
{
	struct crm_record *own = NULL;
	const char *kind;

	if (crm_record_storable(fields, e) != 0)
		return -1;
	kind = crm_record_text(fields, "kind");
	if (kind != NULL && strcmp(kind, t->j->kind) != 0)
		return crm_err_at(
		    e, CRM_BADINPUT, NULL, 0, "kind", "'%s', but %s expected", kind, t->j->kind);
	crm_buf_clear(out);
	if (kind != NULL || crm_record_text(fields, "id") != NULL) {
		own = crm_record_copy(fields);
		crm_fold_bare(own);
		fields = own;
	}
	crm_record_dump(fields, out);
	if (out->len > 2)
		out->data[0] = ',';
	else
		crm_buf_clear(out), crm_buf_addc(out, '}');
	crm_record_free(own);
	return 0;
}

static void link_pending(struct crm_tx *t, const char *id, size_t i)
{
	struct crm_pending *p = &t->v[i];
	struct crm_touched *x;
	bool added;

	p->record = crm_map_put(t->ids, id, strlen(id), &added);
	p->next = SIZE_MAX;
	crm_grow(&t->touched, &t->touched_cap, p->record + 1, sizeof(*t->touched));
	x = &t->touched[p->record];
	if (added) {
		memset(x, 0, sizeof(*x));
		x->first = i;
	} else {
		t->v[x->last].next = i;
	}
	x->last = i;
}

/* By the limits that every later command reads with: prev, tx and epoch are
 * still to come. */
static int judge_line(const struct crm_tx *t, const char *text, size_t len, struct crm_err *e)
{
	struct crm_limits l = t->limits;
	struct crm_err why = CRM_ERR_INIT;
	struct crm_record *r = NULL;
	struct crm_scan s;

	l.line -= CRM_TX_ROOM;
	l.keys -= COMMIT_KEYS;
	if (len > l.line)
		return crm_err_set(e, CRM_BADINPUT,
		    "the step makes a line longer than %zu bytes, too long to be stored", l.line);
	if (crm_record_parse(text, len, &l, &r, &why) != 0)
		return crm_err_set(e, CRM_BADINPUT, "cannot be stored: %s", why.text);
	crm_record_free(r);
	if (crm_linescan(text, len, l.depth, &s) != 0)
		return crm_err_set(e, CRM_BADINPUT, "cannot be stored: %s", s.why);
	return 0;
}

/* Is there a record of that id already? -1 then, too. */
static int refuse_known(struct crm_tx *t, const char *id, struct crm_err *e)
{
	int has = crm_tx_has(t, id, e);

	if (has == 1)
		crm_err_at(
		    e, CRM_BADINPUT, NULL, 0, "id", "%s '%s' exists already", t->j->kind, id);
	return has == 0 ? 0 : -1;
}

static void note_op(struct crm_tx *t, const char *op, size_t len)
{
	*crm_map_value(t->ops, crm_map_put(t->ops, op, len, NULL)) = t->n;
}

/* The line whose fields are in t->rest, in t->head. */
static int make_line(struct crm_tx *t, const struct crm_envelope *env, struct crm_err *e)
{
	write_head(env, &t->head);
	crm_buf_add(&t->head, t->rest.data, t->rest.len);
	return judge_line(t, t->head.data, t->head.len, e);
}

static int add_line(struct crm_tx *t, const struct crm_envelope *env, struct crm_err *e)
{
	struct crm_pending *p;
	const char *op;
	size_t i, len;

	if (make_line(t, env, e) != 0)
		return -1;
	crm_grow(&t->v, &t->cap, t->n + 1, sizeof(*t->v));
	p = &t->v[t->n];
	p->at = crm_spool_size(&t->spool);
	p->step = crm_link_step(env->step, strlen(env->step));
	p->head = (uint32_t)(t->head.len - t->rest.len);
	p->rest = (uint32_t)t->rest.len;
	if (crm_spool_add(&t->spool, t->head.data, t->head.len, e) != 0)
		return -1;
	link_pending(t, env->id, t->n);
	crm_series_note(t->series, env->id, strlen(env->id));
	if (given(env->op))
		note_op(t, env->op, strlen(env->op));
	for (i = 0; env->ops != NULL && i < crm_map_count(env->ops); i++) {
		op = crm_map_key(env->ops, i, &len);
		note_op(t, op, len);
	}
	t->n++;
	return 0;
}

static int judge_fields(struct crm_tx *t, const struct crm_envelope *env,
    const struct crm_record *fields, struct crm_err *e)
{
	return check_envelope(env, e) != 0 || write_rest(t, fields, &t->rest, e) != 0 ||
	        (env->is_new && refuse_known(t, env->id, e) != 0) ||
	        crm_base_refuse(t->j, env->id, fields, e) != 0
	    ? -1
	    : 0;
}

int crm_tx_add(struct crm_tx *t, const struct crm_envelope *env, const struct crm_record *fields,
    struct crm_err *e)
{
	return judge_fields(t, env, fields, e) != 0 ? -1 : add_line(t, env, e);
}

int crm_tx_may_add(struct crm_tx *t, const struct crm_envelope *env,
    const struct crm_record *fields, struct crm_err *e)
{
	return judge_fields(t, env, fields, e) != 0 ? -1 : make_line(t, env, e);
}

int crm_tx_add_left(struct crm_tx *t, const struct crm_envelope *env, const struct crm_record *base,
    struct crm_err *e)
{
	if (check_envelope(env, e) != 0 || crm_record_storable(base, e) != 0)
		return -1;
	crm_buf_clear(&t->rest);
	crm_buf_addz(&t->rest, ",\"base\":");
	crm_record_dump(base, &t->rest);
	crm_buf_addc(&t->rest, '}');
	return add_line(t, env, e);
}
