#include "lib/io/store/renumber.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/store/renumber_private.h"

#define BOTH ((unsigned)(CRM_L_SECOND | CRM_L_SETTLED))
#define KEY_LEN 12 /* of the hash: names the item of `renumbered` */

void crm_seconds_release(struct crm_seconds *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->v[i].id);
		free(s->v[i].to);
		free(s->v[i].at);
		free(s->v[i].by);
		crm_record_free(s->v[i].fields);
		crm_map_free(s->v[i].ops);
	}
	free(s->v);
	memset(s, 0, sizeof(*s));
}

/* ---- which there are ---- */

static char *text_of(const struct crm_record *line, const char *name)
{
	const char *text = crm_record_text(line, name);

	return crm_strdup(text != NULL ? text : "");
}

static int read_line(struct crm_journal *j, uint64_t at, struct crm_record **out, struct crm_err *e)
{
	const char *text;
	size_t len;
	long line;

	if (crm_journal_number(j, at, &line, e) != 0 ||
	    crm_journal_text(j, at, &text, &len, e) != 0)
		return -1;
	if (crm_record_parse(text, len, &j->limits, out, e) == 0)
		return 0;
	crm_err_place(e, j->path.data, line, NULL);
	return -1;
}

/* The first parent of line i that is a second one's; i itself without. */
static size_t second_parent(const struct crm_chain *c, size_t i)
{
	for (size_t k = 0; k < c->v[i].nparents; k++) {
		size_t parent = c->parents[c->v[i].parent + k];

		if ((c->v[parent].flags & CRM_L_SECOND) != 0)
			return parent;
	}
	return i;
}

/* Of each line: the creating line of its record, for second ones. Parents stand before. */
static size_t *find_roots(const struct crm_chain *c)
{
	size_t *roots = crm_calloc(c->n + 1, sizeof(*roots)), parent;

	for (size_t i = 0; i < c->n; i++) {
		parent = (c->v[i].flags & CRM_L_NEW) != 0 ? i : second_parent(c, i);
		roots[i] = parent == i ? i : roots[parent];
	}
	return roots;
}

static void take_op(void *ctx, const char *text, size_t len)
{
	crm_map_put(ctx, text, len, NULL);
}

/* Adds the line at `at` to what the second record says. */
static int add_line(struct crm_journal *j, struct crm_second *s, uint64_t at, struct crm_err *e)
{
	struct crm_record *line = NULL;
	struct crm_scan scan;
	const char *text;
	size_t len;
	int ret = 0;

	if (read_line(j, at, &line, e) != 0 || crm_journal_text(j, at, &text, &len, e) != 0)
		ret = -1;
	else if (crm_linescan(text, len, j->limits.depth, &scan) == 0 && scan.v[CRM_M_OP].p != NULL)
		(void)crm_span_strings(scan.v[CRM_M_OP], &j->scratch, take_op, s->ops);
	if (ret == 0) {
		s->lines++;
		crm_fold_bare(line);
		if (s->to == NULL)
			crm_record_merge(s->fields, line);
		else if (crm_record_compose(s->fields, line) != 0)
			ret = crm_err_at(e, CRM_BADINPUT, j->path.data, 0, NULL,
			    "%s: what came to the second creation by a later merge cannot be "
			    "joined to one step",
			    s->id);
	}
	crm_record_free(line);
	return ret;
}

/* The id that an earlier renumbering has given, by the old record. */
static int find_to(struct crm_journal *j, struct crm_second *s, struct crm_err *e)
{
	struct crm_findings *notes = j->notes;
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_fold f;
	int ret;

	j->notes = NULL; /* told elsewhere */
	ret = crm_journal_fold(j, s->id, NULL, &f, e);
	j->notes = notes;
	if (ret != 0)
		return -1;
	crm_buf_addf(&path, "renumbered.%.*s.to", KEY_LEN, s->hash);
	if (crm_record_text(f.record, path.data) != NULL)
		s->to = crm_strdup(crm_record_text(f.record, path.data));
	crm_record_free(f.record);
	crm_buf_release(&path);
	return 0;
}

/* Do two branches of it set the state? Its lines are judged as a chain. */
static int judge_own(struct crm_journal *j, const struct crm_chain *c, const size_t *roots,
    size_t root, bool *conflict, struct crm_err *e)
{
	struct crm_chain own;
	struct crm_scan scan;
	const char *text;
	size_t i, len;
	int ret = 0;

	memset(&own, 0, sizeof(own));
	for (i = 0; i < c->n && ret == 0; i++) {
		if ((c->v[i].flags & CRM_L_SECOND) == 0 || roots[i] != root)
			continue;
		ret = crm_journal_text(j, c->v[i].at, &text, &len, e);
		if (ret == 0 && crm_linescan(text, len, j->limits.depth, &scan) == 0)
			crm_chain_add(&own, text, len, &scan, c->v[i].at);
	}
	crm_chain_judge(&own);
	*conflict = own.state_conflict;
	crm_chain_release(&own);
	return ret;
}

/* The second record that line `root` created. */
static int take_second(struct crm_journal *j, const struct crm_chain *c, const size_t *roots,
    size_t root, const char *id, struct crm_second *s, struct crm_err *e)
{
	struct crm_record *line = NULL;
	size_t i;

	s->id = crm_strdup(id);
	s->ops = crm_map_new();
	s->fields = crm_record_new();
	crm_chain_hex(c, root, s->hash);
	if (crm_journal_number(j, c->v[root].at, &s->line, e) != 0 ||
	    read_line(j, c->v[root].at, &line, e) != 0)
		return -1;
	s->at = text_of(line, "at");
	s->by = text_of(line, "by");
	crm_record_free(line);
	if (((c->v[root].flags & CRM_L_SETTLED) != 0 && find_to(j, s, e) != 0) ||
	    judge_own(j, c, roots, root, &s->conflict, e) != 0)
		return -1;
	for (i = root; i < c->n; i++)
		if ((c->v[i].flags & (BOTH | CRM_L_AGAIN)) == CRM_L_SECOND && roots[i] == root &&
		    add_line(j, s, c->v[i].at, e) != 0)
			return -1;
	if (s->to == NULL)
		crm_record_drop_nulls(s->fields);
	return 0;
}

static int take_seconds(struct crm_journal *j, const struct crm_chain *c, const char *id,
    struct crm_seconds *out, struct crm_err *e)
{
	size_t *roots = find_roots(c);
	bool *taken = crm_calloc(c->n + 1, sizeof(*taken)); /* by the first line of each */
	int ret = 0;

	for (size_t i = 0; i < c->n && ret == 0; i++) {
		if ((c->v[i].flags & BOTH) != CRM_L_SECOND || taken[roots[i]])
			continue;
		taken[roots[i]] = true;
		crm_grow(&out->v, &out->cap, out->n + 1, sizeof(*out->v));
		memset(&out->v[out->n], 0, sizeof(*out->v));
		ret = take_second(j, c, roots, roots[i], id, &out->v[out->n++], e);
	}
	free(taken);
	free(roots);
	return ret;
}

int crm_journal_seconds(struct crm_journal *j, struct crm_seconds *out, struct crm_err *e)
{
	struct crm_map *ids = crm_map_new();
	struct crm_buf id = CRM_BUF_INIT;
	struct crm_seconds s = {NULL, 0, 0};
	struct crm_chain c;
	bool added;
	size_t i;
	int ret = 0;

	memset(&c, 0, sizeof(c));
	for (i = 0; ret == 0 && i < j->ix.nseconds; i++) {
		ret = crm_journal_id_at(j, j->ix.seconds[i], &id, e);
		crm_map_put(ids, crm_buf_str(&id), id.len, &added);
		if (ret != 0 || !added)
			continue;
		ret = crm_chain_read(j, crm_buf_str(&id), &c, e);
		if (ret == 0)
			ret = take_seconds(j, &c, crm_buf_str(&id), &s, e);
	}
	if (ret == 0)
		ret = crm_copies_find(j, &s, e);
	if (ret == 0)
		*out = s;
	else
		crm_seconds_release(&s);
	crm_chain_release(&c);
	crm_buf_release(&id);
	crm_map_free(ids);
	return ret;
}

/* ---- mending them ---- */

static void set_given(struct crm_record *r, const char *path, const char *text)
{
	if (text != NULL && text[0] != '\0')
		crm_record_set_text(r, path, text);
}

/* The record under an id of its own, or what was added to it. */
static int add_new(struct crm_tx *t, const struct crm_envelope *hand, const struct crm_second *s,
    const char *to, struct crm_err *e)
{
	struct crm_record *fields = crm_record_copy(s->fields);
	struct crm_envelope env = *hand;
	int ret;

	env.id = to;
	env.step = "renumber";
	env.op = NULL;
	env.ops = crm_map_count(s->ops) > 0 ? s->ops : NULL;
	env.is_new = s->to == NULL;
	if (env.is_new && crm_record_text(fields, CRM_COPY_LINE) == NULL) {
		crm_record_set_text(fields, "renumbered_from.id", s->id);
		crm_record_set_text(fields, CRM_COPY_LINE, s->hash);
		set_given(fields, "renumbered_from.at", s->at);
		set_given(fields, "renumbered_from.by", s->by);
	}
	ret = crm_tx_add(t, &env, fields, e);
	crm_record_free(fields);
	return ret;
}

/* What settles the second creation. */
static int add_mark(struct crm_tx *t, const struct crm_envelope *hand, const struct crm_second *s,
    const char *to, const char *why, struct crm_err *e)
{
	const struct {
		const char *name, *text;
	} members[] = {{"to", to}, {"at", hand->at}, {"by", hand->by}, {"why", why}};
	struct crm_record *fields = crm_record_new();
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_envelope env = *hand;
	size_t i, n = s->to == NULL || s->copy ? sizeof(members) / sizeof(members[0]) : 1;
	int ret;

	env.id = s->id;
	env.step = "renumber";
	env.op = NULL;
	for (i = 0; i < n; i++) {
		crm_buf_clear(&path);
		crm_buf_addf(&path, "renumbered.%.*s.%s", KEY_LEN, s->hash, members[i].name);
		set_given(fields, path.data, members[i].text);
	}
	ret = crm_tx_add(t, &env, fields, e);
	crm_buf_release(&path);
	crm_record_free(fields);
	return ret;
}

int crm_tx_renumber(struct crm_tx *t, const struct crm_envelope *env,
    const struct crm_second *second, const char *to, const char *why, struct crm_err *e)
{
	if (!second->copy && add_new(t, env, second, to, e) != 0)
		return -1;
	return add_mark(t, env, second, to, why, e);
}
