/*
 * lib/io/source.h: a BOM decides first, then the encoding, else UTF-8; nothing is replaced silently.
 */
#include "tests/unit/source_util.h"

#define BLOCK 65536

static void decoding(void **state)
{
	static const struct {
		const char *data;
		size_t len;
		const char *encoding, *lines;
	} rows[] = {
	    {"\357\273\277a\n", 5, NULL, "1:a|"},
	    {"\357\273\277", 3, NULL, ""},
	    {"\357\273", 2, NULL, "1:\357\273~|"},
	    {"a\357\273\277\n", 5, NULL, "1:a\357\273\277|"},
	    /* the BOM is stronger than the encoding */
	    {"\357\273\277\xc3\xa4\n", 6, "gb18030", "1:\xc3\xa4|"},
	    {"\377\376a\0\n\0", 6, "gb18030", "1:a|"},
	    {"\377\376a\0\n\0", 6, NULL, "1:a|"},
	    {"\376\377\0a\0\n", 6, NULL, "1:a|"},
	    {"\377\376", 2, NULL, ""},
	    {"\377\376\x3d\xd8\x00\xde", 6, NULL, "1:\xf0\x9f\x98\x80~|"},
	    {"\xd6\xd0\xce\xc4\r\n", 6, "gb18030", "1:中文|"},
	    {"\xd6\xd0", 2, "GBK", "1:中~|"},
	    {"\x80", 1, "cp936", "1:€~|"},
	    {"\xe4", 1, "latin1", "1:ä~|"},
	    {"ä", 2, "utf-8", "1:ä~|"},
	    {"ä", 2, "UTF8", "1:ä~|"},
	    /* the encoding's own BOM; a later one is text */
	    {"\204\061\225\063a", 5, "gb18030", "1:a~|"},
	    {"a\204\061\225\063", 5, "gb18030", "1:a\357\273\277~|"},
	    /* shifts, and what the converter holds back */
	    {"\x1b$B0l\x1b(B\n", 9, "iso-2022-jp", "1:一|"},
	    {"\x88\x66", 2, "big5-hkscs", "1:Ê~|"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		same_lines(rows[i].data, rows[i].len, rows[i].encoding, rows[i].lines);
}

/* A character that lies across two blocks. */
static void block_ends(void **state)
{
	static const struct {
		const char *bytes, *encoding, *utf8;
		size_t len, unit;
	} rows[] = {
	    {"\xd6\xd0", "gb18030", "\xe4\xb8\xad", 2, 1},
	    {"\x95\x32\x82\x36", "gb18030", "\xf0\xa0\x80\x80", 4, 1},
	    {"\x3d\xd8\x00\xde", "utf-16le", "\xf0\x9f\x98\x80", 4, 2},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		for (size_t shift = 0; shift < 8; shift++) {
			size_t before = (BLOCK - 4 + shift) / rows[i].unit, len;
			struct crm_buf in = CRM_BUF_INIT, out = CRM_BUF_INIT;
			struct crm_err e = CRM_ERR_INIT;
			struct crm_source *s;

			for (size_t k = 0; k < before; k++)
				crm_buf_add(&in, "x\0", rows[i].unit);
			crm_buf_add(&in, rows[i].bytes, rows[i].len);
			crm_buf_add(&in, "y\0", rows[i].unit);
			s = of_memory(in.data, in.len, rows[i].encoding);
			assert_int_equal(crm_source_rest(s, SIZE_MAX, &out, &e), CRM_READ_OK);
			len = strlen(rows[i].utf8);
			assert_int_equal(out.len, before + len + 1);
			assert_memory_equal(out.data + before, rows[i].utf8, len);
			assert_int_equal(out.data[before + len], 'y');
			crm_source_free(s);
			crm_buf_release(&in);
			crm_buf_release(&out);
		}
	}
}

/* What is before the bad byte is still given; then it fails, for ever. */
static void bad_bytes(void **state)
{
	static const struct {
		const char *data;
		size_t len;
		const char *encoding, *lines;
		long line;
		const char *text;
	} rows[] = {
	    {"a\nb\xff\n", 5, "gb18030", "1:a|FAIL", 2,
	        "byte 3: 0xff begins no character of gb18030"},
	    {"a\r\nb\rc\r\n\xff", 9, "gb18030", "1:a|2:b\rc|FAIL", 4,
	        "byte 8: 0xff begins no character of gb18030"},
	    {"a\n\xd6", 3, "gb18030", "1:a|FAIL", 2, "byte 2: 0xd6 begins no character of gb18030"},
	    {"\xff\xfe"
	     "a\0\n\0\x3d\xd8",
	        8, NULL, "1:a|FAIL", 2, "byte 6: 0x3d begins no character of UTF-16LE"},
	    {"\xff\xfe"
	     "a",
	        3, NULL, "FAIL", 1, "byte 2: 0x61 begins no character of UTF-16LE"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_source *s = of_memory(rows[i].data, rows[i].len, rows[i].encoding);
		struct crm_buf b = CRM_BUF_INIT;
		struct crm_err e = CRM_ERR_INIT, again = CRM_ERR_INIT;
		const char *p;
		size_t n;

		all_lines(s, &b, &e);
		assert_string_equal(crm_buf_str(&b), rows[i].lines);
		assert_int_equal(e.code, CRM_BADINPUT);
		assert_int_equal(e.line, rows[i].line);
		assert_string_equal(e.text, rows[i].text);
		while (crm_source_peek(s, &p, &n, &again) == CRM_READ_OK)
			crm_source_consume(s, n);
		assert_string_equal(again.text, rows[i].text);
		crm_buf_release(&b);
		crm_source_free(s);
	}
}

static void encodings(void **state)
{
	static const char *const names[] = {
	    "", "klingon", "gb18030//IGNORE", "gb18030//TRANSLIT", "//"};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct crm_source *s = NULL;
		struct crm_err e = CRM_ERR_INIT;

		assert_int_equal(crm_source_memory("mem", "a", 1, names[i], &limits, &s, &e), -1);
		assert_int_equal(e.code, CRM_BADINPUT);
		assert_non_null(strstr(e.text, "unknown encoding"));
		assert_null(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(decoding),
	    cmocka_unit_test(block_ends),
	    cmocka_unit_test(bad_bytes),
	    cmocka_unit_test(encodings),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
