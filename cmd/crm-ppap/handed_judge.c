/* What refuses a package that is handed in. */
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "cmd/crm-ppap/handed_known.h"

static const char *text_of(const struct handed *h, int field)
{
	return crm_node_text(h->judged->dossier.ppap.top, field);
}

static bool refuse(struct crm_run *r, const struct known *k, int code, const char *field,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));

static bool refuse(
    struct crm_run *r, const struct known *k, int code, const char *field, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	va_list args;

	va_start(args, fmt);
	crm_buf_addv(&text, fmt, args);
	va_end(args);
	crm_err_at(&e, code, k->h->judged->dossier.path, 0, field, "%s", crm_buf_str(&text));
	(void)crm_run_fail(r, &e);
	crm_buf_release(&text);
	return false;
}

/* The same package again: with what was said of it the first time, and not what was rejected. */
bool handed_may_repeat(struct crm_run *r, const struct known *k)
{
	const char *id = crm_record_text(k->same, "id");
	const char *previous = crm_record_text(k->same, "previous");
	const char *state = crm_record_text(k->same, "state");

	if (k->h->previous != NULL && (previous == NULL || strcmp(k->h->previous, previous) != 0))
		return refuse(r, k, k->previous[0] != '\0' ? CRM_BADINPUT : CRM_NOINPUT, "previous",
		    "%s is this package already, and the one before it is %s, not %s", id,
		    previous != NULL ? previous : "none", k->h->previous);
	if (state != NULL && strcmp(state, "rejected") == 0)
		return refuse(
		    r, k, CRM_NO, NULL, "this package was rejected (%s): correct it first", id);
	return true;
}

/* What it was asked for as it is what the manifest says. */
static bool is_as_asked(struct crm_run *r, const struct known *k)
{
	const struct judged *j = k->h->judged;
	struct crm_buf level = CRM_BUF_INIT, asked = CRM_BUF_INIT;
	const char *names[] = {"change_level", "edition", "level"}, *is[3], *was[3];
	struct crm_cell cell;
	bool good = true;

	crm_record_cell(k->asked, "level", NULL, NULL, &cell);
	if (cell.type == CRM_T_INT)
		crm_buf_addf(&asked, "%" PRId64, cell.u.i);
	crm_buf_addf(&level, "%d", (int)j->result.level);
	is[0] = text_of(k->h, CRM_P_PART_CHANGE_LEVEL);
	is[1] = crm_ppap_book_edition_name(j->book);
	is[2] = crm_buf_str(&level);
	was[0] = crm_record_text(k->asked, names[0]);
	was[1] = crm_record_text(k->asked, names[1]);
	was[2] = asked.len > 0 ? crm_buf_str(&asked) : NULL;
	for (size_t i = 0; i < 3; i++) {
		if (was[i] != NULL && strcmp(was[i], is[i]) != 0)
			good = refuse(r, k, CRM_NO, names[i],
			    "is '%s', but %s was opened with '%s'", is[i], k->open, was[i]);
	}
	crm_buf_release(&level);
	crm_buf_release(&asked);
	return good;
}

/* One at a time, and one after the other. */
static bool is_next(struct crm_run *r, const struct known *k)
{
	if (k->h->previous == NULL && k->waiting != NULL)
		return refuse(r, k, CRM_NO, NULL,
		    "%s waits for its verdict: with --previous it comes after that",
		    crm_record_text(k->waiting, "id"));
	for (size_t i = 0; i < k->nlinks; i++) {
		if (strcmp(k->links[i].previous, k->previous) == 0)
			return refuse(r, k, CRM_NO, "previous", "%s was submitted after %s already",
			    k->links[i].id, k->previous);
	}
	return true;
}

/* Not before it was signed; the manifest may name its day. */
static bool is_in_time(struct crm_run *r, const struct known *k)
{
	const struct crm_node *top = k->h->judged->dossier.ppap.top;
	const struct crm_cell *on = crm_ppap_signed(top);
	const struct crm_cell *said = crm_node_cell(top, CRM_P_SUBMITTED);
	char text[CRM_DATE_MAX];
	struct crm_instant at;
	int32_t day;

	if (crm_run_at(r, &at) < 0)
		return false;
	if (at.us < k->previous_us)
		return refuse(
		    r, k, CRM_NO, "at", "is earlier than that of %s, before it", k->previous);
	if (k->h->supplier != NULL)
		return true;
	at.off = crm_zone_offset(crm_run_zone(r), at.us);
	day = crm_instant_day(at);
	if (on->type == CRM_T_DATE && day < on->u.date) {
		crm_date_format(on->u.date, text);
		return refuse(
		    r, k, CRM_NO, "at", "is earlier than the warrant's signature, %s", text);
	}
	if (said->type == CRM_T_DATE && said->u.date != day) {
		crm_date_format(said->u.date, text);
		crm_run_warn(r, "%s: submitted is %s, but it is handed in on another day",
		    k->h->judged->dossier.path, text);
	}
	return true;
}

bool handed_may(struct crm_run *r, const struct known *k)
{
	const char *party = k->h->supplier != NULL ? "supplier" : "customer";

	if (k->elsewhere != NULL)
		return refuse(r, k, CRM_BADINPUT, NULL, "%s is this package, for %s, part %s",
		    crm_record_text(k->elsewhere, "id"), crm_record_text(k->elsewhere, party),
		    crm_record_text(k->elsewhere, "part"));
	return (k->asked == NULL || is_as_asked(r, k)) && is_next(r, k) && is_in_time(r, k);
}
