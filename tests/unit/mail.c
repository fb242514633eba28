/* lib/base/mail: mail addresses, and lines of text for headers. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/mail.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define L9 "aaaaaaaaa"
#define L60 L9 "a" L9 "a" L9 "a" L9 "a" L9 "a" L9 "a"
#define L63 L60 "aaa"

static const struct {
	const char *s;
	bool good;
} addresses[] = {
    {"a@b.example", true}, {"a.b+c@b-c.example", true}, {"a@localhost", true},
    {"\"a b,@\\\"\"@b.example", true}, {"a@[127.0.0.1]", true}, {"", false}, {"a", false},
    {"a@", false}, {"@b", false}, {"a@b@c.example", false}, {"-a@b.example", false},
    {"a-@b.example", true}, {".a@b.example", false}, {"a.@b.example", false},
    {"a..b@c.example", false}, {"a@b..example", false}, {"a@.b", false}, {"a@b.", false},
    {"a@-b.example", false}, {"a@b-.example", false}, {"a b@c.example", false},
    {"a@b.example\n", false}, {"a@b.example,c@d", false}, {"A <a@b.example>", false},
    {"a@b_c.example", false}, {"\"\"@b.example", false}, {"\"a\"b\"@c.example", false},
    {"\"a\\\"@c.example", false}, {"a@[]", false}, {"a@[x]", false},
    /* its length */
    {L60 "aaaa@b.example", true}, {L60 "aaaaa@b.example", false}, {"a@" L63 ".example", true},
    {"a@" L63 "a.example", false}, {"a@" L63 "." L63 "." L63 "." L60, true}, /* 254 */
    {"a@" L63 "." L63 "." L63 "." L60 "a", false},                           /* 255 */
    /* letters */
    {"a@b\xC3\xBC"
     "cher.example",
        true},
    {"a@\xE4\xB8\xAD\xE6\x96\x87.example", true}, {"\xC3\xA4@b.example", false},
    {"a@b\xE2\x80\x8B.example", false},                            /* U+200B */
    {"a@b\xE2\x80\xAE.example", false},                            /* U+202E */
    {"a@b\xC2\x85.example", false}, {"a@\xC3\x97.example", false}, /* a sign */
    {"a@b\xC3.example", false},                                    /* no UTF-8 */
    {"a@ab--\xC3\xBC.example", false}, {"a@-\xC3\xBC.example", false},
    {"a@" L9 L9 L9 L9 L9 "aaaaaaaa\xC3\xBC.example", true},   /* 5 + 53 + 5 */
    {"a@" L9 L9 L9 L9 L9 "aaaaaaaaa\xC3\xBC.example", false}, /* one more */
};

static void mail_addresses(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(addresses); i++) {
		if (crm_mail_address(addresses[i].s, strlen(addresses[i].s)) != addresses[i].good)
			fail_msg("'%s': %d expected", addresses[i].s, addresses[i].good);
	}
	assert_false(crm_mail_address("a@b\0c", 5));
	assert_false(crm_mail_address("a\0b@c", 5));
}

static const struct {
	const char *s;
	bool good;
} lines[] = {
    {"", true},
    {"Anna M\xC3\xBCller \xE7\x8E\x8B\xE8\x8A\xB3", true},
    {"a\tb", false},
    {"a\nb", false},
    {"a\rb", false},
    {"a\x7F", false},
    {"a\xC2\x80", false},
    {"a\xC2\x85", false},
    {"a\xC2\x9F", false},
    {"a\xC2\xA0", true},
    {"a\xE2\x80\xA7", true}, /* U+2027 */
    {"a\xE2\x80\xA8", false},
    {"a\xE2\x80\xA9", false},
    {"a\xE2\x80\xAA", false},
    {"a\xE2\x80\xAE", false},
    {"a\xE2\x80\xAF", true}, /* U+202F */
    {"a\xE2\x81\xA5", true}, /* U+2065 */
    {"a\xE2\x81\xA6", false},
    {"a\xE2\x81\xA9", false},
    {"a\xE2\x81\xAA", true}, /* U+206A */
    {"a\xE2\x80\x8B", false},
    {"a\xE2\x80\x8C", true}, /* U+200C joins letters of some languages */
    {"a\xE2\x81\xA0", false},
    {"\xEF\xBB\xBF"
     "a",
        false},
    {"a\xC3", false},
};

static void mail_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		if (crm_mail_line(lines[i].s, strlen(lines[i].s)) != lines[i].good)
			fail_msg("row %zu: %d expected", i, lines[i].good);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(mail_addresses),
	    cmocka_unit_test(mail_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
