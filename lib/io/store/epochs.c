/*
 * A compacted journal that was merged with a clone that had not been, or that
 * was compacted by itself: its lines are there twice, in two epochs. What is
 * to be done is said once, in place of what is wrong with each line.
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/base/hash.h"
#include "lib/io/store/rewrite_private.h"

#define RANGES_MOST 12
#define STEPS_MOST 20

bool crm_flaw_merged(const struct crm_flaw *f)
{
	return f->why == CRM_FLAW_EPOCH || f->why == CRM_FLAW_HEAD;
}

static const struct crm_flaw *first_of(const struct crm_journal *j)
{
	for (size_t i = 0; i < j->ix.nflaws; i++)
		if (crm_flaw_merged(&j->ix.flaws[i]))
			return &j->ix.flaws[i];
	return NULL;
}

bool crm_journal_merged(const struct crm_journal *j)
{
	return first_of(j) != NULL;
}

struct epochs {
	struct crm_journal *j;
	uint64_t now;          /* the highest epoch */
	struct crm_map *known; /* hashes of the lines in old files */
	bool has_old;
	struct crm_buf lines, steps; /* of an older epoch; of these, not known */
	long number, from, last;     /* the present line, and the range it may go on */
	size_t nranges, nsteps;
	long head; /* a first line that is none; 0 */
};

/* ---- what old files have ---- */

static void note_known(void *ctx, const char *text, size_t len)
{
	struct epochs *x = ctx;
	uint64_t hash = crm_index_key(text, len);

	crm_map_put(x->known, (const char *)&hash, sizeof(hash), NULL);
}

/* Gives each line of the file, whatever it holds. */
static int each_line(struct crm_journal *j, void (*fn)(void *ctx, const char *text, size_t len),
    void *ctx, struct crm_err *e)
{
	const char *text;
	uint64_t at;
	size_t len;

	for (at = 0; at < j->ix.end; at += len + 1) {
		if (crm_journal_text(j, at, &text, &len, e) != 0)
			return -1;
		fn(ctx, text, len);
	}
	return 0;
}

static int read_old(struct epochs *x, int64_t epoch, struct crm_err *e)
{
	struct crm_journal *old = NULL;
	char name[CRM_OLD_NAME_MAX];
	struct crm_bytes_of b = {.name = name, .kind = x->j->kind};
	struct stat st;
	int ret;

	crm_old_name(x->j->kind, epoch, name);
	b.fd = crm_store_openat(x->j->store, name, O_RDONLY, &st, e);
	if (b.fd < 0)
		return b.fd == -2 ? 0 : -1;
	b.size = (uint64_t)st.st_size;
	x->has_old = true;
	ret = crm_journal_over(&b, &x->j->limits, NULL, &old, e);
	if (ret == 0)
		ret = each_line(old, note_known, x, e);
	crm_journal_free(old);
	close(b.fd);
	return ret;
}

static int read_olds(struct epochs *x, struct crm_err *e)
{
	for (uint64_t i = 0; i < x->now; i++)
		if (read_old(x, (int64_t)i, e) != 0)
			return -1;
	return 0;
}

/* ---- the lines ---- */

static void end_range(struct epochs *x)
{
	if (x->from == 0)
		return;
	if (x->nranges++ < RANGES_MOST) {
		crm_buf_addf(&x->lines, "%s%ld", x->nranges > 1 ? ", " : "", x->from);
		if (x->last > x->from)
			crm_buf_addf(&x->lines, "-%ld", x->last);
	}
	x->from = 0;
}

static void add_step(struct epochs *x, const struct crm_scan *s)
{
	struct crm_buf id = CRM_BUF_INIT, step = CRM_BUF_INIT;

	if (x->nsteps++ < STEPS_MOST && crm_span_text(s->v[CRM_M_ID], &id) == 0 &&
	    crm_span_text(s->v[CRM_M_STEP], &step) == 0)
		crm_buf_addf(&x->steps, "%sline %ld %s %s", x->nsteps > 1 ? ", " : "", x->number,
		    crm_buf_str(&id), crm_buf_str(&step));
	crm_buf_release(&id);
	crm_buf_release(&step);
}

static void take_line(void *ctx, const char *text, size_t len)
{
	struct epochs *x = ctx;
	uint64_t hash = crm_index_key(text, len);
	int64_t epoch = 0;
	struct crm_scan s;

	x->number++;
	if (crm_linescan(text, len, x->j->limits.depth, &s) != 0 ||
	    (s.v[CRM_M_EPOCH].p != NULL && crm_span_count(s.v[CRM_M_EPOCH], &epoch) != 0))
		return;
	if (s.v[CRM_M_ID].p == NULL && s.v[CRM_M_EPOCH].p != NULL && x->number > 1)
		x->head = x->number;
	if ((uint64_t)epoch >= x->now) {
		end_range(x);
		return;
	}
	if (x->from == 0)
		x->from = x->number;
	x->last = x->number;
	if (x->has_old && s.v[CRM_M_ID].p != NULL &&
	    crm_map_find(x->known, (const char *)&hash, sizeof(hash)) == CRM_MAP_NONE)
		add_step(x, &s);
}

/* ---- what to say ---- */

static void say_again(const struct epochs *x, struct crm_buf *out)
{
	crm_buf_addf(out,
	    "lines %s%s are of an older epoch: a clone that went on writing was merged with one "
	    "that was compacted; put %s of the compacted clone in its place, and ",
	    crm_buf_str(&x->lines), x->nranges > RANGES_MOST ? ", ..." : "", x->j->name);
	if (!x->has_old)
		crm_buf_addz(out, "take again what it lacks of them");
	else if (x->nsteps == 0)
		crm_buf_addz(out, "nothing is lost: the old files have all of them");
	else
		crm_buf_addf(out, "take these steps again: %s", crm_buf_str(&x->steps));
	if (x->nsteps > STEPS_MOST)
		crm_buf_addf(out, " and %zu more", x->nsteps - STEPS_MOST);
}

static void say(const struct epochs *x, struct crm_buf *out)
{
	if (x->nranges > 0)
		say_again(x, out);
	else
		crm_buf_addf(out,
		    "line %ld is the first line of another compacted journal: two clones were "
		    "compacted apart and merged; put %s of one of them in its place, and take "
		    "again what it lacks of the other's steps",
		    x->head, x->j->name);
}

static int tell_whole(struct crm_journal *j, uint64_t at, struct crm_err *e)
{
	struct epochs x = {.j = j, .now = j->ix.epoch, .known = crm_map_new()};
	struct crm_buf text = CRM_BUF_INIT;
	int ret = j->store == NULL ? 0 : read_olds(&x, e);

	if (ret == 0)
		ret = each_line(j, take_line, &x, e);
	if (ret == 0) {
		end_range(&x);
		say(&x, &text);
		ret = crm_journal_tell(
		    j, CRM_ERROR, "epochs_merged", at, NULL, crm_buf_str(&text), e);
	}
	crm_map_free(x.known);
	crm_buf_release(&x.lines);
	crm_buf_release(&x.steps);
	crm_buf_release(&text);
	return ret;
}

int crm_notes_epochs(struct crm_journal *j, bool whole, struct crm_err *e)
{
	const struct crm_flaw *f = first_of(j);

	if (f == NULL || j->notes == NULL)
		return 0;
	if (whole)
		return tell_whole(j, f->at, e);
	return crm_journal_tell(j, CRM_ERROR, "bad_line", f->at, NULL,
	    "lines of two epochs were merged, of a clone that was compacted and of one that was "
	    "not, and records may be shown as they were; crm-store verify tells how to mend it",
	    e);
}
