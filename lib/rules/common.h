/*
 * What all kinds share: their first fields, in this order, and the steps
 * that mean the same in every tool (note, amend, void, duplicate).
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
#define CRM_STEP_NOTE(live)                                                                \
	{                                                                                  \
		"note", live, NULL, 0, NULL, crm_note_opts, CRM_STEP_AGAIN, crm_rule_note, \
		    "adds a note"                                                          \
	}
#define CRM_STEP_AMEND(live)                                                             \
	{                                                                                \
		"amend", live, NULL, 0, NULL, crm_why_opts,                              \
		    CRM_STEP_ASSIGN | CRM_STEP_REJUDGE | CRM_STEP_AGAIN, crm_rule_amend, \
		    "mends fields; verdicts are derived anew"                            \
	}
#define CRM_STEP_VOID(live)                                                                  \
	{                                                                                    \
		"void", live, "void", CRM_C_VOIDED_AT, NULL, crm_why_opts, 0, crm_rule_void, \
		    "declares it void: it leaves the figures"                                \
	}
#define CRM_STEP_DUPLICATE(live)                                                         \
	{                                                                                \
		"duplicate", live, "duplicate", 0, NULL, crm_of_opts, CRM_STEP_REFERS,   \
		    crm_rule_duplicate, "declares it a duplicate: it leaves the figures" \
	}

extern const struct crm_opt crm_note_opts[]; /* --text TEXT */
extern const struct crm_opt crm_why_opts[];  /* --why TEXT */
extern const struct crm_opt crm_of_opts[];   /* --of ID */
crm_step_rule crm_rule_note, crm_rule_amend, crm_rule_void, crm_rule_duplicate;

#endif
