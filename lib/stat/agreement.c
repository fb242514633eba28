#include "lib/stat/agreement.h"

#include <math.h>
#include <string.h>

struct counts {
	long both, a, b, none;
};

static void count(struct counts *c, bool a, bool b)
{
	c->both += a && b;
	c->a += a && !b;
	c->b += !a && b;
	c->none += !a && !b;
}

struct crm_figure crm_kappa(long both, long a, long b, long none)
{
	const __int128 n = (__int128)both + a + b + none;
	const __int128 good = ((__int128)both + a) * ((__int128)both + b);
	const __int128 bad = ((__int128)none + a) * ((__int128)none + b);
	const __int128 left = n * n - good - bad; /* what is not chance */

	if (left <= 0)
		return crm_figure_of(NAN);
	return crm_figure_of((double)(n * ((__int128)both + none) - good - bad) / (double)left);
}

static struct crm_figure kappa_of(const struct counts *c)
{
	return crm_kappa(c->both, c->a, c->b, c->none);
}

static struct crm_figure percent(long share, long of)
{
	return crm_figure_of(of > 0 ? 100 * (double)share / (double)of : NAN);
}

static const bool *trials_of(const struct crm_agreement_data *d, int part, int appraiser)
{
	const size_t at = (size_t)part * (size_t)d->appraisers + (size_t)appraiser;

	return d->good + at * (size_t)d->trials;
}

static void appraiser(const struct crm_agreement_data *d, int a, struct crm_appraiser *out)
{
	struct counts c = {0, 0, 0, 0};

	memset(out, 0, sizeof(*out));
	for (int part = 0; part < d->parts; part++) {
		const bool *good = trials_of(d, part, a);
		const bool want = d->reference != NULL ? d->reference[part] : good[0];
		bool matched = true;

		for (int t = 0; t < d->trials; t++) {
			matched = matched && good[t] == want;
			count(&c, good[t], want);
		}
		out->matched += matched;
	}
	out->effectiveness = percent(out->matched, d->parts);
	if (d->reference == NULL)
		return;
	out->miss = percent(c.a, c.a + c.none);
	out->false_alarm = percent(c.b, c.both + c.b);
	out->kappa = kappa_of(&c);
}

static struct crm_figure pair_of(const struct crm_agreement_data *d, int a, int b)
{
	struct counts c = {0, 0, 0, 0};

	if (a == b)
		return crm_figure_of(NAN);
	for (int part = 0; part < d->parts; part++)
		for (int t = 0; t < d->trials; t++)
			count(&c, trials_of(d, part, a)[t], trials_of(d, part, b)[t]);
	return kappa_of(&c);
}

void crm_agreement(
    const struct crm_agreement_data *d, struct crm_appraiser *out, struct crm_figure *pair)
{
	for (int a = 0; a < d->appraisers; a++) {
		appraiser(d, a, &out[a]);
		for (int b = 0; b < d->appraisers; b++)
			pair[a * d->appraisers + b] = pair_of(d, a, b);
	}
}
