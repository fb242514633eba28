/* What `resolve` and `renumber` settle in a chain, and what they do not. */
#include "tests/unit/store_help.h"

#include "lib/io/store/renumber.h"
#include "lib/io/store/sides.h"

#define ID "C-2026-0001"
#define TO "C-2026-0002"

static void verify(struct scratch *s)
{
	struct crm_store *store = open_store(s);

	crm_findings_free(s->notes);
	s->notes = crm_findings_new();
	if (crm_store_verify(store, "complaint", s->notes, &s->err) != 0)
		fail_msg("%s", s->err.text);
	crm_store_free(store);
}

static bool in_conflict(struct scratch *s, const char *id)
{
	struct crm_buf out = CRM_BUF_INIT;
	struct crm_fold f = {.conflict = false};

	folded(s, id, NULL, &out, &f);
	crm_buf_release(&out);
	return f.conflict;
}

/* Replaces `from` in the journal by `to`, as long. */
static void edit(struct scratch *s, const char *from, const char *to)
{
	struct crm_buf text = CRM_BUF_INIT;
	char *p;

	get(s, "complaint.jsonl", &text);
	p = strstr(text.data, from);
	assert_non_null(p);
	memcpy(p, to, strlen(to));
	put_bytes(s, "complaint.jsonl", text.data, text.len);
	crm_buf_release(&text);
}

/* A break in the middle: resolve names the line that is broken, and so settles
 * this break and no other. */
static void test_resolve_names(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT;
	char *line;

	write_step(s, ID, "open", "{\"n\":1}");
	write_step(s, ID, "amend", "{\"n\":2}");
	write_step(s, ID, "amend", "{\"n\":3}");
	write_step(s, ID, "amend", "{\"n\":4}");
	edit(s, "\"n\":2", "\"n\":7");
	assert_true(in_conflict(s, ID));
	write_step(s, ID, "resolve", "{}");
	get(s, "complaint.jsonl", &text);
	line = line_at(text.data, 4);
	/* the edited line and the last one are tips; one line is broken */
	assert_int_equal(strlen(strstr(line, "\"prev\":")),
	    strlen("\"prev\":[,],\"settles\":[]}") + (size_t)3 * 34);
	free(line);
	assert_false(in_conflict(s, ID));
	verify(s);
	assert_int_equal(count_findings(s->notes, "edited"), 1);
	assert_int_equal(finding(s->notes, "edited")->severity, CRM_WARNING);
	/* what is edited after it, though before it in the file, is not settled */
	edit(s, "\"n\":1", "\"n\":8");
	assert_true(in_conflict(s, ID));
	verify(s);
	assert_int_equal(finding(s->notes, "edited")->severity, CRM_ERROR);
	crm_buf_release(&text);
}

/* A line that a merge puts before the resolving one has not been seen by it. */
static void test_resolve_merged(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT, merged = CRM_BUF_INIT;
	char *line;
	size_t i;

	write_step(s, ID, "open", "{\"n\":1}");
	write_step(s, ID, "amend", "{\"n\":2}");
	edit(s, "\"n\":1", "\"n\":8");
	write_step(s, ID, "resolve", "{}");
	assert_false(in_conflict(s, ID));
	get(s, "complaint.jsonl", &text);
	for (i = 0; i < 3; i++) {
		line = line_at(text.data, i);
		if (i == 2)
			add_line(&merged, ID, "amend", "\"m\":1", "of a line that is gone");
		crm_buf_addf(&merged, "%s\n", line);
		free(line);
	}
	put(s, "complaint.jsonl", merged.data);
	assert_true(in_conflict(s, ID));
	crm_buf_release(&text);
	crm_buf_release(&merged);
}

static void read_sides(struct scratch *s, struct crm_sides *out)
{
	struct crm_store *store = open_store(s);
	struct crm_journal *j = open_journal(s, store);

	if (crm_journal_sides(j, ID, out, &s->err) != 0)
		fail_msg("%s", s->err.text);
	crm_journal_free(j);
	crm_store_free(store);
}

static void test_sides(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_map *paths = crm_map_new();
	struct crm_sides sides;
	char *root, *line;

	add_line(&text, ID, "open", "\"state\":\"open\",\"lot\":\"L1\",\"x\":1", NULL);
	root = line_at(text.data, 0);
	add_line(&text, ID, "amend", "\"lot\":null,\"a\":1,\"both\":2", root);
	line = line_at(text.data, 1);
	add_line(&text, ID, "answer", "\"state\":\"answered\",\"a\":2", line);
	free(line);
	add_line(&text, ID, "void", "\"state\":\"void\",\"lot\":\"L3\",\"both\":2", root);
	put(s, "complaint.jsonl", text.data);
	read_sides(s, &sides);
	assert_int_equal(sides.n, 2);
	assert_true(sides.states);
	assert_false(sides.broken || sides.second);
	assert_string_equal(crm_record_text(sides.v[0].record, "state"), "answered");
	assert_false(crm_record_has(sides.v[0].record, "lot"));
	assert_string_equal(crm_record_text(sides.v[1].record, "state"), "void");
	assert_false(crm_record_has(sides.v[1].record, "a"));
	assert_int_equal(crm_side_set(&sides.v[0], "lot")->number, 2);
	assert_int_equal(crm_side_set(&sides.v[0], "state")->number, 3);
	assert_int_equal(crm_side_set(&sides.v[0], "a")->number, 3); /* the last one */
	assert_null(crm_side_set(&sides.v[1], "a"));
	assert_null(crm_side_set(&sides.v[0], "x")); /* both rest on it */
	/* not what one side alone has set, nor what both set alike */
	crm_sides_contradict(&sides, paths);
	assert_int_equal(crm_map_count(paths), 2);
	assert_string_equal(crm_map_key(paths, 0, NULL), "state");
	assert_string_equal(crm_map_key(paths, 1, NULL), "lot");
	crm_sides_release(&sides);
	crm_map_free(paths);
	free(root);
	crm_buf_release(&text);
}

/* ---- renumber ---- */

static void renumber(struct scratch *s, const char *to, size_t expected, struct crm_second *seen)
{
	struct open_tx o = begin(s);
	struct crm_envelope env = {.at = AT, .by = "qe01"};
	struct crm_seconds seconds;

	assert_int_equal(crm_journal_seconds(o.j, &seconds, &s->err), 0);
	assert_int_equal(seconds.n, expected);
	for (size_t i = 0; i < seconds.n; i++) {
		const struct crm_second *x = &seconds.v[i];

		if (seen != NULL) {
			*seen = *x;
			seen->to = x->to != NULL ? "known" : NULL;
		}
		if (crm_tx_renumber(o.t, &env, x, x->to != NULL ? x->to : to, "merged", &s->err) !=
		    0)
			fail_msg("%s", s->err.text);
	}
	commit(o.t);
	crm_seconds_release(&seconds);
	end(&o);
}

static void second_lines(struct crm_buf *text)
{
	char *line;

	add_line(text, ID, "open", "\"n\":1,\"op\":\"k1\"", NULL);
	add_line(text, ID, "open", "\"n\":2,\"gone\":1,\"op\":\"k2\"", NULL);
	line = line_at(text->data, 1);
	add_line(text, ID, "amend", "\"n\":3,\"gone\":null,\"op\":\"k3\"", line);
	free(line);
}

static void find_op(struct scratch *s, const char *op, const char *id)
{
	struct open_tx o = begin(s);
	char found[65] = "";

	assert_int_equal(crm_tx_op(o.t, op, found, &s->err), 1);
	assert_string_equal(found, id);
	end(&o);
}

static void test_renumber(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT, out = CRM_BUF_INIT;
	struct crm_second seen;
	char *line;

	second_lines(&text);
	put(s, "complaint.jsonl", text.data);
	renumber(s, TO, 1, &seen);
	assert_int_equal(seen.line, 2);
	assert_null(seen.to);
	assert_false(seen.conflict);
	assert_false(in_conflict(s, ID));
	assert_false(in_conflict(s, TO));
	assert_int_equal(crm_findings_count(s->notes), 0);
	folded(s, TO, NULL, &out, NULL);
	assert_non_null(strstr(out.data, "\"n\":3"));
	assert_null(strstr(out.data, "gone"));
	assert_non_null(strstr(out.data, "\"renumbered_from\":{\"id\":\"" ID "\",\"line\":\""));
	folded(s, ID, NULL, &out, NULL);
	assert_non_null(strstr(out.data, "\"n\":1"));
	assert_non_null(strstr(out.data, "\"to\":\"" TO "\""));
	find_op(s, "k1", ID);
	find_op(s, "k2", TO);
	find_op(s, "k3", TO);
	verify(s);
	assert_int_equal(crm_findings_count(s->notes), 1);
	assert_string_equal(crm_finding_at(s->notes, 0)->code, "renumbered");
	assert_int_equal(crm_finding_at(s->notes, 0)->severity, CRM_NOTE);
	get(s, "complaint.jsonl", &out);
	renumber(s, TO, 0, NULL);
	get(s, "complaint.jsonl", &text);
	assert_string_equal(out.data, text.data);

	/* a line that comes to the second one later */
	line = line_at(text.data, 2);
	crm_buf_clear(&out);
	add_line(&out, ID, "amend", "\"late\":1,\"n\":null", line);
	append(s, "complaint.jsonl", out.data);
	assert_true(in_conflict(s, ID));
	assert_non_null(finding(s->notes, "second_new"));
	renumber(s, "C-2026-0009", 1, &seen);
	assert_non_null(seen.to);
	assert_false(in_conflict(s, ID));
	folded(s, TO, NULL, &out, NULL);
	assert_non_null(strstr(out.data, "\"late\":1"));
	assert_null(strstr(out.data, "\"n\":"));
	free(line);
	crm_buf_release(&text);
	crm_buf_release(&out);
}

/* Two branches within the second record; two seconds of one id. */
static void test_renumber_more(void **state)
{
	struct scratch *s = *state;
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_second seen;
	char *line;

	second_lines(&text);
	line = line_at(text.data, 1);
	add_line(&text, ID, "a", "\"state\":\"answered\"", line);
	add_line(&text, ID, "b", "\"state\":\"void\"", line);
	put(s, "complaint.jsonl", text.data);
	renumber(s, TO, 1, &seen);
	assert_true(seen.conflict);
	assert_false(in_conflict(s, ID));
	assert_false(in_conflict(s, TO));
	free(line);

	crm_buf_clear(&text);
	second_lines(&text);
	add_line(&text, ID, "open", "\"n\":9,\"third\":1", NULL);
	put(s, "complaint.jsonl", text.data);
	{
		struct open_tx o = begin(s);
		struct crm_seconds seconds;

		assert_int_equal(crm_journal_seconds(o.j, &seconds, &s->err), 0);
		assert_int_equal(seconds.n, 2);
		assert_int_equal(seconds.v[0].line, 2);
		assert_int_equal(seconds.v[1].line, 4);
		assert_int_equal(crm_map_count(seconds.v[0].ops), 2);
		assert_int_equal(crm_map_count(seconds.v[1].ops), 0);
		crm_seconds_release(&seconds);
		end(&o);
	}
	crm_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_resolve_names),
	    TEST(test_resolve_merged),
	    TEST(test_sides),
	    TEST(test_renumber),
	    TEST(test_renumber_more),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
