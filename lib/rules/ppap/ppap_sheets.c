/* The tables that evidence may be: their columns. */
#include <string.h>

#include "lib/rules/field_rows.h"
#include "lib/rules/ppap/ppap.h"

static const char *const verdicts[] = {"ok", "nok", NULL};
static const char *const attributes[] = {
    "ok", "nok", "1", "0", "pass", "fail", "good", "bad", NULL}; /* good, bad, good ... */
static const char *const features[] = {"internal", "external", NULL};

/* clang-format off */
static const struct crm_field characteristics[CRM_SC_COUNT] = {
    [CRM_SC_NO] = CRM_TEXT("no", 0, "number on the drawing (balloon)"),
    [CRM_SC_NAME] = CRM_TEXT("name", 0, "what it is"),
    [CRM_SC_NOMINAL] = CRM_TYPED("nominal", CRM_T_DEC, "value on the drawing"),
    [CRM_SC_LOWER] = CRM_TYPED("lower", CRM_T_DEC, "lower limit; none: blank"),
    [CRM_SC_UPPER] = CRM_TYPED("upper", CRM_T_DEC, "upper limit; none: blank"),
    [CRM_SC_UNIT] = CRM_TEXT("unit", 0, "unit of the three"),
    [CRM_SC_SPECIAL] = CRM_TEXT("special", 0, "the customer's symbol of a special characteristic: CC, SC; none: blank"),
    [CRM_SC_REFERENCE] = CRM_TYPED("reference", CRM_T_BOOL, "true: a reference dimension, not measured"),
    [CRM_SC_VARIABLES] = CRM_TYPED("variables", CRM_T_BOOL, "false: it gives no variables data; then a reason"),
    [CRM_SC_REASON] = CRM_TEXT("reason", 0, "why it gives no variables data"),
    [CRM_SC_BONUS] = CRM_TEXT("bonus", 0, "number of the feature of size whose departure from maximum material is added to the upper limit"),
    [CRM_SC_BONUS_KIND] = CRM_WORDS("bonus_kind", features, "of that feature: internal (a bore), external (a pin)"),
};

static const struct crm_field flow[CRM_SF_COUNT] = {
    [CRM_SF_STEP] = CRM_TEXT("step", 0, "number of the process step"),
    [CRM_SF_NAME] = CRM_TEXT("name", 0, "what is done"),
};

/* of both FMEAs */
static const struct crm_field fmea[CRM_SM_COUNT] = {
    [CRM_SM_STEP] = CRM_TEXT("step", 0, "number of the process step; of a process FMEA alone"),
    [CRM_SM_FUNCTION] = CRM_TEXT("function", 0, "what it is to do"),
    [CRM_SM_FAILURE] = CRM_TEXT("failure", 0, "how it may fail"),
    [CRM_SM_EFFECT] = CRM_TEXT("effect", 0, "what comes of it"),
    [CRM_SM_CAUSE] = CRM_TEXT("cause", 0, "what it may come from"),
    [CRM_SM_CHARACTERISTIC] = CRM_TEXT("characteristic", 0, "number on the drawing"),
    [CRM_SM_SPECIAL] = CRM_TEXT("special", 0, "its symbol"),
    [CRM_SM_SEVERITY] = CRM_COUNT("severity", "1 to 10"),
    [CRM_SM_OCCURRENCE] = CRM_COUNT("occurrence", "1 to 10"),
    [CRM_SM_DETECTION] = CRM_COUNT("detection", "1 to 10"),
    [CRM_SM_ACTION] = CRM_TEXT("action", 0, "what is done against it"),
};

static const struct crm_field control_plan[CRM_SP_COUNT] = {
    [CRM_SP_STEP] = CRM_TEXT("step", 0, "number of the process step"),
    [CRM_SP_CHARACTERISTIC] = CRM_TEXT("characteristic", 0, "number on the drawing; of the process: blank"),
    [CRM_SP_NAME] = CRM_TEXT("name", 0, "what is controlled"),
    [CRM_SP_SPECIAL] = CRM_TEXT("special", 0, "its symbol"),
    [CRM_SP_SPECIFICATION] = CRM_TEXT("specification", 0, "value and tolerance"),
    [CRM_SP_GAUGE] = CRM_TEXT("gauge", 0, "what it is measured with, as its study names it"),
    [CRM_SP_SAMPLE] = CRM_TEXT("sample", 0, "how many"),
    [CRM_SP_FREQUENCY] = CRM_TEXT("frequency", 0, "how often"),
    [CRM_SP_METHOD] = CRM_TEXT("method", 0, "how it is controlled"),
    [CRM_SP_REACTION] = CRM_TEXT("reaction", 0, "what is done when it is out of control"),
};

static const struct crm_field dimensional[CRM_SD_COUNT] = {
    [CRM_SD_NO] = CRM_TEXT("no", 0, "number on the drawing"),
    [CRM_SD_STREAM] = CRM_TEXT("stream", 0, "cavity, mould or line, one of run.streams"),
    [CRM_SD_PART] = CRM_TEXT("part", 0, "which of the parts measured"),
    [CRM_SD_VALUE] = CRM_TYPED("value", CRM_T_DEC, "the value measured"),
    [CRM_SD_RESULT] = CRM_WORDS("result", verdicts, "of what is no number: ok, nok"),
};

static const struct crm_field material[CRM_ST_COUNT] = {
    [CRM_ST_TEST] = CRM_TEXT("test", 0, "what was tested"),
    [CRM_ST_SPECIFICATION] = CRM_TEXT("specification", 0, "test specification with its level and date"),
    [CRM_ST_REQUIREMENT] = CRM_TEXT("requirement", 0, "what it asks for"),
    [CRM_ST_RESULT] = CRM_TEXT("result", 0, "what was found: a value, not \"conforms\""),
    [CRM_ST_VERDICT] = CRM_WORDS("verdict", verdicts, "ok, nok"),
    [CRM_ST_QUANTITY] = CRM_COUNT("quantity", "how many were tested"),
    [CRM_ST_DATE] = CRM_TYPED("date", CRM_T_DATE, "day of the test"),
    [CRM_ST_LABORATORY] = CRM_TEXT("laboratory", 0, "who tested"),
};

static const struct crm_field capability[CRM_SK_COUNT] = {
    [CRM_SK_SUBGROUP] = CRM_TEXT("subgroup", 0, "which subgroup; no such column: individual values"),
    [CRM_SK_VALUE] = CRM_TYPED("value", CRM_T_DEC, "the value measured"),
};

static const struct crm_field grr[CRM_SG_COUNT] = {
    [CRM_SG_PART] = CRM_TEXT("part", 0, "which part"),
    [CRM_SG_APPRAISER] = CRM_TEXT("appraiser", 0, "who measured"),
    [CRM_SG_TRIAL] = CRM_TEXT("trial", 0, "which trial; no such column: as the rows come"),
    [CRM_SG_VALUE] = CRM_TYPED("value", CRM_T_DEC, "the value measured"),
};

static const struct crm_field attribute[CRM_SA_COUNT] = {
    [CRM_SA_PART] = CRM_TEXT("part", 0, "which part"),
    [CRM_SA_APPRAISER] = CRM_TEXT("appraiser", 0, "who judged"),
    [CRM_SA_TRIAL] = CRM_TEXT("trial", 0, "which trial; no such column: as the rows come"),
    [CRM_SA_RESULT] = CRM_WORDS("result", attributes, "what was found: ok, 1, pass, good; nok, 0, fail, bad"),
    [CRM_SA_REFERENCE] = CRM_WORDS("reference", attributes, "what the part is, in the same words"),
};
/* clang-format on */

static const struct crm_schema sheets[CRM_PPAP_SHEETS] = {
    [CRM_SHEET_CHARACTERISTICS] = {"characteristics", characteristics, CRM_SC_COUNT},
    [CRM_SHEET_FLOW] = {"flow", flow, CRM_SF_COUNT},
    [CRM_SHEET_DFMEA] = {"dfmea", fmea, CRM_SM_COUNT},
    [CRM_SHEET_PFMEA] = {"pfmea", fmea, CRM_SM_COUNT},
    [CRM_SHEET_CONTROL_PLAN] = {"control_plan", control_plan, CRM_SP_COUNT},
    [CRM_SHEET_DIMENSIONAL] = {"dimensional", dimensional, CRM_SD_COUNT},
    [CRM_SHEET_MATERIAL] = {"material", material, CRM_ST_COUNT},
    [CRM_SHEET_CAPABILITY] = {"capability", capability, CRM_SK_COUNT},
    [CRM_SHEET_GRR] = {"grr", grr, CRM_SG_COUNT},
    [CRM_SHEET_ATTRIBUTE] = {"attribute", attribute, CRM_SA_COUNT},
};

const struct crm_schema *crm_ppap_sheet_at(enum crm_ppap_sheet_kind k)
{
	return &sheets[k];
}

int crm_ppap_sheet_find(const char *word)
{
	for (int i = 0; i < CRM_PPAP_SHEETS; i++) {
		if (strcmp(sheets[i].name, word) == 0)
			return i;
	}
	return -1;
}
