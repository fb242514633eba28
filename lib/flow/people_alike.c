/* Names that look alike: where nobody has a role, a name is all that tells two apart. */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/flow/people.h"

/* Small letters that look like a Latin one, they or their capitals: Greek, Cyrillic. */
static const struct {
	uint32_t cp;
	char is;
} alike[] = {
    {0xB5, 'm'},
    {0x130, 'i'},
    {0x131, 'i'},
    {0x17F, 's'}, /* Latin */
    {0x3B1, 'a'},
    {0x3B2, 'b'},
    {0x3B3, 'y'},
    {0x3B5, 'e'},
    {0x3B6, 'z'},
    {0x3B7, 'n'}, /* Greek */
    {0x3B9, 'i'},
    {0x3BA, 'k'},
    {0x3BC, 'm'},
    {0x3BD, 'v'},
    {0x3BF, 'o'},
    {0x3C1, 'p'},
    {0x3C4, 't'},
    {0x3C5, 'u'},
    {0x3C7, 'x'},
    {0x3F2, 'c'},
    {0x3F3, 'j'},
    {0x430, 'a'},
    {0x432, 'b'},
    {0x435, 'e'},
    {0x43A, 'k'},
    {0x43C, 'm'}, /* Cyrillic */
    {0x43D, 'h'},
    {0x43E, 'o'},
    {0x440, 'p'},
    {0x441, 'c'},
    {0x442, 't'},
    {0x443, 'y'},
    {0x445, 'x'},
    {0x455, 's'},
    {0x456, 'i'},
    {0x458, 'j'},
    {0x4AF, 'y'},
    {0x4BB, 'h'},
    {0x4CF, 'l'},
    {0x501, 'd'},
    {0x51B, 'q'},
    {0x51D, 'w'},
};

/* The small letter, of Latin, Greek and Cyrillic, in every locale. */
static uint32_t small(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E) /* full width */
		c -= 0xFEE0;
	if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
	    (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
		return c + 32;
	if (c >= 0x400 && c <= 0x40F)
		return c + 80;
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
		return c + (c & 1);
	if (c == 0x4C0)
		return 0x4CF;
	if ((c >= 0x100 && c <= 0x177 && c != 0x130 && c != 0x138) ||
	    (c >= 0x460 && c <= 0x52F && (c < 0x482 || c > 0x489)))
		return c | 1;
	return c;
}

/* What nobody sees: soft hyphen, joiners, marks of direction, a BOM. */
static bool is_unseen(uint32_t c)
{
	return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
	    (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

struct rest {
	const char *s;
	size_t len;
};

static void skip(struct rest *r, size_t n)
{
	r->s += n;
	r->len -= n;
}

/* Were there any? */
static bool skip_blanks(struct rest *r)
{
	bool any = false;

	for (size_t n; (n = crm_utf8_blank(r->s, r->len)) > 0; any = true)
		skip(r, n);
	return any;
}

static uint32_t looks(uint32_t c)
{
	c = small(c);
	for (size_t i = 0; c > 'z' && i < sizeof(alike) / sizeof(alike[0]); i++)
		if (alike[i].cp == c)
			return (uint32_t)alike[i].is;
	return c;
}

/* The next letter as it looks; 0: there is none. Blanks are one, and none at the end. */
static uint32_t next(struct rest *r)
{
	bool blank = false;

	for (;;) {
		uint32_t c = 0;
		size_t n;

		blank = skip_blanks(r) || blank;
		n = r->len > 0 ? crm_utf8_decode(r->s, r->len, &c) : 0;
		if (r->len > 0 && n == 0)
			c = 0x110000 + (unsigned char)*r->s;
		if (r->len > 0 && is_unseen(c)) {
			skip(r, n);
			continue;
		}
		if (r->len == 0)
			return 0;
		if (blank)
			return ' ';
		skip(r, n > 0 ? n : 1);
		return looks(c);
	}
}

bool crm_people_alike(const char *a, const char *b)
{
	struct rest x = {a, strlen(a)}, y = {b, strlen(b)};
	uint32_t c;

	(void)skip_blanks(&x);
	(void)skip_blanks(&y);
	do {
		c = next(&x);
		if (c != next(&y))
			return false;
	} while (c != 0);
	return true;
}
