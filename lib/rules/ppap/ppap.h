/*
 * The PPAP dossier: what its manifest, ppap.json, may say (crm-ppap.5). A
 * directory in the user's repository with evidence files and this manifest; no store
 * is needed. The tables of fields here are the master copy: reading, `set`, JSON
 * Schema and the manual follow them.
 *
 * Source: requirements P1, P2 and "will not accept otherwise", 7; AIAG PPAP 4th
 * edition, 2.2.1 to 2.2.18; IATF 16949 8.3.4.4.
 */
#ifndef CRM_RULES_PPAP_H
#define CRM_RULES_PPAP_H

#include "lib/data/document.h"
#include "lib/data/facts.h"
#include "lib/data/sheet.h"

#define CRM_PPAP_FORMAT 1

/* The top. Dotted names are members of an object. */
enum crm_ppap_field {
	CRM_P_FORMAT,     /* 1 */
	CRM_P_SCHEMA,     /* "$schema", for editors */
	CRM_P_EDITION,    /* of the elements' table: aiag-4, aiag-3, vda-ppf */
	CRM_P_PROFILE,    /* of the customer: name of a file */
	CRM_P_CUSTOMER,   /* as in the store */
	CRM_P_LEVEL,      /* 1 to 5; vda-ppf: none */
	CRM_P_STATUS,     /* preparing submitted approved interim rejected */
	CRM_P_SUBMISSION, /* the how manieth: 1, 2 ... */
	CRM_P_DUE,
	CRM_P_SUBMITTED, /* the day */
	CRM_P_CONTACT,   /* of ours, who owns the dossier */
	CRM_P_PART_NUMBER,
	CRM_P_PART_NAME,
	CRM_P_PART_DRAWING,
	CRM_P_PART_CHANGE_LEVEL, /* what documents are compared with */
	CRM_P_PART_CHANGE_DATE,
	CRM_P_REASONS, /* list, words as of the warrant's box */
	CRM_P_CHANGES, /* list of change codes: S01, N04 */
	/* what holds of the part (traits.X): decides which elements apply */
	CRM_P_TRAIT_PROPRIETARY,
	CRM_P_TRAIT_DETAILS,            /* components with drawings of their own, not proprietary */
	CRM_P_TRAIT_ENGINEERING_CHANGE, /* authorised changes not yet in the design record */
	CRM_P_TRAIT_CUSTOMER_APPROVAL,  /* customer engineering approval is required */
	CRM_P_TRAIT_DESIGN_RESPONSIBLE,
	CRM_P_TRAIT_SPECIAL_CHARACTERISTICS,
	CRM_P_TRAIT_APPEARANCE_ITEM,
	CRM_P_TRAIT_BULK,
	/* the customer's request (P1) */
	CRM_P_REQUEST_REFERENCE,
	CRM_P_REQUEST_DATE,
	CRM_P_REQUEST_DOCUMENTS, /* list of elements asked for: what level 4 and the agreed editions
				    submit */
	CRM_P_REQUEST_FORMATS,   /* list of file suffixes that may be submitted: pdf, csv */
	CRM_P_REQUEST_STANDARDS, /* list */
	CRM_P_KICKOFF_DATE,
	CRM_P_KICKOFF_MINUTES, /* path of the minutes, or where they are */
	/* the significant production run (AIAG 2.1) */
	CRM_P_RUN_DATE,
	CRM_P_RUN_SITE,
	CRM_P_RUN_PARTS,
	CRM_P_RUN_HOURS,
	CRM_P_RUN_RATE,    /* quoted, parts an hour */
	CRM_P_RUN_STREAMS, /* list: cavities, moulds, lines */
	CRM_P_RUN_WAIVER_REASON,
	CRM_P_RUN_WAIVER_REFERENCE,
	CRM_P_RUN_WAIVER_EXPIRY,
	/* interim approval (chapter 5 of AIAG's manual) */
	CRM_P_INTERIM_EXPIRY,
	CRM_P_INTERIM_QUANTITY,
	CRM_P_INTERIM_ACTION_PLAN,
	CRM_P_INTERIM_OWNER,
	CRM_P_INTERIM_CONTAINMENT,
	CRM_P_INTERIM_REFERENCE,
	CRM_P_INTERIM_RESUBMIT,
	CRM_P_INTERIM_DEVIATIONS, /* what does not comply */
	CRM_P_ELEMENTS,
	CRM_P_STUDIES,
	CRM_P_SEAL_AT,
	CRM_P_SEAL_BY,
	CRM_P_SEAL_SHA256, /* of the manifest without seal, status and the customer's boxes */
	CRM_P_WARRANT,     /* the first of CRM_PPAP_BOXES boxes: crm_ppap_box() */
	CRM_PPAP_BOXES = 49,
	CRM_P_COUNT = CRM_P_WARRANT + CRM_PPAP_BOXES
};

/* An element, keyed by its number in the edition: "9", "1a", "5.4". */
enum crm_ppap_element_field {
	CRM_PE_OWNER,
	CRM_PE_DUE,
	CRM_PE_AGREED,   /* what the customer agreed on: S R (levels with *, agreed editions) */
	CRM_PE_EVIDENCE, /* items, keyed by path below the manifest's directory */
	CRM_PE_LOCATION, /* where a physical thing is kept (samples, master, aids) */
	CRM_PE_IDENTIFICATION, /* what is on its label */
	CRM_PE_NA_REASON,
	CRM_PE_NA_REFERENCE,
	CRM_PE_NA_BY,
	CRM_PE_WAIVER_REASON,
	CRM_PE_WAIVER_REFERENCE, /* the customer's */
	CRM_PE_WAIVER_BY,
	CRM_PE_WAIVER_EXPIRY,
	CRM_PE_NOTE,
	CRM_PE_COUNT
};

/* A file. */
enum crm_ppap_evidence_field {
	CRM_PV_TITLE,
	CRM_PV_SHA256,
	CRM_PV_BYTES,
	CRM_PV_DATE,         /* of the document */
	CRM_PV_REVISION,     /* its own */
	CRM_PV_CHANGE_LEVEL, /* the part's, as its header says it; compared */
	CRM_PV_FORM,         /* form number, where the customer wants one */
	CRM_PV_PHASE,        /* of a control plan: prototype pre-launch safe-launch production */
	CRM_PV_VALID_UNTIL,  /* laboratories: accreditation, scope */
	CRM_PV_AGE_APPROVAL, /* the customer's reference that an old one may be used */
	CRM_PV_STREAMS,      /* list: which streams it covers; none: all */
	CRM_PV_DATA,         /* word: its table, crm_ppap_sheet_at(); none: not read */
	CRM_PV_COLUMNS,      /* list "FIELD=HEADING": how the file calls a column */
	CRM_PV_ENCODING,     /* of that table: gb18030; none: UTF-8 */
	CRM_PV_DECIMAL,      /* word: of that table's numbers, "." or "," */
	CRM_PV_COUNT
};

/* A study, keyed by a name. Its claims are computed again from the file that it names. */
enum crm_ppap_study_field {
	CRM_PS_KIND,           /* capability grr attribute type1 */
	CRM_PS_CHARACTERISTIC, /* its number on the drawing */
	CRM_PS_GAUGE,          /* of the control plan */
	CRM_PS_EVIDENCE,       /* the path of its file, which stands in an element */
	CRM_PS_STREAM,         /* one of the run's; none: all */
	CRM_PS_DATE,
	CRM_PS_METHOD, /* "average-range", "anova"; "rbar", "sbar" */
	CRM_PS_INDEX,  /* what the verdict is by: cpk ppk */
	CRM_PS_N,      /* readings */
	CRM_PS_SUBGROUPS,
	CRM_PS_CP,
	CRM_PS_CPK,
	CRM_PS_PP,
	CRM_PS_PPK,
	CRM_PS_GRR,   /* percent */
	CRM_PS_BASIS, /* tolerance variation */
	CRM_PS_NDC,
	CRM_PS_STABLE,
	CRM_PS_NOTE,
	CRM_PS_COUNT
};

extern const struct crm_schema crm_ppap_schema, crm_ppap_element_schema, crm_ppap_evidence_schema,
    crm_ppap_study_schema;

/* ---- the warrant (PSW) ---- */

/* How a box is filled and when it must be. */
enum crm_ppap_box_type {
	CRM_BOX_TEXT,
	CRM_BOX_DATE,
	CRM_BOX_YES,
	CRM_BOX_WEIGHT,
	CRM_BOX_COUNT,
	CRM_BOX_DECIMAL,
	CRM_BOX_LEVEL,
	CRM_BOX_SET,
	CRM_BOX_WORD
};
struct crm_ppap_box {
	const char
	    *section;      /* part_information organization customer materials_reporting submission
				results declaration customer_use */
	const char *key;   /* the member of `warrant` */
	const char *label; /* as the form calls it */
	enum crm_ppap_box_type type;
	bool required;    /* on the form of an edition with levels */
	bool cover;       /* on the cover sheet of one without */
	const char *rule; /* in our words: when it is needed */
};
/* The i-th of 49 in the order of the form; its field is CRM_P_WARRANT + i. */
const struct crm_ppap_box *crm_ppap_box_at(size_t i);
/* The field of the box with that key, or -1. */
int crm_ppap_box_field(const char *key);

/* ---- the tables that evidence may be (CRM_PV_DATA) ---- */

enum crm_ppap_sheet_kind {
	CRM_SHEET_CHARACTERISTICS, /* drawing list: every balloon */
	CRM_SHEET_FLOW,
	CRM_SHEET_DFMEA,
	CRM_SHEET_PFMEA,
	CRM_SHEET_CONTROL_PLAN,
	CRM_SHEET_DIMENSIONAL,
	CRM_SHEET_MATERIAL,
	CRM_SHEET_CAPABILITY, /* raw values of the studies */
	CRM_SHEET_GRR,
	CRM_SHEET_ATTRIBUTE,
	CRM_PPAP_SHEETS
};
enum {
	CRM_SC_NO,
	CRM_SC_NAME,
	CRM_SC_NOMINAL,
	CRM_SC_LOWER,
	CRM_SC_UPPER,
	CRM_SC_UNIT,
	CRM_SC_SPECIAL,   /* the customer's symbol: CC, SC ...; blank: none */
	CRM_SC_REFERENCE, /* true: a reference dimension, not measured */
	CRM_SC_VARIABLES, /* false: no variables data; then a reason */
	CRM_SC_REASON,
	CRM_SC_BONUS,      /* number of the feature whose departure from its MMC size is added */
	CRM_SC_BONUS_KIND, /* internal external: of that feature */
	CRM_SC_COUNT
};
enum { CRM_SF_STEP, CRM_SF_NAME, CRM_SF_COUNT };
/* dfmea (no step) and pfmea */
enum {
	CRM_SM_STEP,
	CRM_SM_FUNCTION,
	CRM_SM_FAILURE,
	CRM_SM_EFFECT,
	CRM_SM_CAUSE,
	CRM_SM_CHARACTERISTIC,
	CRM_SM_SPECIAL,
	CRM_SM_SEVERITY,
	CRM_SM_OCCURRENCE,
	CRM_SM_DETECTION,
	CRM_SM_ACTION,
	CRM_SM_COUNT
};
enum {
	CRM_SP_STEP,
	CRM_SP_CHARACTERISTIC,
	CRM_SP_NAME,
	CRM_SP_SPECIAL,
	CRM_SP_SPECIFICATION,
	CRM_SP_GAUGE,
	CRM_SP_SAMPLE,
	CRM_SP_FREQUENCY,
	CRM_SP_METHOD,
	CRM_SP_REACTION,
	CRM_SP_COUNT
};
enum {
	CRM_SD_NO,
	CRM_SD_STREAM,
	CRM_SD_PART,
	CRM_SD_VALUE,
	CRM_SD_RESULT, /* ok nok: attributes */
	CRM_SD_COUNT
};
enum {
	CRM_ST_TEST,
	CRM_ST_SPECIFICATION,
	CRM_ST_REQUIREMENT,
	CRM_ST_RESULT,
	CRM_ST_VERDICT,
	CRM_ST_QUANTITY,
	CRM_ST_DATE,
	CRM_ST_LABORATORY,
	CRM_ST_COUNT
};
enum { CRM_SK_SUBGROUP, CRM_SK_VALUE, CRM_SK_COUNT };
enum { CRM_SG_PART, CRM_SG_APPRAISER, CRM_SG_TRIAL, CRM_SG_VALUE, CRM_SG_COUNT };
enum { CRM_SA_PART, CRM_SA_APPRAISER, CRM_SA_TRIAL, CRM_SA_RESULT, CRM_SA_REFERENCE, CRM_SA_COUNT };

/* The table of columns; its name is the word in CRM_PV_DATA. */
const struct crm_schema *crm_ppap_sheet_at(enum crm_ppap_sheet_kind k);
/* -1: no such word. */
int crm_ppap_sheet_find(const char *word);

/* ---- a dossier as it is judged ---- */

struct crm_ppap_evidence {
	const struct crm_node *node; /* key: the path */
	const char *element;         /* its element's number */
	const char *source; /* the path as findings name it: that of the manifest and its own */
	struct crm_file_facts facts;
	const struct crm_sheet *sheet; /* NULL: no table, or the file is not good */
	int sheet_kind; /* of CRM_PV_DATA, else of the kind of a study that names the file, where
			   that is a CSV file; -1: none */
};

struct crm_ppap {
	const struct crm_document *doc;
	const struct crm_node *top;
	const char *source;                 /* of the manifest, as findings name it */
	struct crm_ppap_evidence *evidence; /* of all elements, in the file's order; their facts and
					       sheets are the tool's to fill */
	size_t n;
};

/* Gathers the evidence. doc and source are borrowed. */
void crm_ppap_init(struct crm_ppap *p, const struct crm_document *doc, const char *source);
void crm_ppap_release(struct crm_ppap *p); /* sheets are the tool's */

/* The day on which the warrant was signed; absent: it says none. */
const struct crm_cell *crm_ppap_signed(const struct crm_node *top);

#endif
