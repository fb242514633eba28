/* Gauges of attributes: how appraisers agree with themselves, each other and the reference. */
#include <stdlib.h>
#include <string.h>

#include "lib/rules/ppap/ppap.h"
#include "lib/rules/study/values.h"

/* Percent: good to here, marginal to there, both included (MSA 4th edition). */
#define EFFECTIVENESS_GOOD 90
#define EFFECTIVENESS_LEAST 80
#define MISS_GOOD 2
#define MISS_MOST 5
#define ALARM_GOOD 5
#define ALARM_MOST 10

/* ok 1 pass good; nok 0 fail bad: the table's words alone. */
static bool is_good(const char *word)
{
	return strchr("o1pg", word[0]) != NULL;
}

static enum crm_study_verdict at_most(struct crm_figure f, double good, double most)
{
	if (!f.has)
		return CRM_STUDY_NONE;
	if (crm_study_cmp(f.value, good) <= 0)
		return CRM_STUDY_MEETS;
	return crm_study_cmp(f.value, most) <= 0 ? CRM_STUDY_REVIEW : CRM_STUDY_FAILS;
}

static void weigh(enum crm_study_verdict v, enum crm_study_verdict *all, struct crm_buf *why,
    const char *who, const char *what, double value, const char *unit)
{
	if (v > CRM_STUDY_MEETS)
		crm_buf_addf(why, "%s%s: %s %.4g%s %s", why->len > 0 ? ", " : "", who, what, value,
		    unit, crm_study_verdict_name(v));
	*all = crm_study_verdict_worse(*all, v);
}

static enum crm_study_verdict kappa_verdict(struct crm_figure k)
{
	return k.has ? crm_study_verdict_kappa(k.value) : CRM_STUDY_NONE;
}

static void judge_appraiser(struct crm_study_attribute *s, size_t a)
{
	const struct crm_appraiser *x = &s->appraisers[a];
	const char *who = s->data.appraiser[a];
	struct crm_figure less = {x->effectiveness.has, 100 - x->effectiveness.value};
	enum crm_study_verdict *v = &s->verdicts[a];

	weigh(at_most(less, 100 - EFFECTIVENESS_GOOD, 100 - EFFECTIVENESS_LEAST), v, &s->why, who,
	    "effectiveness", x->effectiveness.value, " %");
	weigh(at_most(x->miss, MISS_GOOD, MISS_MOST), v, &s->why, who, "miss", x->miss.value, " %");
	weigh(at_most(x->false_alarm, ALARM_GOOD, ALARM_MOST), v, &s->why, who, "false alarm",
	    x->false_alarm.value, " %");
	weigh(kappa_verdict(x->kappa), v, &s->why, who, "kappa", x->kappa.value, "");
	s->verdict = crm_study_verdict_worse(s->verdict, *v);
}

static void judge(struct crm_study_attribute *s)
{
	size_t k = s->data.appraisers;
	struct crm_buf who = CRM_BUF_INIT;

	for (size_t a = 0; a < k; a++)
		judge_appraiser(s, a);
	for (size_t a = 0; a < k; a++) {
		for (size_t b = a + 1; b < k; b++) {
			struct crm_figure f = s->pairs[a * k + b];

			crm_buf_clear(&who);
			crm_buf_addf(&who, "%s and %s", s->data.appraiser[a], s->data.appraiser[b]);
			weigh(kappa_verdict(f), &s->verdict, &s->why, crm_buf_str(&who), "kappa",
			    f.value, "");
		}
	}
	crm_buf_release(&who);
	if (s->blind != NULL && s->verdict != CRM_STUDY_FAILS) {
		s->verdict = CRM_STUDY_NONE;
		crm_buf_addf(
		    &s->why, "%s%s", s->why.len > 0 ? ", " : "", "the study cannot show a miss");
	}
	if (s->blind != NULL)
		crm_study_tell(&s->warnings, "%s: the study cannot show a miss", s->blind);
	if (s->verdict == CRM_STUDY_MEETS)
		crm_buf_addz(&s->why, "kappa, effectiveness, miss and false alarm are all good");
	if (!s->reference)
		crm_study_tell(&s->warnings,
		    "no reference: effectiveness is agreement with oneself; "
		    "no miss, no false alarm");
}

/* A miss is a bad part called good, which takes parts of both sorts that are known. */
static const char *blind(const struct crm_study_attribute *a, const bool *reference)
{
	size_t good = 0;

	if (!a->reference)
		return a->data.appraisers < 2 ? "one appraiser without a reference"
		                              : "no reference";
	for (size_t p = 0; p < a->data.parts; p++)
		good += reference[p];
	return good == a->data.parts ? "all parts are good"
	    : good == 0              ? "all parts are bad"
	                             : NULL;
}

static int need(const struct crm_sheet *s, size_t row, int field, struct crm_err *e)
{
	if (crm_sheet_text(s, row, field)[0] != '\0')
		return 0;
	return crm_err_at(e, CRM_BADINPUT, crm_sheet_source(s), crm_sheet_line(s, row),
	    crm_sheet_named(s, field), "empty: ok or nok expected");
}

/* The part's, the same in all its rows. */
static int read_reference(
    const struct crm_sheet *s, const struct crm_crossed *d, size_t p, bool *out, struct crm_err *e)
{
	size_t each = d->appraisers * d->trials;

	for (size_t i = 0; i < each; i++) {
		size_t row = d->row[p * each + i];
		bool good;

		if (need(s, row, CRM_SA_REFERENCE, e) != 0)
			return -1;
		good = is_good(crm_sheet_text(s, row, CRM_SA_REFERENCE));
		if (i > 0 && good != *out)
			return crm_err_at(e, CRM_BADINPUT, crm_sheet_source(s),
			    crm_sheet_line(s, row), crm_sheet_named(s, CRM_SA_REFERENCE),
			    "'%s' of part '%s', which was another one before",
			    crm_sheet_text(s, row, CRM_SA_REFERENCE), d->part[p]);
		*out = good;
	}
	return 0;
}

static int read_results(const struct crm_sheet *s, struct crm_study_attribute *a, bool *good,
    bool *reference, struct crm_err *e)
{
	const struct crm_crossed *d = &a->data;
	size_t n = d->parts * d->appraisers * d->trials;

	for (size_t i = 0; i < n; i++) {
		if (need(s, d->row[i], CRM_SA_RESULT, e) != 0)
			return -1;
		good[i] = is_good(crm_sheet_text(s, d->row[i], CRM_SA_RESULT));
	}
	for (size_t p = 0; p < d->parts && a->reference; p++) {
		if (read_reference(s, d, p, &reference[p], e) != 0)
			return -1;
	}
	return 0;
}

int crm_study_attribute(
    const struct crm_sheet *s, struct crm_study_attribute *out, struct crm_err *e)
{
	static const struct crm_crossed_fields fields = {
	    CRM_SA_PART, CRM_SA_APPRAISER, CRM_SA_TRIAL, CRM_SA_RESULT};
	struct crm_study_attribute a = {.verdict = CRM_STUDY_NONE};
	struct crm_agreement_data data;
	bool *good, *reference;
	size_t k;
	int rc;

	if (crm_crossed_read(s, &fields, false, &a.data, e) != 0)
		return -1;
	k = a.data.appraisers;
	a.reference = crm_sheet_has(s, CRM_SA_REFERENCE);
	good = crm_calloc(a.data.parts * k * a.data.trials + 1, sizeof(*good));
	reference = crm_calloc(a.data.parts + 1, sizeof(*reference));
	rc = read_results(s, &a, good, reference, e);
	if (rc == 0) {
		a.appraisers = crm_calloc(k, sizeof(*a.appraisers));
		a.verdicts = crm_calloc(k, sizeof(*a.verdicts));
		a.pairs = crm_calloc(k * k, sizeof(*a.pairs));
		data = (struct crm_agreement_data){good, a.reference ? reference : NULL,
		    (int)a.data.parts, (int)k, (int)a.data.trials};
		crm_agreement(&data, a.appraisers, a.pairs);
		a.blind = blind(&a, reference);
		judge(&a);
		*out = a;
	} else {
		crm_study_attribute_release(&a);
	}
	free(good);
	free(reference);
	return rc;
}

void crm_study_attribute_release(struct crm_study_attribute *a)
{
	crm_crossed_release(&a->data);
	free(a->appraisers);
	free(a->verdicts);
	free(a->pairs);
	crm_buf_release(&a->why);
	crm_study_texts_release(&a->warnings);
	memset(a, 0, sizeof(*a));
}
