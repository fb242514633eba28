/*
 * The state machine. A step is a table row naming the states that it may
 * come from, the state that it leads to, its stamp, the fields that it sets
 * and, where needed, a rule. Its options, help, completion and the manual's
 * table come from the row. Rules return findings and changes, never JSON.
 */
#ifndef CRM_FLOW_STEP_H
#define CRM_FLOW_STEP_H

#include "lib/base/opt.h"
#include "lib/data/change.h"
#include "lib/data/finding.h"
#include "lib/data/item_key.h"
#include "lib/data/record.h"
#include "lib/data/view.h"
#include "lib/flow/clock.h"
#include "lib/flow/people.h"

struct crm_step_in;

/* Judges and adds changes; a finding of severity error refuses the step. */
typedef void crm_step_rule(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f);

struct crm_step_field {
	int field; /* 0 ends the table */
	bool required;
};

/*
 * A step on an item of a collection: its fields are then members of the item,
 * and its options theirs. Member 0 of every item schema is when (`at`) and is
 * set by the engine to the step's `at`, member 1 who (`by`), set to the
 * actor's name, when the item is made; so no row names member 0, and 0 ends
 * the table of fields here too.
 */
#define CRM_STEP_ITEM "item" /* the option that names an item that is there */
enum crm_item_mode {
	CRM_ITEM_KEYED, /* member `key`, required, says which, with member
			   `also` where that is given: made, or changed when it
			   is there (lib/data/item_key.h) */
	CRM_ITEM_NEW,   /* a new one, under a hash of the step */
	CRM_ITEM_OLD    /* --item KEY (or a beginning that only one has) names
			   one that is there; it may be left out where there
			   is but one that is not done: that has neither
			   member `key` nor `also` (0, 0: none is ever done) */
};
struct crm_step_target {
	int collection; /* a field of the kind */
	enum crm_item_mode mode;
	int key; /* CRM_ITEM_KEYED: the member; CRM_ITEM_OLD: says that it is done; else 0 */
	/* CRM_ITEM_KEYED: a second one (0: none): items of one key and another `also` are
	 * others. Where the record has a field of that name, an item without
	 * it has the record's own; else a step that does not give it means the
	 * only item of that key (item_missing where several have it). */
	int also;
};

enum crm_step_flags {
	CRM_STEP_RECORD = 1,  /* takes a whole piped record (open) */
	CRM_STEP_ASSIGN = 2,  /* takes FIELD=VALUE operands (amend) */
	CRM_STEP_REJUDGE = 4, /* all verdicts are derived anew */
	CRM_STEP_AGAIN = 8,   /* may be taken again though its stamp is set */
	CRM_STEP_REFERS = 16, /* duplicate_of must name another record */
	CRM_STEP_BY_RULE = 32 /* stamp and state are set by the rule, by
				 crm_step_reach(), once all that they stand
				 for is there; such a step may be taken again
				 until then, and after it with CRM_STEP_AGAIN.
				 A rule that sets the stamp without the state
				 must leave the state to another step's row */
};

struct crm_step {
	const char *name;
	const char *from;                    /* states, separated by blanks; NULL: makes the
			     record */
	const char *to;                      /* NULL: keeps the state */
	int stamp;                           /* field set to `at`; 0: none */
	const struct crm_step_field *fields; /* NULL: none */
	const struct crm_opt *opts;          /* options that are no fields: --text */
	unsigned flags;
	crm_step_rule *rule;                  /* NULL: none */
	const char *summary;                  /* one line */
	const struct crm_step_target *target; /* NULL: the record itself */
	const char *applies;                  /* --where expression over the record as it was;
				NULL: always. Else the step is refused:
				not_applicable */
	const char *looks; /* NULL: its rule needs no book; else the kinds whose records that
			      tells of, separated by blanks, or "" (lib/rules/kind.h) */
};

/* All lists are NULL-ended; NULL: none. */
struct crm_states {
	const char *const *names; /* the first is the initial */
	const char *const *ended; /* late and due pass them over */
	const char *const *gone;  /* of those: they leave the figures too */
};
/* The only judges of it. state is the cell of field CRM_C_STATE; one without
 * a state has neither ended nor gone. */
bool crm_state_ended(const struct crm_states *s, const struct crm_cell *state);
bool crm_state_gone(const struct crm_states *s, const struct crm_cell *state);

/* A flow: what of a kind the machine needs. */
struct crm_flow {
	const struct crm_schema *schema; /* begins with lib/flow/common.h's */
	const struct crm_states *states;
	const struct crm_step *steps; /* ends with name NULL */
};
/* The step that makes a record; NULL when none does. */
const struct crm_step *crm_flow_first(const struct crm_flow *f);
/* The step of that name; NULL when there is none. */
const struct crm_step *crm_flow_step(const struct crm_flow *f, const char *name);

/* May the step be taken in this state, a cell of field CRM_C_STATE? One without
 * a state stands at the first; nowhere for the step that makes records. */
bool crm_step_from(
    const struct crm_step *s, const struct crm_states *states, const struct crm_cell *state);
/* Is the step for this record, by its row's `applies`? v is of the flow's
 * schema. */
bool crm_step_applies(const struct crm_flow *f, const struct crm_step *s, const struct crm_view *v);
/* The step that leads a record to another state and sets this stamp; NULL: no
 * step does, or only the one that makes records. Such a stamp and the state say
 * the same, so nothing else sets or deletes it; but of a CRM_STEP_BY_RULE step
 * the stamp may stand before the state where a second step, which is for the
 * record too, leads to that state. */
const struct crm_step *crm_flow_setter(const struct crm_flow *f, int stamp);

struct crm_step_in {
	const struct crm_flow *flow;
	const struct crm_step *step;
	const struct crm_shape *shape;
	const struct crm_clocks *clocks;
	const struct crm_record *before; /* NULL: the step makes the record */
	const char *id;
	const struct crm_changes *given; /* fields by option or assignment */
	const struct crm_changes *args;  /* options that are no fields, by
					    name: "text", "why", "of" */
	struct crm_instant at;           /* when it happened */
	struct crm_instant now;          /* when it is written */
	const struct crm_actor *actor;
	const char *salt; /* makes item keys unique: place in the chain */
	const void *book; /* of the kind (lib/rules/kind.h); NULL where the row's `looks` is */
	/* filled by crm_step_take for the rule: */
	const char *key;                        /* of the item; NULL without target */
	const struct crm_view *view;            /* of before; NULL when none */
	const struct crm_view *after;           /* with what the step adds by itself:
						   state, given fields, stamp, the item */
	const struct crm_clock_result *results; /* of view at `at` */
};

/*
 * Takes the step: judges state (a record without one stands at the first),
 * whether it is for the record (applies), stamp already set, required fields
 * and options, whether the step may set what it was given, times later than
 * now; adds state, given fields and stamp (unless given, or left to the rule:
 * CRM_STEP_BY_RULE) to out; runs the rule, where the record's state and item
 * let it; then adds what follows: late
 * entries (a clock stamp more than 15 minutes before now; an entry whose
 * stamp is replaced in time or deleted goes) and the verdicts of clocks
 * whose stamps were touched, of all with CRM_STEP_REJUDGE, judged on the
 * record as it will be. Findings, all of them: wrong_state, not_applicable,
 * already_done, missing_field, bad_value, in_future, not_settable (amend:
 * not_amendable) and the rule's are errors; warnings are end_before_start (of
 * a clock) and, without one, before_start: `at` is before the stamp of the
 * step that made the record. A text of nothing but blanks is a bad_value; in a
 * whole record (CRM_STEP_RECORD) one that is not required is passed over.
 * 0: taken (there may be warnings); -1: refused, out is of no use.
 *
 * The stamp of a step to another state (crm_flow_setter) can be amended to
 * another instant, but not set or deleted, unless the record's state says that
 * the step was not taken: then it can be deleted. A field that the schema does
 * not know can be amended only when the record has it.
 *
 * Of a step with a target, given holds the item's members by name ("quantity")
 * and args "item"; they are judged and told by these names, and written to
 * COLLECTION.KEY.MEMBER. Codes besides: no_such_item, item_missing (several
 * begin so, or are there and not done, and none was named; or all are done). Of a field with CRM_F_FILE, given
 * may hold sha256 and bytes too.
 *
 * given may hold a piped record's kind, id and state for CRM_STEP_RECORD:
 * they are passed over when they say what the step makes. Of `in` only before,
 * clocks, args, salt and id may be NULL, and what is filled here.
 */
int crm_step_take(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f);

/* After a step was taken, and `out` came of it: fills of `in` what its rule was given, with all of
 * out in `after`, but for the results. seen holds it. */
struct crm_step_seen {
	struct crm_arena arena;
	struct crm_record *record;
	struct crm_view view, after;
};
void crm_step_see(
    struct crm_step_in *in, const struct crm_changes *out, struct crm_step_seen *seen);
void crm_step_seen_release(struct crm_step_seen *seen);
/* Of a step with a CRM_ITEM_KEYED target: is the item there, and says all that is given? */
bool crm_step_is_there(const struct crm_step_in *in);

/*
 * The exit status that a finding of severity error stands for, by its code:
 * CRM_BADINPUT when what was given is wrong in itself (bad_value, in_future,
 * missing_field, not_settable, not_amendable), CRM_NOPERM when it is not for
 * this hand (no_authority), or nobody answers for what is to leave (unapproved), else CRM_NO: the record's state says no.
 */
int crm_step_status(const char *code);

/* For the rule of a CRM_STEP_BY_RULE step: sets the row's stamp to `at` and its
 * state, where it has them. A stamp that is there already stays. */
void crm_step_reach(const struct crm_step_in *in, struct crm_changes *out);

/* For a rule: adds an error about the record, or a field of it. */
void crm_step_refuse(const struct crm_step_in *in, struct crm_findings *f, const char *code,
    const char *field, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* The same where the step is before another stamp of the record as it was: wrong_order. */
void crm_step_order(const struct crm_step_in *in, struct crm_findings *f, int stamp);

/* Text of an argument, or NULL. */
const char *crm_step_arg(const struct crm_step_in *in, const char *name);
/* The key of an item that this step adds: first 12 hex digits of a hash over
 * step, id, at, by, salt and text. */
void crm_step_key(const struct crm_step_in *in, const char *text, char out[CRM_ITEM_HASH_MAX]);

#define CRM_LATE_ENTRY_US (900 * CRM_US_PER_SEC) /* 15 min: design, section 6 */

#endif
