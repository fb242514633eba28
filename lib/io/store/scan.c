/* Making an index: the pass over the lines of a journal. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/data/schema.h"
#include "lib/io/spool.h"
#include "lib/io/store/store_private.h"
#include "lib/time/instant.h"

#define PIECE ((size_t)1 << 20)

void crm_index_init(struct crm_index *ix)
{
	memset(ix, 0, sizeof(*ix));
	ix->series = crm_map_new();
}

uint64_t crm_index_key(const char *text, size_t len)
{
	return crm_hash64(text, len, 0);
}

static void add_ref(struct crm_refs *r, uint64_t hash, uint64_t at)
{
	crm_grow(&r->v, &r->cap, r->n + 1, sizeof(*r->v));
	r->v[r->n].hash = hash;
	r->v[r->n].at = at;
	r->n++;
}

static void add_flaw(struct crm_index *ix, uint64_t at, enum crm_flaw_kind why)
{
	crm_grow(&ix->flaws, &ix->flaws_cap, ix->nflaws + 1, sizeof(*ix->flaws));
	ix->flaws[ix->nflaws].at = at;
	ix->flaws[ix->nflaws].why = why;
	ix->nflaws++;
}

/* ---- runs: batches, and what a hole has made of one ---- */

static void open_run(struct crm_index *ix, uint64_t at, uint64_t lines)
{
	struct crm_run *run = &ix->run;

	memset(run, 0, sizeof(*run));
	run->open = true;
	run->start = at;
	run->lines = lines;
	run->ids = ix->more_ids.n;
	run->ops = ix->more_ops.n;
	run->flaws = ix->nflaws;
	run->epoch = ix->epoch;
	run->series = crm_map_new();
}

void crm_index_end_run(struct crm_index *ix)
{
	crm_map_free(ix->run.series);
	ix->run.series = NULL;
	ix->run.open = false;
}

static int by_place(const void *a, const void *b)
{
	const struct crm_flaw *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

/* A batch that never became whole, with lines after it: its lines are bad. */
static void break_run(struct crm_index *ix)
{
	struct crm_run *run = &ix->run;
	size_t i;

	if (!run->open)
		return;
	for (i = run->ids; i < ix->more_ids.n; i++)
		add_flaw(ix, CRM_REF_AT(ix->more_ids.v[i]), CRM_FLAW_BATCH);
	ix->more_ids.n = run->ids;
	ix->more_ops.n = run->ops;
	if (ix->nflaws > run->flaws)
		qsort(
		    ix->flaws + run->flaws, ix->nflaws - run->flaws, sizeof(*ix->flaws), by_place);
	crm_index_end_run(ix);
}

static void finish_run(struct crm_index *ix)
{
	size_t i, n, entry, *most, value;
	const char *key;

	for (i = 0; i < crm_map_count(ix->run.series); i++) {
		key = crm_map_key(ix->run.series, i, &n);
		value = *crm_map_value(ix->run.series, i);
		entry = crm_map_put(ix->series, key, n, NULL);
		most = crm_map_value(ix->series, entry);
		if (*most < value)
			*most = value;
	}
	crm_index_end_run(ix);
}

/* ---- one line ---- */

struct op_sink {
	struct crm_index *ix;
	uint64_t at;
};

static void take_op(void *ctx, const char *text, size_t len)
{
	struct op_sink *s = ctx;

	add_ref(&s->ix->more_ops, crm_index_key(text, len), s->at);
}

static void count_line(
    struct crm_index *ix, uint64_t at, const struct crm_scan *s, const char *id, size_t len)
{
	struct op_sink sink = {ix, at};
	struct crm_buf op = CRM_BUF_INIT;
	bool creates = crm_span_true(s->v[CRM_M_NEW]);

	add_ref(&ix->more_ids, crm_index_key(id, len), at | (creates ? CRM_REF_NEW : 0));
	crm_series_note(ix->run.open ? ix->run.series : ix->series, id, len);
	if (s->v[CRM_M_OP].p != NULL)
		crm_span_strings(s->v[CRM_M_OP], &op, take_op, &sink);
	crm_buf_release(&op);
}

/* A line without tx stands for itself. */
static void plain_line(struct crm_index *ix, uint64_t at, const struct crm_scan *s)
{
	break_run(ix);
	count_line(ix, at, s, crm_buf_str(&ix->text), ix->text.len);
}

static void batch_line(struct crm_index *ix, uint64_t at, uint64_t lines, const struct crm_scan *s,
    const struct crm_txmark *m)
{
	struct crm_run *run = &ix->run;
	bool same = run->open && strcmp(run->mark.id, m->id) == 0;

	if (run->open && run->damaged && m->i > 1 && (same || run->mark.id[0] == '\0')) {
		/* what a hole has left of a batch */
		run->mark = *m;
		add_flaw(ix, at, CRM_FLAW_BATCH);
		return;
	}
	if (!same || run->damaged || run->mark.n != m->n || run->mark.i + 1 != m->i) {
		break_run(ix);
		if (m->i != 1) {
			add_flaw(ix, at, CRM_FLAW_BATCH);
			return;
		}
		open_run(ix, at, lines);
	}
	run->mark = *m;
	count_line(ix, at, s, crm_buf_str(&ix->text), ix->text.len);
	if (m->i == m->n)
		finish_run(ix);
}

static void nul_line(struct crm_index *ix, uint64_t at, uint64_t lines)
{
	if (!ix->run.open)
		open_run(ix, at, lines);
	ix->run.damaged = true;
	add_flaw(ix, at, CRM_FLAW_NUL);
}

/* A stamp that can be read, or (where it need not be there) none. */
static bool stamp_fits(struct crm_span s, bool must, struct crm_buf *t)
{
	struct crm_instant i;

	if (s.p == NULL)
		return !must;
	return crm_span_text(s, t) == 0 && crm_instant_parse(crm_buf_str(t), t->len, &i) == 0;
}

/* Reads the envelope; the id is left in ix->text. */
static int check_envelope(struct crm_index *ix, const struct crm_scan *s, struct crm_txmark *m)
{
	struct crm_buf *t = &ix->text;

	m->n = 0;
	if (crm_span_text(s->v[CRM_M_STEP], t) != 0 || t->len == 0)
		return -1;
	if (s->v[CRM_M_TX].p != NULL &&
	    (crm_span_text(s->v[CRM_M_TX], t) != 0 ||
	        crm_txmark_parse(crm_buf_str(t), t->len, m) != 0))
		return -1;
	if (crm_span_text(s->v[CRM_M_ID], t) != 0 || !crm_id_valid(crm_buf_str(t), t->len))
		return -1;
	return 0;
}

/* Of a store's line; one in a file may be given without. */
static bool stamps_fit(struct crm_index *ix, const struct crm_scan *s)
{
	return ix->mixed ||
	    (stamp_fits(s->v[CRM_M_AT], true, &ix->stamp) &&
	        stamp_fits(s->v[CRM_M_REC], false, &ix->stamp));
}

/* The first line of a rewritten journal may be about the file: no id. */
static bool file_line(struct crm_index *ix, const struct crm_scan *s)
{
	return s->v[CRM_M_ID].p == NULL && s->v[CRM_M_EPOCH].p != NULL &&
	    crm_span_text(s->v[CRM_M_STEP], &ix->text) == 0;
}

static int check_epoch(struct crm_index *ix, const struct crm_scan *s, enum crm_flaw_kind *why)
{
	int64_t epoch = 0;

	*why = CRM_FLAW_NUMBER;
	if (s->v[CRM_M_EPOCH].p != NULL && crm_span_count(s->v[CRM_M_EPOCH], &epoch) != 0)
		return -1;
	*why = CRM_FLAW_EPOCH;
	if ((uint64_t)epoch < ix->epoch)
		return -1;
	ix->epoch = (uint64_t)epoch;
	return 0;
}

/* A record among the lines of a journal. */
static void note_plain(struct crm_index *ix, uint64_t at)
{
	break_run(ix);
	crm_grow(&ix->plain, &ix->plain_cap, ix->nplain + 1, sizeof(*ix->plain));
	ix->plain[ix->nplain++] = at;
}

static void bad_line(struct crm_index *ix, uint64_t at, enum crm_flaw_kind why)
{
	break_run(ix);
	add_flaw(ix, at, why);
}

static void take_line(
    struct crm_index *ix, uint64_t at, const char *text, size_t len, const struct crm_limits *l)
{
	uint64_t lines = ix->lines++;
	enum crm_flaw_kind why;
	struct crm_txmark m;
	struct crm_scan s;

	if (memchr(text, '\0', len) != NULL) {
		nul_line(ix, at, lines);
	} else if (len > l->line) {
		bad_line(ix, at, CRM_FLAW_LONG);
	} else if (crm_linescan(text, len, l->depth, &s) != 0) {
		bad_line(ix, at, CRM_FLAW_JSON);
	} else if (ix->mixed && !crm_scan_step(&s)) {
		note_plain(ix, at);
	} else if (file_line(ix, &s)) {
		if (at > 0)
			bad_line(ix, at, CRM_FLAW_HEAD);
		else if (check_epoch(ix, &s, &why) != 0)
			bad_line(ix, at, why);
	} else if (check_envelope(ix, &s, &m) != 0) {
		bad_line(ix, at, CRM_FLAW_ENVELOPE);
	} else if (!stamps_fit(ix, &s)) {
		bad_line(ix, at, CRM_FLAW_AT);
	} else if (check_epoch(ix, &s, &why) != 0) {
		bad_line(ix, at, why);
	} else if (m.n > 0) {
		batch_line(ix, at, lines, &s, &m);
	} else {
		plain_line(ix, at, &s);
	}
}

/* The line that ended at `lf`: from there on blocks have lines + 1. */
static void mark_blocks(struct crm_index *ix, uint64_t lf)
{
	while ((uint64_t)ix->nmarks * CRM_MARK <= lf) {
		crm_grow(&ix->marks, &ix->marks_cap, ix->nmarks + 1, sizeof(*ix->marks));
		ix->marks[ix->nmarks++] = ix->lines;
	}
}

/* Of a line that is too long only so much is kept as tells it. */
static void keep_part(struct crm_buf *part, const char *p, size_t n, size_t limit)
{
	if (part->len <= limit) {
		crm_buf_add(part, p, n);
	} else if (memchr(p, '\0', n) != NULL) {
		crm_buf_clear(part);
		crm_buf_addc(part, '\0');
	}
}

ssize_t crm_bytes_read(const struct crm_bytes *b, void *to, size_t n, uint64_t at)
{
	if (b->spool != NULL)
		return crm_spool_copy(b->spool, to, n, at);
	return crm_pread_all(b->fd, to, n, (off_t)(b->from + at));
}

int crm_index_scan(struct crm_index *ix, const struct crm_bytes *b, uint64_t to,
    const struct crm_limits *l, struct crm_err *e)
{
	struct crm_buf part = CRM_BUF_INIT; /* of a line over two pieces */
	char *piece = crm_malloc(PIECE);
	uint64_t at = ix->end, line = at;
	const char *p, *lf;
	ssize_t n;
	int ret = -1;

	while (at < to) {
		n = crm_bytes_read(b, piece, to - at < PIECE ? (size_t)(to - at) : PIECE, at);
		if (n < 0) {
			crm_err_errno(e, CRM_IOERR, "cannot read", "journal");
			goto out;
		}
		if (n == 0) /* cut back while we read: it ends here */
			break;
		for (p = piece; p < piece + n; p = lf + 1) {
			size_t rest = (size_t)(piece + n - p);

			lf = memchr(p, '\n', rest);
			if (lf == NULL) {
				keep_part(&part, p, rest, l->line);
				break;
			}
			mark_blocks(ix, at + (uint64_t)(lf - piece));
			if (part.len > 0) {
				keep_part(&part, p, (size_t)(lf - p), l->line);
				take_line(ix, line, part.data, part.len, l);
				crm_buf_clear(&part);
			} else {
				take_line(ix, line, p, (size_t)(lf - p), l);
			}
			line = at + (uint64_t)(lf - piece) + 1;
		}
		at += (uint64_t)n;
	}
	ix->scanned = line;
	crm_index_settle(ix);
	ret = 0;
out:
	free(piece);
	crm_buf_release(&part);
	return ret;
}
