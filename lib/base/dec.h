/*
 * Exact decimals: money and measured values. At most 18 significant digits;
 * what does not fit is refused, never rounded.
 */
#ifndef CRM_BASE_DEC_H
#define CRM_BASE_DEC_H

#include <stddef.h>
#include <stdint.h>

struct crm_buf;

/* Every argument keeps these bounds: value = coef / 10^scale; 0 <= scale <= 18; |coef| < 10^18. */
struct crm_dec {
	int64_t coef;
	int scale;
};

/* -?digits[.digits], at most 18 digits in all (leading zeros not counted).
 * No exponent, no plus, no blanks. 0, or -1 when it is none. */
int crm_dec_parse(const char *s, size_t len, struct crm_dec *out);
void crm_dec_format(struct crm_dec d, struct crm_buf *out);
int crm_dec_cmp(struct crm_dec a, struct crm_dec b); /* -1 0 1; 1.0 = 1.00 */
double crm_dec_double(struct crm_dec d);
/* a - b exactly, at the larger scale; trailing zeros are dropped where it does
 * not fit otherwise. -1 when the result has more than 18 digits. */
int crm_dec_sub(struct crm_dec a, struct crm_dec b, struct crm_dec *out);

/*
 * num / den rounded half away from zero to `digits` (0..12) decimals, as a
 * decimal; exact integer arithmetic. -1 when den is 0 or it does not fit.
 * 100.0 * 3093 / 3186 with 4 digits: crm_dec_ratio(309300, 3186, 4, &d).
 */
int crm_dec_ratio(__int128 num, __int128 den, int digits, struct crm_dec *out);

/* An exact running sum: 128 bits, so 10^18 addends of 18 digits fit when
 * they share a scale. The scale is the largest seen. */
struct crm_decsum {
	__int128 coef;
	int scale;
};

#define CRM_DECSUM_INIT \
	{               \
		0, 0    \
	}

/* -1 on overflow (the sum is unchanged). */
int crm_decsum_add(struct crm_decsum *s, struct crm_dec d);
/* The sum as a decimal (trailing zeros as with crm_dec_sub); -1 when it has
 * more than 18 digits. */
int crm_decsum_get(const struct crm_decsum *s, struct crm_dec *out);

#endif
