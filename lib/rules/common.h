/*
 * What all kinds share: their first fields, in this order, and the steps
 * that mean the same in every tool (note, pause, resume, amend, void,
 * duplicate).
 */
#ifndef CRM_RULES_COMMON_H
#define CRM_RULES_COMMON_H

#include "lib/flow/common.h"
#include "lib/flow/step.h"

/* Members of an item of the collections that the common steps write. */
enum { CRM_N_AT, CRM_N_BY, CRM_N_TEXT };
enum { CRM_A_AT, CRM_A_BY, CRM_A_WHY, CRM_A_FIELDS };

extern const struct crm_schema crm_schema_notes;
extern const struct crm_schema crm_schema_amendments;

/* The rows of the common fields; the state's words are the kind's. */
#define CRM_COMMON_FIELDS(state_words)                                                             \
	[CRM_C_KIND] = {"kind", CRM_T_TEXT, NULL, NULL, NULL, CRM_F_OWN, "kind of the record"},    \
	[CRM_C_ID] = {"id", CRM_T_TEXT, NULL, NULL, NULL, CRM_F_OWN | CRM_F_BRIEF,                 \
	    "its id, never reused"},                                                               \
	[CRM_C_STATE] = {"state", CRM_T_TEXT, state_words, NULL, NULL, CRM_F_OWN | CRM_F_BRIEF,    \
	    "where it stands"},                                                                    \
	[CRM_C_VERDICTS] = {"verdicts", CRM_T_NESTED, NULL, NULL, &crm_schema_verdicts, CRM_F_OWN, \
	    "verdicts of ended clocks, by clock"},                                                 \
	[CRM_C_LATE_ENTRY] = {"late_entry", CRM_T_NESTED, NULL, NULL, &crm_schema_late_entry,      \
	    CRM_F_OWN, "stamps entered more than 15 minutes late, by field"},                      \
	[CRM_C_PAUSES] = {"pauses", CRM_T_NESTED, NULL, NULL, &crm_schema_pauses,                  \
	    CRM_F_OWN | CRM_F_HASHED, "while pausable clocks stood still"},                        \
	[CRM_C_NOTES] = {"notes", CRM_T_NESTED, NULL, NULL, &crm_schema_notes,                     \
	    CRM_F_OWN | CRM_F_HASHED, "notes"},                                                    \
	[CRM_C_AMENDMENTS] = {"amendments", CRM_T_NESTED, NULL, NULL, &crm_schema_amendments,      \
	    CRM_F_OWN | CRM_F_HASHED, "what was amended, and why"},                                \
	[CRM_C_VOIDED_AT] = {"voided_at", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_OWN,              \
	    "when it was declared void"},                                                          \
	[CRM_C_VOID_WHY] = {"void_why", CRM_T_TEXT, NULL, NULL, NULL, CRM_F_OWN,                   \
	    "why it is void"},                                                                     \
	[CRM_C_DUPLICATE_OF] = {"duplicate_of", CRM_T_TEXT, NULL, NULL, NULL, CRM_F_OWN,           \
	    "the record that stands for it"}

/* The rows of the common steps, for a kind's table; `live` are the states in
 * which a record may still be changed. */
#define CRM_STEP_NOTE(live)                                                                     \
	{                                                                                       \
		.name = "note", .from = (live), .opts = crm_note_opts, .flags = CRM_STEP_AGAIN, \
		.rule = crm_rule_note, .summary = "adds a note"                                 \
	}
#define CRM_STEP_PAUSE(live)                                                                      \
	{                                                                                         \
		.name = "pause", .from = (live), .opts = crm_pause_opts, .flags = CRM_STEP_AGAIN, \
		.rule = crm_rule_pause, .summary = "pausable clocks stand still from here"        \
	}
#define CRM_STEP_RESUME(live)                                                      \
	{                                                                          \
		.name = "resume", .from = (live), .flags = CRM_STEP_AGAIN,         \
		.rule = crm_rule_resume, .summary = "ends the pause: clocks go on" \
	}
#define CRM_STEP_AMEND(live)                                                                 \
	{                                                                                    \
		.name = "amend", .from = (live), .opts = crm_why_opts,                       \
		.flags = CRM_STEP_ASSIGN | CRM_STEP_REJUDGE | CRM_STEP_AGAIN,                \
		.rule = crm_rule_amend, .summary = "mends fields; verdicts are derived anew" \
	}
#define CRM_STEP_VOID(live)                                                             \
	{                                                                               \
		.name = "void", .from = (live), .to = "void", .stamp = CRM_C_VOIDED_AT, \
		.opts = crm_why_opts, .rule = crm_rule_void,                            \
		.summary = "declares it void: it leaves the figures"                    \
	}
#define CRM_STEP_DUPLICATE(live)                                                             \
	{                                                                                    \
		.name = "duplicate", .from = (live), .to = "duplicate", .opts = crm_of_opts, \
		.flags = CRM_STEP_REFERS, .rule = crm_rule_duplicate,                        \
		.summary = "declares it a duplicate: it leaves the figures"                  \
	}

extern const struct crm_opt crm_note_opts[]; /* --text TEXT */
extern const struct crm_opt crm_why_opts[];  /* --why TEXT */
extern const struct crm_opt crm_of_opts[];   /* --of ID */
crm_step_rule crm_rule_note, crm_rule_amend, crm_rule_void, crm_rule_duplicate;
/* An item of amendments: what a step mends, and --why. */
void crm_rule_amended(const struct crm_step_in *in, const char *fields, struct crm_changes *out);

/* The rule of a step `give-back`: takes the item of uses that the step is about out again (no_such_item),
 * and writes down why. The pieces that it had counted; 0: it is not there. */
int64_t crm_rule_give_back(
    const struct crm_step_in *in, int quantity, struct crm_changes *out, struct crm_findings *f);

/* pause.c: --why TEXT, --on WORD, --ref TEXT. One pause at a time
 * (already_paused, not_paused), none before the record's first stamp
 * (wrong_order); waiting for the customer needs the customer's reference
 * (missing_field). What is entered late is among late_entry, as
 * "pauses". */
extern const struct crm_opt crm_pause_opts[];
crm_step_rule crm_rule_pause, crm_rule_resume;
/* Ends the pause that lasts at the step's `at`; false: there is none. */
bool crm_pause_end(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f);

#endif
