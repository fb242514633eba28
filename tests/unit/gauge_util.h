/*
 * A gauge study judged and figures compared. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_GAUGE_UTIL_H
#define CRM_TESTS_UNIT_GAUGE_UTIL_H

#include <math.h>

#include "lib/stat/gauge.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static inline void near(double have, double want, double most)
{
	if (!(fabs(have - want) <= most))
		fail_msg("%.17g is not %.17g", have, want);
}

static inline void near_figure(struct crm_figure have, double want, double most)
{
	assert_true(have.has);
	near(have.value, want, most);
}

static inline struct crm_gauge_opts opts(enum crm_gauge_method method)
{
	const struct crm_gauge_opts o = {method, 0.05, {false, 0}, {false, 0}};

	return o;
}

static inline struct crm_gauge judged(
    const struct crm_gauge_data *d, const struct crm_gauge_opts *o)
{
	struct crm_gauge g;
	const char *why;

	assert_int_equal(crm_gauge(d, o, &g, &why), 0);
	assert_null(why);
	return g;
}

#endif
