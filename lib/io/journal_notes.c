/* What the user should hear about a journal. */
#include <string.h>

#include "lib/io/store_private.h"

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
		return "of an older epoch than lines before it (written before the journal was "
		       "compacted)";
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
			    "%s; nothing is written before it is mended", text.data);
		goto out;
	}
	for (i = 0; j->notes != NULL && i < j->ix.nflaws && i < NOTES_MOST; i++) {
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

/* The creating line of that id before `at`; false when there is none, or it
 * is the same line once more. */
static bool first_creation(
    struct crm_journal *j, uint64_t at, struct crm_buf *id, uint64_t *first, struct crm_err *e)
{
	struct crm_buf second = CRM_BUF_INIT;
	struct crm_hits h;
	struct crm_scan s;
	const char *text;
	size_t len, i;
	bool found = false;

	if (crm_journal_text(j, at, &text, &len, e) != 0)
		return false;
	crm_buf_add(&second, text, len);
	if (crm_linescan(second.data, second.len, j->limits.depth, &s) != 0 ||
	    crm_span_text(s.v[CRM_M_ID], id) != 0)
		goto out;
	if (crm_journal_hits(j, crm_buf_str(id), &h, e) != 0)
		goto out;
	for (i = 0; i < crm_hits_count(&h) && !found; i++) {
		*first = crm_hits_at(&h, i);
		if (*first >= at || crm_journal_text(j, *first, &text, &len, e) != 0)
			break;
		if (crm_linescan(text, len, j->limits.depth, &s) != 0 ||
		    !crm_span_true(s.v[CRM_M_NEW]) ||
		    crm_span_text(s.v[CRM_M_ID], &j->scratch) != 0 ||
		    strcmp(crm_buf_str(&j->scratch), crm_buf_str(id)) != 0)
			continue;
		if (len == second.len && memcmp(text, second.data, len) == 0)
			break;
		found = true;
	}
out:
	crm_buf_release(&second);
	return found;
}

int crm_notes_seconds(struct crm_journal *j, struct crm_err *e)
{
	struct crm_buf id = CRM_BUF_INIT, text = CRM_BUF_INIT;
	struct crm_err why = CRM_ERR_INIT;
	uint64_t first = 0;
	size_t i;
	long line;
	int ret = -1;

	for (i = 0; j->notes != NULL && i < j->ix.nseconds; i++) {
		if (!first_creation(j, j->ix.seconds[i], &id, &first, &why))
			continue;
		if (crm_journal_number(j, first, &line, e) != 0)
			goto out;
		crm_buf_clear(&text);
		crm_buf_addf(&text,
		    "creates the id a second time, after line %ld; "
		    "it is left out until it has an id of its own",
		    line);
		if (crm_journal_tell(j, CRM_ERROR, "second_new", j->ix.seconds[i], crm_buf_str(&id),
		        text.data, e) != 0)
			goto out;
	}
	ret = 0;
out:
	if (why.code != 0 && ret == 0)
		ret = crm_err_set(e, why.code, "%s", why.text);
	crm_buf_release(&id);
	crm_buf_release(&text);
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
