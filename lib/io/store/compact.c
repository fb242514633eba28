/* Which records' lines become one, and that line. */
#include <stdlib.h>
#include <string.h>

#include "lib/io/store/rewrite_private.h"

enum fate { UNDECIDED, KEPT, REPLACED };

struct compact {
	const struct crm_compact_opts *o;
	struct crm_compacted *out;
	struct crm_rewrite w;
	struct crm_map *ids; /* value: enum fate */
	struct crm_map *ops; /* of the record in hand */
	struct crm_buf line;
};

static void take_op(void *ctx, const char *text, size_t len)
{
	crm_map_put(ctx, text, len, NULL);
}

/* Reads the i-th line of the chain; its ops are taken. 1; 0: it is one that
 * forbids compacting; -1. */
static int read_line(struct compact *c, size_t i, struct crm_record **out, struct crm_err *e)
{
	struct crm_journal *j = c->w.j;
	struct crm_scan s;
	const char *text;
	size_t len;

	if (crm_journal_text(j, j->chain.v[i].at, &text, &len, e) != 0 ||
	    crm_record_parse(text, len, &j->limits, out, e) != 0)
		return -1;
	if (crm_linescan(text, len, j->limits.depth, &s) == 0 && s.v[CRM_M_OP].p != NULL)
		(void)crm_span_strings(s.v[CRM_M_OP], &j->scratch, take_op, c->ops);
	return crm_record_has(*out, "base") ? 0 : 1;
}

/* Was it last written before that time? */
static bool old_enough(const struct compact *c, const struct crm_record *last)
{
	const char *text = crm_record_text(last, "rec");
	struct crm_instant t;

	if (text == NULL)
		text = crm_record_text(last, "at");
	return c->o->before == NULL ||
	    (text != NULL && crm_instant_parse(text, strlen(text), &t) == 0 &&
	        t.us < c->o->before->us);
}

/* The fields that all its lines set together, and the last line. 1: they are
 * the caller's; 0: a base table has a part in them; -1. */
static int join_lines(
    struct compact *c, struct crm_record **fields, struct crm_record **last, struct crm_err *e)
{
	const struct crm_chain *chain = &c->w.j->chain;
	struct crm_record *acc = crm_record_new(), *line = NULL, *bare, *end = NULL;
	int ret = 1;
	size_t i;

	crm_map_free(c->ops);
	c->ops = crm_map_new();
	for (i = 0; i < chain->n && ret == 1; i++) {
		if (!crm_link_counts(&chain->v[i]))
			continue;
		line = NULL;
		ret = read_line(c, i, &line, e);
		if (ret == 1) {
			bare = crm_record_copy(line);
			crm_fold_merge(acc, bare);
			crm_record_free(bare);
		}
		crm_record_free(end);
		end = line;
	}
	if (ret == 1) {
		crm_record_drop_nulls(acc);
		*fields = acc;
		*last = end;
		return 1;
	}
	crm_record_free(acc);
	crm_record_free(end);
	return ret;
}

static void copy_text(struct crm_record *to, const struct crm_record *from, const char *name)
{
	const char *text = crm_record_text(from, name);

	if (text != NULL)
		crm_record_set_text(to, name, text);
}

/* Its one line in c->line; false when it cannot be stored as one. */
static bool make_line(struct compact *c, const char *id, const struct crm_record *fields,
    const struct crm_record *last)
{
	static const char *const hand[] = {"at", "rec", "by", "login"};
	struct crm_record *r = crm_record_new(), *again = NULL;
	struct crm_cell yes = crm_cell_bool(true), epoch = crm_cell_int((int64_t)c->w.epoch);
	struct crm_scan s;
	bool good;

	crm_record_set_text(r, "id", id);
	crm_record_set(r, "new", &yes);
	crm_record_set_text(r, "step", "compact");
	for (size_t i = 0; i < sizeof(hand) / sizeof(hand[0]); i++)
		copy_text(r, last, hand[i]);
	crm_ops_set(r, c->ops);
	crm_record_set(r, "epoch", &epoch);
	good = crm_record_storable(fields, NULL) == 0 && crm_record_compose(r, fields) == 0;
	crm_buf_clear(&c->line);
	crm_record_dump(r, &c->line);
	good = good && c->line.len <= c->w.j->limits.line &&
	    crm_record_parse(c->line.data, c->line.len, &c->w.j->limits, &again, NULL) == 0 &&
	    crm_linescan(c->line.data, c->line.len, c->w.j->limits.depth, &s) == 0;
	crm_record_free(again);
	crm_record_free(r);
	return good;
}

/* May its lines become one, by what it is? 1, 0, -1. */
static int may(struct compact *c, const char *id, struct crm_err *e)
{
	struct crm_journal *j = c->w.j;
	const struct crm_limits none = j->limits;
	struct crm_err why = CRM_ERR_INIT;
	struct crm_fold f;
	bool ended;

	if (crm_fold_whole(j, id, NULL, &none, &f, &why) != 0) {
		/* a record beyond the limits stays as it is */
		if (why.code == CRM_BADINPUT || why.code == CRM_NOINPUT)
			return 0;
		return crm_err_at(e, why.code, why.source, why.line, why.field, "%s", why.text);
	}
	ended = c->o->ended(c->o->ctx, f.record);
	crm_record_free(f.record);
	if (ended && f.conflict)
		c->out->conflicts++;
	return ended && !f.conflict && !j->chain.based && f.lines > 1 &&
	    j->chain.created < j->chain.n;
}

/* 1: its one line is in c->line; 0: its lines are kept; -1. */
static int decide(struct compact *c, const char *id, struct crm_err *e)
{
	struct crm_record *fields = NULL, *last = NULL;
	int ret = may(c, id, e);

	if (ret == 1)
		ret = join_lines(c, &fields, &last, e);
	if (ret == 1)
		ret = old_enough(c, last) && make_line(c, id, fields, last);
	crm_record_free(fields);
	crm_record_free(last);
	return ret;
}

static int take_line(struct compact *c, uint64_t at, const char *id, size_t len, struct crm_err *e)
{
	size_t *fate = crm_map_value(c->ids, crm_map_put(c->ids, id, len, NULL));
	int got;

	if (*fate == UNDECIDED) {
		got = decide(c, id, e);
		if (got < 0)
			return -1;
		*fate = got == 1 ? REPLACED : KEPT;
		if (got == 1) {
			c->out->records++;
			return crm_rewrite_put(&c->w, c->line.data, c->line.len, e);
		}
	}
	return *fate == KEPT ? crm_rewrite_keep(&c->w, at, e) : 0;
}

static int take_lines(struct compact *c, struct crm_err *e)
{
	struct crm_journal *j = c->w.j;
	struct crm_buf id = CRM_BUF_INIT;
	struct crm_line line;
	struct crm_scan s;
	size_t pos = 0;
	int got;

	while ((got = crm_journal_next(j, &pos, &line, e)) == 1) {
		c->out->lines_before++;
		if (crm_linescan(line.text, line.len, j->limits.depth, &s) != 0 ||
		    crm_span_text(s.v[CRM_M_ID], &id) != 0)
			continue; /* the first line of a rewritten journal */
		if (take_line(c, pos - line.len - 1, crm_buf_str(&id), id.len, e) != 0) {
			got = -1;
			break;
		}
	}
	crm_buf_release(&id);
	return got;
}

static int finish(struct compact *c, struct crm_err *e)
{
	const struct crm_compact_opts *o = c->o;
	const struct {
		const char *name, *text;
	} members[] = {{"step", "compact"}, {"at", o->at}, {"rec", o->rec}, {"by", o->by},
	    {"login", o->login}, {"why", o->why}};
	struct crm_record *head = crm_record_new();
	int ret;

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (members[i].text != NULL && members[i].text[0] != '\0')
			crm_record_set_text(head, members[i].name, members[i].text);
	ret = crm_rewrite_end(&c->w, head, e);
	crm_record_free(head);
	return ret;
}

int crm_store_compact(struct crm_store *s, const char *kind, const struct crm_compact_opts *o,
    struct crm_findings *notes, struct crm_compacted *out, struct crm_err *e)
{
	struct compact c = {.o = o, .out = out};
	int ret = -1;

	memset(out, 0, sizeof(*out));
	c.ids = crm_map_new();
	if (crm_rewrite_begin(s, kind, notes, &c.w, e) != 0)
		goto out;
	c.w.j->notes = NULL; /* what else there is to say, verify says */
	out->epoch = (int64_t)c.w.j->ix.epoch;
	if (take_lines(&c, e) != 0)
		goto out;
	out->bytes_before = (int64_t)c.w.j->ix.end;
	out->lines_after = c.w.lines;
	out->bytes_after = (int64_t)(crm_spool_size(&c.w.body) + c.w.block.len);
	ret = 0;
	if (out->records > 0) {
		crm_old_name(c.w.j->kind, out->epoch++, out->kept);
		if (!o->dry)
			ret = finish(&c, e);
	}
out:
	crm_rewrite_release(&c.w);
	crm_map_free(c.ids);
	crm_map_free(c.ops);
	crm_buf_release(&c.line);
	return ret;
}
