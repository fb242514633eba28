#include "lib/stat/distribution.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#define SQRT_HALF 0.70710678118654752440
#define TWO_PI 6.28318530717958647693
#define HALF_LOG_2PI 0.91893853320467274178
#define TINY 1e-300
#define CLOSE 1e-15
#define MANY 1e9
#define FARTHEST 1e300

double crm_stirling_rest(double a)
{
	double y = a, product = 1, s, rest;

	while (y < 16) {
		product *= y;
		y += 1;
	}
	s = 1 / (y * y);
	rest =
	    (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188))))) /
	    y;
	if (y > a) /* gamma(a) = gamma(y) / product */
		rest += (y - 0.5) * log(y) - y - log(product) - ((a - 0.5) * log(a) - a);
	return rest;
}

/* The nearest p of which a quantile is finite. */
static double within(double p)
{
	if (!(p > DBL_MIN))
		return DBL_MIN;
	return p < 1 ? p : 1 - DBL_EPSILON / 2;
}

double crm_normal_below(double z)
{
	return 0.5 * erfc(-z * SQRT_HALF);
}

double crm_normal_above(double z)
{
	return 0.5 * erfc(z * SQRT_HALF);
}

/* Hastings' approximation (Abramowitz and Stegun 26.2.23), then Halley's steps. */
double crm_normal_quantile(double p)
{
	double q, t, z;

	p = within(p);
	q = p > 0.5 ? 1 - p : p;
	t = sqrt(-2 * log(q));
	z = (2.515517 + t * (0.802853 + t * 0.010328)) /
	        (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) -
	    t;
	for (int i = 0; i < 4; i++) {
		double u = (crm_normal_below(z) - q) * sqrt(TWO_PI) * exp(z * z / 2);

		z -= u / (1 + z * u / 2);
	}
	return p > 0.5 ? -z : z;
}

/* x^a e^-x / gamma(a + 1), about x = a without loss. */
static double gamma_term(double a, double x)
{
	double r = x / a, far;

	if (!(r > 0 && r < DBL_MAX))
		return 0;
	far = fabs(r - 1) < 0.5 ? (x - a) / a - log1p((x - a) / a) : r - 1 - log(r);
	return exp(-a * far - crm_stirling_rest(a)) / sqrt(TWO_PI * a);
}

/* What a loop needs at most: terms about the middle fall off within some sqrt(a). */
static long most_steps(double a)
{
	return 1000 + 40 * (long)sqrt(fmin(a, MANY));
}

/* The sum 1 + x/(a+1) + x^2/((a+1)(a+2)) + ... */
static double gamma_series(double a, double x)
{
	double sum = 1, term = 1;

	for (long i = 1, most = most_steps(a); i < most && term > sum * CLOSE / 10; i++) {
		term *= x / (a + (double)i);
		sum += term;
	}
	return sum;
}

/* The continued fraction 1/(x+1-a - 1(1-a)/(x+3-a - ...)), by Lentz's method. */
static double gamma_fraction(double a, double x)
{
	double b = x + 1 - a, c = 1 / TINY, d = 1 / b, h = d;

	for (long i = 1, most = most_steps(a); i < most; i++) {
		double n = (double)i, an = -n * (n - a), step;

		b += 2;
		d = an * d + b;
		d = 1 / (fabs(d) < TINY ? TINY : d);
		c = b + an / c;
		c = fabs(c) < TINY ? TINY : c;
		step = d * c;
		h *= step;
		if (fabs(step - 1) < CLOSE)
			break;
	}
	return h;
}

/* Both tails of the gamma distribution; the smaller one is exact. Wilson and Hilferty's normal is as
 * good where a is beyond every sample. x > 0. */
static void gamma_tails(double a, double x, double *below, double *above)
{
	double term = gamma_term(a, x), c = 1 / (9 * a);

	if (a > MANY) {
		*below = crm_normal_below((cbrt(x / a) - 1 + c) / sqrt(c));
		*above = crm_normal_above((cbrt(x / a) - 1 + c) / sqrt(c));
	} else if (x < a + 1) {
		*below = fmin(1, term * gamma_series(a, x));
		*above = 1 - *below;
	} else {
		*above = term > 0 ? fmin(1, term * a * gamma_fraction(a, x)) : 0;
		*below = 1 - *above;
	}
}

double crm_chi2_below(double x, double df)
{
	double below, above;

	if (!(x > 0) || !(df > 0))
		return 0;
	gamma_tails(fmin(df, FARTHEST) / 2, fmin(x, FARTHEST) / 2, &below, &above);
	return below;
}

/* The logarithm of a first guess: Wilson and Hilferty's, or the power that the lower end follows. */
static double chi2_guess(double p, double df)
{
	double a = df / 2, c = 2 / (9 * df);
	double root = 1 - c + crm_normal_quantile(p) * sqrt(c);
	double log_gamma = 0.5 * log(TWO_PI * a) + a * log(a) - a + crm_stirling_rest(a);

	if (root > 0.3)
		return log(df) + 3 * log(root);
	return log(2) + (log(p) + log_gamma) / a;
}

/* Newton's steps on the logarithm of the smaller tail over log x, kept between bounds. */
double crm_chi2_quantile(double p, double df)
{
	double low = log(DBL_MIN), high = log(DBL_MAX) - 2, t;
	bool upper;

	if (!(df > 0))
		return 0;
	df = fmin(df, FARTHEST);
	p = within(p);
	upper = p > 0.5;
	t = fmin(fmax(chi2_guess(p, df), low), high);
	for (int i = 0; i < 200; i++) {
		double half = exp(t) / 2, slope, below, above, tail, miss, next = low - 1;

		gamma_tails(df / 2, half, &below, &above);
		tail = upper ? above : below;
		miss = tail > 0 ? log(tail / (upper ? 1 - p : p)) : -DBL_MAX;
		if (upper ? miss > 0 : miss < 0)
			low = t;
		else
			high = t;
		slope = gamma_term(df / 2, half) * (df / 2);
		if (tail > 0 && slope > 0)
			next = t - (upper ? -miss : miss) * (tail / slope);
		if (!(next >= low && next <= high))
			next = low + (high - low) / 2;
		if (fabs(next - t) <= 4e-16 * fmax(1, fabs(t)))
			break;
		t = next;
	}
	return exp(t);
}

/* The continued fraction of the incomplete beta function, by Lentz's method. */
static double beta_fraction(double a, double b, double x)
{
	double c = 1, d = 1 - (a + b) * x / (a + 1), h;

	d = 1 / (fabs(d) < TINY ? TINY : d);
	h = d;
	for (long i = 1, most = most_steps(a + b); i < most; i++) {
		double m = (double)i, step = 1;
		const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));

		for (int k = 0; k < 2; k++) {
			const double part = k == 0 ? even : odd;

			d = 1 + part * d;
			d = 1 / (fabs(d) < TINY ? TINY : d);
			c = 1 + part / c;
			c = fabs(c) < TINY ? TINY : c;
			step = d * c;
			h *= step;
		}
		if (fabs(step - 1) < CLOSE)
			break;
	}
	return h;
}

/* The incomplete beta function at x = 1 - y. */
static double beta_below(double a, double b, double x, double y)
{
	double n = a + b, front;

	if (!(x > 0))
		return 0;
	if (!(y > 0))
		return 1;
	front = sqrt(a * b / (TWO_PI * n)) *
	    exp(a * log(x * n / a) + b * log(y * n / b) + crm_stirling_rest(n) -
	        crm_stirling_rest(a) - crm_stirling_rest(b));
	if (x < (a + 1) / (n + 2))
		return fmin(1, front * beta_fraction(a, b, x) / a);
	return fmax(0, 1 - front * beta_fraction(b, a, y) / b);
}

double crm_f_above(double f, double df1, double df2)
{
	double odds;

	df1 = fmin(df1, MANY);
	df2 = fmin(df2, MANY);
	odds = df1 * f;
	if (!(odds > 0) || !(df1 > 0) || !(df2 > 0))
		return 1;
	if (odds > FARTHEST)
		return 0;
	return beta_below(df2 / 2, df1 / 2, df2 / (df2 + odds), odds / (df2 + odds));
}
