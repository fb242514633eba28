/* What the user should hear about a journal. */
#include <string.h>

#include "lib/io/store/store_private.h"

#define NOTES_MOST ((size_t)1000)

int crm_journal_tell(struct crm_journal *j, enum crm_severity severity, const char *code,
    uint64_t at, const char *id, const char *text, struct crm_err *e)
{
	struct crm_buf key = CRM_BUF_INIT;
	bool added;
	long line;

	if (j->notes == NULL)
		return 0;
	if (crm_journal_number(j, at, &line, e) != 0)
		return -1;
	crm_buf_addf(&key, "%s %ld", code, line);
	crm_map_put(j->told, key.data, key.len, &added);
	crm_buf_release(&key);
	if (added)
		crm_finding_add(j->notes, severity, code, j->path.data, line, id, NULL, "%s", text);
	return 0;
}

static const char *plain_text(uint64_t why)
{
	switch ((enum crm_flaw_kind)why) {
	case CRM_FLAW_JSON:
	case CRM_FLAW_LONG:
		break;
	case CRM_FLAW_NUL:
		return "holds a NUL byte";
	case CRM_FLAW_ENVELOPE:
		return "no journal line: id and step expected, tx as ID:i/n";
	case CRM_FLAW_AT:
		return "no journal line: at (and rec, where it is there) must be a date and time "
		       "with offset, like 2026-11-20T09:00:00+08:00";
	case CRM_FLAW_BATCH:
		return "belongs to a batch that is not whole";
	case CRM_FLAW_EPOCH:
	case CRM_FLAW_HEAD:
		return "lines of two epochs were merged, of a clone that was compacted and of one "
		       "that was not";
	case CRM_FLAW_NUMBER:
		return "its epoch is not a whole number";
	}
	return "not a JSON object";
}

/* The parser's own words; the scan of an index keeps none. */
static int json_text(struct crm_journal *j, uint64_t at, struct crm_buf *out, struct crm_err *e)
{
	struct crm_err why = CRM_ERR_INIT;
	struct crm_record *r = NULL;
	struct crm_scan s;
	const char *text;
	size_t len;

	if (crm_journal_text(j, at, &text, &len, e) != 0)
		return -1;
	if (crm_record_parse(text, len, &j->limits, &r, &why) != 0)
		crm_buf_addz(out, why.text);
	else if (crm_linescan(text, len, j->limits.depth, &s) != 0)
		crm_buf_addz(out, s.why);
	else
		crm_buf_addz(out, plain_text(CRM_FLAW_JSON));
	crm_record_free(r);
	return 0;
}

static int flaw_text(
    struct crm_journal *j, const struct crm_flaw *f, struct crm_buf *out, struct crm_err *e)
{
	crm_buf_clear(out);
	if (f->why == CRM_FLAW_JSON)
		return json_text(j, f->at, out, e);
	if (f->why == CRM_FLAW_LONG)
		crm_buf_addf(out, "longer than %zu bytes (limit line)", j->limits.line);
	else
		crm_buf_addz(out, plain_text(f->why));
	return 0;
}

int crm_notes_flaws(struct crm_journal *j, bool stop, struct crm_err *e)
{
	const struct crm_flaw *f = j->ix.flaws;
	struct crm_buf text = CRM_BUF_INIT;
	int ret = -1;
	size_t i;
	long line;

	if (stop && j->ix.nflaws > 0) {
		if (flaw_text(j, &f[0], &text, e) == 0 &&
		    crm_journal_number(j, f[0].at, &line, e) == 0)
			crm_err_at(e, CRM_BADINPUT, j->path.data, line, NULL,
			    "%s; nothing is written before it is mended: crm-store verify tells",
			    text.data);
		goto out;
	}
	for (i = 0; j->notes != NULL && i < j->ix.nflaws && i < NOTES_MOST; i++) {
		if (crm_flaw_merged(&f[i]))
			continue;
		if (flaw_text(j, &f[i], &text, e) != 0)
			goto out;
		crm_buf_addz(&text, "; the line is left out");
		if (crm_journal_tell(j, CRM_ERROR, "bad_line", f[i].at, NULL, text.data, e) != 0)
			goto out;
	}
	if (j->notes != NULL && i < j->ix.nflaws)
		crm_finding_add(j->notes, CRM_ERROR, "bad_line", j->path.data, 0, NULL, NULL,
		    "%zu more bad lines", j->ix.nflaws - i);
	ret = 0;
out:
	crm_buf_release(&text);
	return ret;
}

/* Does the line carry on what is left out already? That was told. */
static bool carries_on(const struct crm_chain *c, const struct crm_link *l)
{
	const unsigned both = CRM_L_SECOND | CRM_L_SETTLED;
	size_t k;

	for (k = 0; k < l->nparents; k++)
		if ((c->v[c->parents[l->parent + k]].flags & both) == CRM_L_SECOND)
			return true;
	return false;
}

/* The second creations of one id that nothing has settled. */
static int tell_seconds(
    struct crm_journal *j, const struct crm_chain *c, const char *id, struct crm_err *e)
{
	const unsigned both = CRM_L_SECOND | CRM_L_SETTLED;
	struct crm_buf text = CRM_BUF_INIT;
	int ret = 0;
	size_t i;
	long line;

	for (i = 0; ret == 0 && i < c->n; i++) {
		const struct crm_link *l = &c->v[i];

		if ((l->flags & both) != CRM_L_SECOND || carries_on(c, l))
			continue;
		if (crm_journal_number(j, c->v[c->created].at, &line, e) != 0) {
			ret = -1;
			break;
		}
		crm_buf_clear(&text);
		crm_buf_addf(&text,
		    (l->flags & CRM_L_NEW) != 0
		        ? "creates the id a second time, after line %ld; it is left out until "
		          "crm-store renumber gives it an id of its own"
		        : "continues the second creation of an id that line %ld created; it is "
		          "left out until crm-store renumber takes it over",
		    line);
		ret = crm_journal_tell(j, CRM_ERROR, "second_new", l->at, id, text.data, e);
	}
	crm_buf_release(&text);
	return ret;
}

int crm_notes_seconds(struct crm_journal *j, struct crm_err *e)
{
	struct crm_buf id = CRM_BUF_INIT;
	struct crm_map *ids;
	struct crm_chain c;
	bool added;
	size_t i;
	int ret = 0;

	if (crm_journal_merged(j))
		return 0; /* nearly all of them */
	memset(&c, 0, sizeof(c));
	ids = crm_map_new();
	for (i = 0; ret == 0 && j->notes != NULL && i < j->ix.nseconds; i++) {
		ret = crm_journal_id_at(j, j->ix.seconds[i], &id, e);
		crm_map_put(ids, crm_buf_str(&id), id.len, &added);
		if (ret == 0 && !added)
			continue; /* its chain was judged */
		if (ret == 0)
			ret = crm_chain_read(j, crm_buf_str(&id), &c, e);
		if (ret == 0)
			ret = tell_seconds(j, &c, crm_buf_str(&id), e);
	}
	crm_chain_release(&c);
	crm_map_free(ids);
	crm_buf_release(&id);
	return ret;
}

int crm_notes_tail(struct crm_journal *j, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	int ret;

	if (j->ix.end == j->size)
		return 0;
	crm_buf_addf(&text,
	    "%llu bytes from here on are of a command that was "
	    "not finished; they are left out",
	    (unsigned long long)(j->size - j->ix.end));
	ret = crm_journal_tell(j, CRM_WARNING, "torn_tail", j->ix.end, NULL, text.data, e);
	crm_buf_release(&text);
	return ret;
}
