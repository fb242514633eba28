/*
 * lib/base/utf8.h: RFC 3629 to the letter, nothing harmful reaches a terminal,
 * widths as wcwidth has them.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <string.h>
#include <wchar.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static size_t encode(uint32_t cp, char out[4])
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

static void every_code_point(void **state)
{
	char s[4];
	uint32_t cp, back;
	size_t n, cut;

	(void)state;
	for (cp = 0; cp < 0x120000; cp++) {
		n = encode(cp, s);
		if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) {
			if (crm_utf8_decode(s, n, &back) != 0)
				fail_msg("U+%X is taken", (unsigned)cp);
			continue;
		}
		if (crm_utf8_decode(s, n, &back) != n || back != cp)
			fail_msg("U+%X is not read", (unsigned)cp);
		for (cut = 1; cut < n; cut++)
			if (crm_utf8_decode(s, cut, &back) != 0)
				fail_msg("U+%X is taken at %zu bytes", (unsigned)cp, cut);
	}
}

static void first_invalid(void **state)
{
	static const struct {
		const char *s;
		size_t at;
	} rows[] = {
	    {"", 0},
	    {"abc", 3},
	    {"\x80", 0},
	    {"a\xc0\x80", 1},                       /* overlong */
	    {"\xc1\xbf", 0},                        /* overlong */
	    {"\xe0\x9f\xbf", 0},                    /* overlong */
	    {"\xf0\x8f\xbf\xbf", 0},                /* overlong */
	    {"\xed\xa0\x80", 0},                    /* surrogate */
	    {"\xf4\x90\x80\x80", 0},                /* above U+10FFFF */
	    {"\xf5\x80\x80\x80", 0},                /* above U+10FFFF */
	    {"\xfe", 0},                            /* never */
	    {"12345678901234\xc3\xa4\xe4\xb8", 16}, /* cut */
	    {"\xe4\xb8\xad\xe4\x28\xad", 3},
	    {"12345678\xff", 8},
	    {"1234567\xff", 7},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++)
		assert_int_equal(crm_utf8_invalid(rows[i].s, strlen(rows[i].s)), rows[i].at);
	assert_int_equal(crm_utf8_invalid("a\0b", 3), 3);
}

static void visible(void **state)
{
	static const struct {
		const char *s;
		bool multiline;
		const char *expect;
	} rows[] = {
	    {"plain \xc3\xa4 \xe4\xb8\xad", false, "plain \xc3\xa4 \xe4\xb8\xad"},
	    {"a\tb\nc", false, "a\\u{9}b\\u{A}c"},
	    {"a\tb\nc\r", true, "a\tb\nc\\u{D}"},
	    {"\x1b[31m", true, "\\u{1B}[31m"},
	    {"\x7f", true, "\\u{7F}"},
	    {"\xc2\x9b", false, "\\u{9B}"},
	    {"\xc2\xa0", false, "\xc2\xa0"},
	    {"\xe2\x80\xae", false, "\\u{202E}"},
	    {"\xe2\x80\xaa", false, "\\u{202A}"},
	    {"\xe2\x80\xaf", false, "\xe2\x80\xaf"},
	    {"\xe2\x81\xa6\xe2\x81\xa9", false, "\\u{2066}\\u{2069}"},
	    {"\xe2\x80\xa8\xe2\x80\xa9", true, "\\u{2028}\\u{2029}"},
	    {"\xff\xc3", false, "\\x{FF}\\x{C3}"},
	    {"\xe4\xb8", false, "\\x{E4}\\x{B8}"},
	    {"", false, ""},
	};
	struct crm_buf b = CRM_BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		crm_buf_clear(&b);
		crm_buf_addz(&b, "> ");
		crm_utf8_visible(&b, rows[i].s, strlen(rows[i].s), rows[i].multiline);
		assert_string_equal(b.data + 2, rows[i].expect);
	}
	crm_buf_clear(&b);
	crm_utf8_visible(&b, "a\0b", 3, false);
	assert_string_equal(b.data, "a\\u{0}b");
	crm_buf_release(&b);
}

/* The same JSON, without DEL, C1, bidi controls and line separators. */
static void visible_json(void **state)
{
	static const struct {
		const char *json, *expect;
	} rows[] = {
	    {"", ""},
	    {"{\"a\":\"中\xf0\x9f\x98\x80\"}\n", "{\"a\":\"中\xf0\x9f\x98\x80\"}\n"},
	    {"\"\x7f\xc2\x9b\xe2\x80\xae\"", "\"\\u007F\\u009B\\u202E\""},
	    {"\"\xe2\x80\xa8\xe2\x81\xa6\"", "\"\\u2028\\u2066\""},
	    {"\"\xe2\x80\xa7\xe2\x81\xaa\"", "\"\xe2\x80\xa7\xe2\x81\xaa\""},
	    {"\"\xff\"", "\"\\uFFFD\""},
	};
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		crm_buf_clear(&b);
		crm_utf8_visible_json(&b, rows[i].json, strlen(rows[i].json));
		assert_string_equal(crm_buf_str(&b), rows[i].expect);
	}
	crm_buf_release(&b);
}

static void widths(void **state)
{
	static const struct {
		const char *s;
		size_t width;
	} rows[] = {
	    {"", 0}, {"abc", 3}, {"\xc3\xa4rger", 5},
	    {"\xe4\xb8\xad\xe6\x96\x87", 4},  /* two ideographs */
	    {"e\xcc\x81", 1},                 /* combining acute */
	    {"\xef\xbc\x88x\xef\xbc\x89", 5}, /* full-width brackets */
	    {"\xe2\x82\xac 12.50", 7},        /* euro sign */
	    {"\xff", 1},                      /* invalid byte */
	    {"\xe2\x80\x8b", 0},              /* zero-width space */
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++)
		assert_int_equal(crm_utf8_width(rows[i].s, strlen(rows[i].s)), rows[i].width);
	/* the calling thread's locale is its own again */
	assert_true(uselocale((locale_t)0) == LC_GLOBAL_LOCALE);
}

/* The short cuts say what wcwidth says. */
static void widths_as_wcwidth(void **state)
{
	locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	locale_t old;
	char s[4];
	uint32_t cp;
	size_t n;
	int expect;

	(void)state;
	if (utf8 == (locale_t)0)
		skip();
	for (cp = 0xA0; cp < 0x30000; cp += cp < 0x3400 || (cp & 0xFF) > 0x90 ? 1 : 5) {
		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		old = uselocale(utf8);
		expect = wcwidth((wchar_t)cp);
		uselocale(old);
		n = encode(cp, s);
		if (crm_utf8_width(s, n) != (expect < 0 ? 1 : (size_t)expect))
			fail_msg("U+%X is not %d wide", (unsigned)cp, expect);
	}
	freelocale(utf8);
}

static void blanks(void **state)
{
	static const struct {
		const char *text;
		size_t first;
		bool all;
	} t[] = {
	    {"", 0, true},
	    {" ", 1, true},
	    {"\t\n\v\f\r ", 1, true},
	    {"\u00a0", 2, true},
	    {"\u3000 ", 3, true},
	    {" x", 1, false},
	    {"x ", 0, false},
	    {"\u00a1", 0, false},
	    {"\u2003", 0, false},
	    {"\xc2", 0, false},
	    {" \xff", 1, false},
	    {"\b", 0, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		assert_int_equal(crm_utf8_blank(t[i].text, strlen(t[i].text)), t[i].first);
		assert_int_equal(crm_utf8_all_blank(t[i].text, strlen(t[i].text)), t[i].all);
	}
}

static void trimmed(void **state)
{
	static const char *const rows[][2] = {
	    {"", ""}, {" \t\r\n", ""}, {"a", "a"}, {"  a b\t", "a b"},
	    {"\xc2\xa0\xe3\x80\x80x\xe3\x80\x80", "x"}, {"\xe5\xae\xa2 ", "\xe5\xae\xa2"},
	    {" \xff\xa0 ", "\xff\xa0"}, /* no blank: half of one */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *s = rows[i][0];
		size_t len = strlen(s);

		crm_utf8_trim(&s, &len);
		assert_int_equal(len, strlen(rows[i][1]));
		assert_memory_equal(s, rows[i][1], len);
	}
}

/* 64 bytes at most, and no character in halves. */
static void shown(void **state)
{
	static const struct {
		size_t before; /* bytes of "a" */
		const char *then;
		size_t len, shown;
	} t[] = {
	    {0, "", 0, 0},
	    {63, "b", 64, 64},
	    {64, "b", 65, 64},
	    {63, "\xc3\xa9", 65, 63},
	    {62, "\xc3\xa9", 64, 64},
	    {62, "\xc3\xa9z", 65, 64},
	    {62, "\xe5\xae\xa2", 65, 62},
	    {61, "\xf0\x9f\x98\x80", 65, 61},
	    {60, "\xf0\x9f\x98\x80!", 65, 64},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct crm_buf b = CRM_BUF_INIT, want = CRM_BUF_INIT, out = CRM_BUF_INIT;

		for (size_t k = 0; k < t[i].before; k++)
			crm_buf_addc(&b, 'a');
		crm_buf_addz(&b, t[i].then);
		assert_int_equal(b.len, t[i].len);
		assert_int_equal(crm_utf8_shown(crm_buf_str(&b), b.len), t[i].shown);
		crm_buf_addf(&want, "'%.*s%s'", (int)t[i].shown, crm_buf_str(&b),
		    t[i].shown < t[i].len ? "..." : "");
		crm_utf8_quote(&out, crm_buf_str(&b), b.len);
		assert_string_equal(crm_buf_str(&out), crm_buf_str(&want));
		crm_buf_release(&b);
		crm_buf_release(&want);
		crm_buf_release(&out);
	}
}

static void same_in_capitals(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} t[] = {
	    {"", "", true},
	    {"AZaz09", "azAZ09", true},
	    {"csv", "CSV", true},
	    {"csv", "csv2", false},
	    {"csv2", "csv", false},
	    {"@", "`", false},
	    {"[", "{", false},
	    {"\xc3\x84", "\xc3\xa4", false}, /* not ASCII */
	    {"\xc3\x84x", "\xc3\x84X", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		assert_int_equal(
		    crm_ascii_same(t[i].a, strlen(t[i].a), t[i].b, strlen(t[i].b)), t[i].same);
}

/* What crm_utf8_visible() leaves. */
static void plain(void **state)
{
	static const uint32_t not [] = {
	    0, 0x1f, 0x7f, 0x9f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069, '\n', '\t'};
	static const uint32_t yes[] = {' ', '~', 0xa0, 0x2027, 0x202f, 0x2065, 0x206a, 0x10ffff};

	(void)state;
	for (size_t i = 0; i < COUNT(not ); i++)
		assert_false(crm_utf8_plain(not [i]));
	for (size_t i = 0; i < COUNT(yes); i++)
		assert_true(crm_utf8_plain(yes[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_code_point),
	    cmocka_unit_test(first_invalid),
	    cmocka_unit_test(blanks),
	    cmocka_unit_test(visible),
	    cmocka_unit_test(visible_json),
	    cmocka_unit_test(widths),
	    cmocka_unit_test(widths_as_wcwidth),
	    cmocka_unit_test(trimmed),
	    cmocka_unit_test(shown),
	    cmocka_unit_test(same_in_capitals),
	    cmocka_unit_test(plain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
