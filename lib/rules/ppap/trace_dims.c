/*
 * Dimensional results against the drawing list: everything that is no reference dimension
 * measured in every stream, on enough parts, within its limits (AIAG PPAP 4th edition, 2.2.9).
 */
#include <stdlib.h>
#include <string.h>

#include "lib/rules/ppap/trace_private.h"

struct first {
	const struct crm_sheet *sheet;
	size_t row;
};

/* Of a characteristic in a stream: was it measured, or judged alone? */
struct kept {
	struct first first;
	bool value;
};

struct dims {
	struct crm_trace *t;
	int at;
	struct crm_trace_sheets s;
	size_t row;
	struct crm_trace_cover cover; /* values: parts measured */
	struct crm_map *parts;        /* characteristic, stream and part */
	struct kept *kept;            /* by the cover's pairs */
	size_t kept_cap;
	struct crm_map *told;  /* unknown numbers and streams */
	struct crm_map *named; /* streams of the results, where the run has none */
	struct first *first;   /* by stream: its first row */
	struct crm_buf key;
};

static const char *text(const struct dims *d, int field)
{
	return crm_sheet_text(d->s.sheet, d->row, field);
}

/* Something is in the cell; what cannot be read is told as a value. */
static bool filled(const struct dims *d, int field)
{
	return crm_sheet_cell(d->s.sheet, d->row, field)->type != CRM_T_ABSENT;
}

static void find_row(
    struct dims *d, const char *code, const char *what, const char *name, const char *message)
{
	crm_buf_clear(&d->key);
	crm_buf_addf(&d->key, "%s%s%s", what, name[0] != '\0' ? " " : "", name);
	crm_ppap_find(d->t->j, d->at, code, crm_sheet_source(d->s.sheet),
	    crm_sheet_line(d->s.sheet, d->row), crm_buf_str(&d->key), "%s", message);
}

/* Tells an unknown name once, at its first row. */
static void find_once(
    struct dims *d, const char *code, const char *what, const char *name, const char *message)
{
	bool added;

	crm_buf_clear(&d->key);
	crm_buf_addf(&d->key, "%s %s", what, name);
	crm_map_put(d->told, d->key.data, d->key.len, &added);
	if (added)
		find_row(d, code, what, name, message);
}

/* Results of two streams, and the run names none. */
static void judge_unsaid(struct dims *d, const char *name)
{
	struct crm_buf message = CRM_BUF_INIT;
	bool added = false;

	if (name[0] != '\0')
		crm_map_put(d->named, name, strlen(name), &added);
	if (added && crm_map_count(d->named) == 2 &&
	    crm_node_cell(d->t->j->p->top, CRM_P_RUN_STREAMS)->type != CRM_T_BAD) {
		crm_buf_addf(&message,
		    "results of stream '%s' and '%s', and the run names none: set run.streams",
		    crm_map_key(d->named, 0, NULL), name);
		find_row(d, "stream_unknown", "stream", name, crm_buf_str(&message));
	}
	crm_buf_release(&message);
}

/* Number of the row's stream; CRM_MAP_NONE where the run has none such. */
static size_t stream_of(struct dims *d)
{
	const char *name;
	size_t i = crm_trace_stream(d->t, d->s.evidence, d->row, &name);
	struct crm_buf message = CRM_BUF_INIT;

	if (crm_map_count(d->t->streams) == 0)
		judge_unsaid(d, name);
	if (i != CRM_MAP_NONE)
		return i;
	if (name[0] == '\0')
		crm_buf_addz(&message, "no stream given, and the run has several");
	else
		crm_buf_addf(&message, "the run has no stream '%s'", name);
	find_once(d, "stream_unknown", "stream", name, crm_buf_str(&message));
	crm_buf_release(&message);
	return i;
}

/* Attributes need a verdict; another characteristic a value, or a verdict too. */
static bool measured(const struct dims *d, const struct crm_trace_item *x)
{
	return filled(d, CRM_SD_RESULT) || (!x->attribute && filled(d, CRM_SD_VALUE));
}

static void add_bonus(const struct dims *d, const struct crm_trace_item *x, struct crm_buf *message)
{
	struct crm_dims_limits l;

	if (x->dims == NULL)
		return;
	crm_dims_limits(
	    x->dims, x->sheet, x->row, text(d, CRM_SD_STREAM), text(d, CRM_SD_PART), &l);
	crm_buf_addz(message, ", bonus ");
	if (l.lacking != NULL)
		crm_buf_addf(message, "none: %s", l.lacking);
	else
		crm_dec_format(l.added, message);
}

static void judge_value(struct dims *d, const struct crm_trace_item *x)
{
	const char *lower = crm_sheet_text(x->sheet, x->row, CRM_SC_LOWER);
	const char *upper = crm_sheet_text(x->sheet, x->row, CRM_SC_UPPER);
	enum crm_trace_fit fit = crm_trace_fit(x, d->s.sheet, d->row);
	struct crm_buf message = CRM_BUF_INIT;

	if (fit == CRM_FIT_BELOW)
		crm_buf_addf(
		    &message, "'%s' is below the lower limit '%s'", text(d, CRM_SD_VALUE), lower);
	else if (fit == CRM_FIT_ABOVE)
		crm_buf_addf(
		    &message, "'%s' is above the upper limit '%s'", text(d, CRM_SD_VALUE), upper);
	else if (fit == CRM_FIT_NOK)
		crm_buf_addz(&message, "result nok");
	if (message.len > 0) {
		if (lower[0] != '\0' && upper[0] != '\0')
			crm_buf_addf(&message, ", limits '%s' to '%s'", lower, upper);
		add_bonus(d, x, &message);
		if (text(d, CRM_SD_STREAM)[0] != '\0')
			crm_buf_addf(&message, ", stream '%s'", text(d, CRM_SD_STREAM));
		if (text(d, CRM_SD_PART)[0] != '\0')
			crm_buf_addf(&message, ", part '%s'", text(d, CRM_SD_PART));
		find_row(d, "dimension_out", "no", x->no, crm_buf_str(&message));
	}
	crm_buf_release(&message);
}

/* A row without a part's name is a part of its own. */
static void count_part(struct dims *d, size_t item, size_t stream)
{
	const char *part = text(d, CRM_SD_PART);
	const size_t pair[] = {item, stream};
	size_t before = crm_map_count(d->cover.pairs), i;
	bool added = true;

	crm_buf_clear(&d->key);
	crm_buf_add(&d->key, pair, sizeof(pair));
	crm_buf_addz(&d->key, part);
	if (part[0] != '\0')
		crm_map_put(d->parts, d->key.data, d->key.len, &added);
	i = crm_trace_cover_add(&d->cover, item, stream);
	if (added)
		++*crm_map_value(d->cover.pairs, i);
	if (crm_map_count(d->cover.pairs) > before) {
		crm_grow(&d->kept, &d->kept_cap, i + 1, sizeof(*d->kept));
		d->kept[i] = (struct kept){{d->s.sheet, d->row}, false};
	}
	d->kept[i].value = d->kept[i].value || filled(d, CRM_SD_VALUE);
	if (d->first[stream].sheet == NULL)
		d->first[stream] = (struct first){d->s.sheet, d->row};
}

static void judge_row(struct dims *d)
{
	const char *no = text(d, CRM_SD_NO);
	size_t item = crm_trace_item(d->t, no, strlen(no)), stream = stream_of(d);
	const struct crm_trace_item *x;
	struct crm_buf message = CRM_BUF_INIT;

	if (item == CRM_TRACE_NO) {
		crm_buf_addf(&message, "the drawing list has no characteristic '%s'", no);
		find_once(d, "balloon_unknown", "no", no,
		    no[0] == '\0' ? "a result without a number" : crm_buf_str(&message));
		crm_buf_release(&message);
		return;
	}
	x = &d->t->items[item];
	if (x->reference)
		return;
	judge_value(d, x);
	if (stream != CRM_MAP_NONE && measured(d, x))
		count_part(d, item, stream);
}

/* Special characteristics without any result have a code of their own. */
static void judge_missing(struct dims *d)
{
	struct crm_buf names = CRM_BUF_INIT;

	for (size_t i = 0; i < d->t->n; i++) {
		const struct crm_trace_item *x = &d->t->items[i];

		crm_buf_clear(&names);
		if (x->reference || crm_trace_cover_lacks(&d->cover, i, &names) == 0)
			continue;
		if (x->special[0] != '\0' && d->cover.streams[i] == 0)
			crm_trace_find(d->t, d->at, "special_not_measured", i,
			    "special characteristic '%s' has no result%s", x->special,
			    crm_buf_str(&names));
		else
			crm_trace_find(d->t, d->at, "balloon_not_measured", i, "no result%s",
			    crm_buf_str(&names));
	}
	crm_buf_release(&names);
}

/* What has limits is measured: a verdict alone is no actual result. */
static void judge_verdicts(struct dims *d)
{
	size_t n = crm_map_count(d->cover.pairs), pair[2];
	struct crm_buf message = CRM_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		const struct crm_trace_item *x;

		memcpy(pair, crm_map_key(d->cover.pairs, i, NULL), sizeof(pair));
		x = &d->t->items[pair[0]];
		if (d->kept[i].value || x->attribute ||
		    (x->lower->type == CRM_T_ABSENT && x->upper->type == CRM_T_ABSENT))
			continue;
		d->s.sheet = d->kept[i].first.sheet;
		d->row = d->kept[i].first.row;
		crm_buf_clear(&message);
		crm_buf_addz(&message, "only ok or nok");
		if (crm_map_count(d->t->streams) > 1)
			crm_buf_addf(
			    &message, " in stream '%s'", crm_map_key(d->t->streams, pair[1], NULL));
		crm_buf_addz(&message, ", and it has limits: actual results expected");
		find_row(d, "result_without_value", "no", x->no, crm_buf_str(&message));
	}
	crm_buf_release(&message);
}

/* item: CRM_TRACE_NO, the stream as a whole. */
static void find_few(struct dims *d, size_t item, size_t stream, size_t parts, int want)
{
	const struct first *f = &d->first[stream];
	const char *s = parts == 1 ? "" : "s";

	crm_buf_clear(&d->key);
	if (crm_map_count(d->t->streams) > 0)
		crm_buf_addf(&d->key, "stream %s", crm_map_key(d->t->streams, stream, NULL));
	if (item == CRM_TRACE_NO)
		crm_ppap_find(d->t->j, d->at, "samples_few", crm_sheet_source(f->sheet),
		    crm_sheet_line(f->sheet, f->row), crm_buf_str(&d->key),
		    "%zu part%s measured; at least %d expected", parts, s, want);
	else
		crm_trace_find(d->t, d->at, "samples_few", item,
		    "measured on %zu part%s%s%s; at least %d expected", parts, s,
		    d->key.len > 0 ? ", " : "", crm_buf_str(&d->key), want);
}

/* Where no characteristic of a stream has enough parts that is told once; else each that has too few.
 * What was not measured at all is told as that. */
static void judge_samples(struct dims *d)
{
	int want = crm_ppap_book_limits(d->t->j->book)->samples;
	size_t streams = crm_trace_streams(d->t), n = crm_map_count(d->cover.pairs);
	size_t *most = crm_calloc(streams, sizeof(*most));
	size_t pair[2];

	for (size_t i = 0; i < n; i++) {
		size_t parts = *crm_map_value(d->cover.pairs, i);

		memcpy(pair, crm_map_key(d->cover.pairs, i, NULL), sizeof(pair));
		if (parts > most[pair[1]])
			most[pair[1]] = parts;
	}
	for (size_t i = 0; i < streams; i++) {
		if (most[i] > 0 && (int64_t)most[i] < want)
			find_few(d, CRM_TRACE_NO, i, most[i], want);
	}
	for (size_t i = 0; i < n; i++) {
		size_t parts = *crm_map_value(d->cover.pairs, i);

		memcpy(pair, crm_map_key(d->cover.pairs, i, NULL), sizeof(pair));
		if ((int64_t)parts < want && (int64_t)most[pair[1]] >= want)
			find_few(d, pair[0], pair[1], parts, want);
	}
	free(most);
}

void crm_trace_dims(struct crm_trace *t)
{
	struct dims d = {.t = t,
	    .at = crm_ppap_state_of(t->j, CRM_ROLE_DIMENSIONAL),
	    .s = {.kind = CRM_SHEET_DIMENSIONAL, .column = CRM_SD_NO}};
	bool any = false;

	if (!crm_ppap_counts(t->j, CRM_ROLE_DIMENSIONAL) || t->n == 0)
		return;
	crm_trace_cover_init(&d.cover, t);
	d.parts = crm_map_new();
	d.told = crm_map_new();
	d.named = crm_map_new();
	d.first = crm_calloc(crm_trace_streams(t), sizeof(*d.first));
	while (crm_trace_next(t, &d.s)) {
		if (!crm_sheet_has(d.s.sheet, CRM_SD_VALUE) &&
		    !crm_sheet_has(d.s.sheet, CRM_SD_RESULT))
			continue;
		any = true;
		for (d.row = 0; d.row < crm_sheet_rows(d.s.sheet); d.row++)
			judge_row(&d);
	}
	if (any) {
		judge_missing(&d);
		judge_verdicts(&d);
		judge_samples(&d);
	}
	crm_buf_release(&d.key);
	free(d.kept);
	free(d.first);
	crm_map_free(d.named);
	crm_map_free(d.told);
	crm_map_free(d.parts);
	crm_trace_cover_release(&d.cover);
}
