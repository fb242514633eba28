/* A step's options come from its row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/rules/complaint/complaint.h"
#include "lib/tool/steps.h"

static const struct crm_opt *find(const struct crm_opt *opts, const char *name)
{
	for (; opts->name != NULL; opts++)
		if (strcmp(opts->name, name) == 0)
			return opts;
	return NULL;
}

static struct crm_opt *options_of(const char *step)
{
	const struct crm_step *s = crm_complaint.flow.steps;

	while (strcmp(s->name, step) != 0)
		s++;
	return crm_step_opts(crm_complaint.flow.schema, s);
}

static void fields_become_options(void **state)
{
	struct crm_opt *opts = options_of("open");
	const struct crm_opt *quantity = find(opts, "quantity-suspect");

	(void)state;
	assert_non_null(quantity);
	assert_string_equal(quantity->arg, "NUMBER");
	assert_string_equal(find(opts, "received-at")->arg, "STAMP");
	assert_null(find(opts, "received_at"));
	assert_null(find(opts, "state"));
	crm_step_opts_free(opts);
}

static void words_stand_in_the_help(void **state)
{
	struct crm_opt *opts = options_of("dispose");
	const struct crm_opt *disposition = find(opts, "disposition");

	(void)state;
	assert_non_null(strstr(disposition->help, "return, concession"));
	assert_true(disposition->required);
	crm_step_opts_free(opts);
}

/* A whole record may bring what is required, so the parser does not ask for it. */
static void whole_records_have_an_id_and_nothing_required(void **state)
{
	struct crm_opt *opts = options_of("open");

	(void)state;
	assert_non_null(find(opts, "id"));
	assert_false(find(opts, "customer")->required);
	crm_step_opts_free(opts);
	opts = options_of("inform");
	assert_null(find(opts, "id"));
	crm_step_opts_free(opts);
}

static void options_that_are_no_fields_follow(void **state)
{
	struct crm_opt *opts = options_of("note");

	(void)state;
	assert_true(find(opts, "text")->required);
	crm_step_opts_free(opts);
}

/* A step on an item has the item's members, and says which by --item where it must. */
static void items_have_their_own(void **state)
{
	struct crm_opt *opts = options_of("lot");

	(void)state;
	assert_true(find(opts, "lot")->required);
	assert_string_equal(find(opts, "quantity")->arg, "NUMBER");
	assert_null(find(opts, "item"));
	assert_null(find(opts, "at"));
	assert_null(find(opts, "by"));
	crm_step_opts_free(opts);
	opts = options_of("scrap");
	assert_string_equal(find(opts, "item")->arg, "KEY");
	assert_false(find(opts, "item")->required);
	crm_step_opts_free(opts);
	opts = options_of("attach");
	assert_string_equal(find(opts, "file")->arg, "FILE");
	assert_null(find(opts, "sha256"));
	crm_step_opts_free(opts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fields_become_options),
	    cmocka_unit_test(words_stand_in_the_help),
	    cmocka_unit_test(whole_records_have_an_id_and_nothing_required),
	    cmocka_unit_test(options_that_are_no_fields_follow),
	    cmocka_unit_test(items_have_their_own),
	};

	return cmocka_run_group_tests_name("step options", tests, NULL, NULL);
}
