/* Action Priority of a row of an FMEA, and the columns of the command. */
#include <strings.h>

#include "lib/rules/field_rows.h"
#include "lib/rules/study/study.h"

/* clang-format off */
static const struct crm_field fields[CRM_SR_COUNT] = {
    [CRM_SR_STEP] = CRM_TEXT("step", 0, "number of the process step"),
    [CRM_SR_FUNCTION] = CRM_TEXT("function", 0, "what it is to do"),
    [CRM_SR_FAILURE] = CRM_TEXT("failure", 0, "how it may fail"),
    [CRM_SR_SEVERITY] = CRM_TEXT("severity", 0, "1 to 10"),
    [CRM_SR_OCCURRENCE] = CRM_TEXT("occurrence", 0, "1 to 10"),
    [CRM_SR_DETECTION] = CRM_TEXT("detection", 0, "1 to 10"),
    [CRM_SR_S] = CRM_TEXT("s", 0, "severity"),
    [CRM_SR_O] = CRM_TEXT("o", 0, "occurrence"),
    [CRM_SR_D] = CRM_TEXT("d", 0, "detection"),
    [CRM_SR_ACTION] = CRM_TEXT("action", 0, "what is done against it"),
    [CRM_SR_RPN] = CRM_COUNT("rpn", "risk priority number, as the file claims it"),
    [CRM_SR_AP] = CRM_TEXT("ap", 0, "Action Priority, as the file claims it"),
};
/* clang-format on */

const struct crm_schema crm_study_fmea_schema = {"fmea", fields, CRM_SR_COUNT};

/* Each band ends with this rating; the lowest band first. */
static const int severity_to[] = {1, 3, 6, 8, 10};
static const int occurrence_to[] = {1, 3, 5, 7, 10};
static const int detection_to[] = {1, 4, 6, 10};

/* [severity][occurrence]: by detection 1, 2-4, 5-6, 7-10 */
static const char priority[5][5][5] = {
    {"LLLL", "LLLL", "LLLL", "LLLL", "LLLL"}, /* 1 */
    {"LLLL", "LLLL", "LLLL", "LLLL", "LLMM"}, /* 2-3 */
    {"LLLL", "LLLL", "LLLM", "LMMM", "MMHH"}, /* 4-6 */
    {"LLLL", "LLMM", "MMMH", "MHHH", "HHHH"}, /* 7-8 */
    {"LLLL", "LLMH", "MHHH", "HHHH", "HHHH"}, /* 9-10 */
};

static int band(const int *to, int64_t rating)
{
	int i = 0;

	while (rating > to[i])
		i++;
	return i;
}

bool crm_fmea_action(const char *text)
{
	static const char *const none[] = {"", "-", "--", "n/a", "n.a.", "na", "none"};

	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		if (strcasecmp(text, none[i]) == 0)
			return false;
	}
	return true;
}

static bool is_rating(int64_t x)
{
	return x >= 1 && x <= 10;
}

char crm_fmea_ap(int64_t severity, int64_t occurrence, int64_t detection)
{
	if (!is_rating(severity) || !is_rating(occurrence) || !is_rating(detection))
		return 0;
	return priority[band(severity_to, severity)][band(occurrence_to, occurrence)]
	               [band(detection_to, detection)];
}
