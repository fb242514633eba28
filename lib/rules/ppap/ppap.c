#include "lib/rules/ppap/ppap.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/base/mem.h"
#include "lib/rules/field_rows.h"
#include "lib/rules/ppap/warrant_fields.h"

/* ---- words ---- */

static const char *const statuses[] = {
    "preparing", "submitted", "approved", "interim", "rejected", NULL};
static const char *const reasons[] = {"initial", "engineering_change", "tooling",
    "correction_of_discrepancy", "tooling_inactive_over_1_year",
    "optional_construction_or_material", "supplier_or_material_source_change",
    "part_processing_change", "additional_location", "other", NULL};
static const char *const results[] = {
    "dimensional", "material_and_functional", "appearance", "statistical", NULL};
static const char *const dispositions[] = {"approved", "rejected", "other", NULL};
static const char *const yes_no[] = {"yes", "no", NULL};
static const char *const yes_no_na[] = {"yes", "no", "n/a", NULL};
static const char *const agreed[] = {"S", "R", NULL};
static const char *const phases[] = {"prototype", "pre-launch", "safe-launch", "production", NULL};
static const char *const sheets[] = {"characteristics", "flow", "dfmea", "pfmea", "control_plan",
    "dimensional", "material", "capability", "grr", "attribute", NULL};
static const char *const decimals[] = {".", ",", NULL};
static const char *const kinds[] = {"capability", "grr", "attribute", "type1", NULL};
static const char *const indexes[] = {"cpk", "ppk", NULL};
static const char *const bases[] = {"tolerance", "variation", NULL};

/* ---- fields ---- */

#define DATE(name, doc) CRM_TYPED(name, CRM_T_DATE, doc)
#define DEC(name, doc) CRM_TYPED(name, CRM_T_DEC, doc)
#define BOOL(name, doc) CRM_TYPED(name, CRM_T_BOOL, doc)
/* items that people write, and members that only a command writes */
#define ITEMS(name, schema, doc)                               \
	{                                                      \
		name, CRM_T_NESTED, NULL, NULL, schema, 0, doc \
	}
#define OWN(name, type, flags, doc)                                    \
	{                                                              \
		name, type, NULL, NULL, NULL, CRM_F_OWN | (flags), doc \
	}

/* clang-format off */
static const struct crm_field evidence_fields[CRM_PV_COUNT] = {
    [CRM_PV_TITLE] = CRM_TEXT("title", 0, "what it is"),
    [CRM_PV_SHA256] = OWN("sha256", CRM_T_TEXT, 0, "SHA-256 of the file, in hex; by attach and seal"),
    [CRM_PV_BYTES] = OWN("bytes", CRM_T_INT, CRM_F_COUNT, "its size; by attach and seal"),
    [CRM_PV_DATE] = DATE("date", "day of the document, or of what it reports"),
    [CRM_PV_REVISION] = CRM_TEXT("revision", 0, "its own revision"),
    [CRM_PV_CHANGE_LEVEL] = CRM_TEXT("change_level", 0, "the part's change level that it was made for"),
    [CRM_PV_FORM] = CRM_TEXT("form", 0, "number of the form that it is on"),
    [CRM_PV_PHASE] = CRM_WORDS("phase", phases, "of a control plan: which phase it is for"),
    [CRM_PV_VALID_UNTIL] = DATE("valid_until", "of a laboratory's accreditation or scope: its last day"),
    [CRM_PV_AGE_APPROVAL] = CRM_TEXT("age_approval", 0, "the customer's reference that an old one may be used"),
    [CRM_PV_STREAMS] = CRM_LIST("streams", NULL, "which of run.streams it covers; none: all"),
    [CRM_PV_DATA] = CRM_WORDS("data", sheets, "the table that the file is, to be read; none: not read"),
    [CRM_PV_COLUMNS] = CRM_LIST("columns", NULL, "FIELD=HEADING: how the file names a column of that table"),
    [CRM_PV_ENCODING] = CRM_TEXT("encoding", 0, "of that table: gb18030, windows-1252; none: UTF-8, or what a BOM says"),
    [CRM_PV_DECIMAL] = CRM_WORDS("decimal", decimals, "what stands before the decimals of that table's numbers; none: a point"),
};

static const struct crm_field element_fields[CRM_PE_COUNT] = {
    [CRM_PE_OWNER] = CRM_TEXT("owner", CRM_F_OWNER, "who of us brings it"),
    [CRM_PE_DUE] = DATE("due", "by when"),
    [CRM_PE_AGREED] = CRM_WORDS("agreed", agreed, "agreed with the customer: S submitted, R kept"),
    [CRM_PE_EVIDENCE] = ITEMS("evidence", &crm_ppap_evidence_schema, "files, by their path below the manifest"),
    [CRM_PE_LOCATION] = CRM_TEXT("location", 0, "where a thing is kept: samples, masters, checking aids"),
    [CRM_PE_IDENTIFICATION] = CRM_TEXT("identification", 0, "what its label says"),
    [CRM_PE_NA_REASON] = CRM_TEXT("na.reason", 0, "why it is not applicable"),
    [CRM_PE_NA_REFERENCE] = CRM_TEXT("na.reference", 0, "what says so"),
    [CRM_PE_NA_BY] = CRM_TEXT("na.by", 0, "who decided it"),
    [CRM_PE_WAIVER_REASON] = CRM_TEXT("waiver.reason", 0, "why the customer does without it"),
    [CRM_PE_WAIVER_REFERENCE] = CRM_TEXT("waiver.reference", 0, "the customer's reference"),
    [CRM_PE_WAIVER_BY] = CRM_TEXT("waiver.by", 0, "who at the customer allowed it"),
    [CRM_PE_WAIVER_EXPIRY] = DATE("waiver.expiry", "its last day"),
    [CRM_PE_NOTE] = CRM_TEXT("note", 0, "anything else"),
};

static const struct crm_field study_fields[CRM_PS_COUNT] = {
    [CRM_PS_KIND] = CRM_WORDS("kind", kinds, "of what kind: a process's capability, or a gauge's study"),
    [CRM_PS_CHARACTERISTIC] = CRM_TEXT("characteristic", 0, "number on the drawing"),
    [CRM_PS_GAUGE] = CRM_TEXT("gauge", 0, "gauge, as the control plan names it"),
    [CRM_PS_EVIDENCE] = CRM_TEXT("evidence", 0, "path of its file, which is an element's evidence"),
    [CRM_PS_STREAM] = CRM_TEXT("stream", 0, "one of run.streams; none: all"),
    [CRM_PS_DATE] = DATE("date", "day of the study"),
    [CRM_PS_METHOD] = CRM_TEXT("method", 0, "how it was computed: average-range, anova; rbar, sbar"),
    [CRM_PS_INDEX] = CRM_WORDS("index", indexes, "which index is judged, as agreed"),
    [CRM_PS_N] = CRM_COUNT("n", "readings"),
    [CRM_PS_SUBGROUPS] = CRM_COUNT("subgroups", "subgroups"),
    [CRM_PS_CP] = DEC("cp", "Cp"),
    [CRM_PS_CPK] = DEC("cpk", "Cpk"),
    [CRM_PS_PP] = DEC("pp", "Pp"),
    [CRM_PS_PPK] = DEC("ppk", "Ppk"),
    [CRM_PS_GRR] = DEC("grr", "gauge repeatability and reproducibility, percent"),
    [CRM_PS_BASIS] = CRM_WORDS("basis", bases, "what that is a percentage of"),
    [CRM_PS_NDC] = CRM_COUNT("ndc", "number of distinct categories"),
    [CRM_PS_STABLE] = BOOL("stable", "is the process in statistical control"),
    [CRM_PS_NOTE] = CRM_TEXT("note", 0, "anything else"),
};

static const struct crm_field fields[CRM_P_COUNT] = {
    [CRM_P_FORMAT] = CRM_COUNT("format", "of the file: 1"),
    [CRM_P_SCHEMA] = CRM_TEXT("$schema", 0, "JSON Schema by which editors check the file"),
    [CRM_P_EDITION] = CRM_TEXT("edition", 0, "table of elements: aiag-4, aiag-3, vda-ppf or one of your own"),
    [CRM_P_PROFILE] = CRM_TEXT("profile", 0, "profile of the customer"),
    [CRM_P_CUSTOMER] = CRM_TEXT("customer", CRM_F_PARTY, "the customer, as in the store"),
    [CRM_P_LEVEL] = CRM_TYPED("level", CRM_T_INT, "submission level, 1 to 5; not with vda-ppf"),
    [CRM_P_STATUS] = CRM_WORDS("status", statuses, "where the submission stands"),
    [CRM_P_SUBMISSION] = CRM_COUNT("submission", "which submission of the part it is: 1, 2"),
    [CRM_P_DUE] = DATE("due", "by when the customer wants it"),
    [CRM_P_SUBMITTED] = DATE("submitted", "day of the submission"),
    [CRM_P_CONTACT] = CRM_TEXT("contact", CRM_F_OWNER, "who of us is answerable for the dossier"),
    [CRM_P_PART_NUMBER] = CRM_TEXT("part.number", 0, "the customer's number of the part"),
    [CRM_P_PART_NAME] = CRM_TEXT("part.name", 0, "its name"),
    [CRM_P_PART_DRAWING] = CRM_TEXT("part.drawing", 0, "its drawing"),
    [CRM_P_PART_CHANGE_LEVEL] = CRM_TEXT("part.change_level", 0, "change level of the drawing, which documents are compared with"),
    [CRM_P_PART_CHANGE_DATE] = DATE("part.change_date", "day of that change level"),
    [CRM_P_REASONS] = CRM_LIST("reasons", reasons, "reasons for submission, words of the warrant"),
    [CRM_P_CHANGES] = CRM_LIST("changes", NULL, "codes of the changes: S03, N04"),
    [CRM_P_TRAIT_PROPRIETARY] = BOOL("traits.proprietary", "has it proprietary components"),
    [CRM_P_TRAIT_DETAILS] = BOOL("traits.details", "has it other components with drawings of their own"),
    [CRM_P_TRAIT_ENGINEERING_CHANGE] = BOOL("traits.engineering_change", "are there authorised changes that the drawing has not yet"),
    [CRM_P_TRAIT_CUSTOMER_APPROVAL] = BOOL("traits.customer_approval", "does the customer's engineering approve it"),
    [CRM_P_TRAIT_DESIGN_RESPONSIBLE] = BOOL("traits.design_responsible", "are we responsible for the design"),
    [CRM_P_TRAIT_SPECIAL_CHARACTERISTICS] = BOOL("traits.special_characteristics", "has it special characteristics"),
    [CRM_P_TRAIT_APPEARANCE_ITEM] = BOOL("traits.appearance_item", "is it an appearance item"),
    [CRM_P_TRAIT_BULK] = BOOL("traits.bulk", "is it bulk material"),
    [CRM_P_REQUEST_REFERENCE] = CRM_TEXT("request.reference", 0, "the customer's request, as in the store"),
    [CRM_P_REQUEST_DATE] = DATE("request.date", "its day"),
    [CRM_P_REQUEST_DOCUMENTS] = CRM_LIST("request.documents", NULL, "numbers of the elements asked for"),
    [CRM_P_REQUEST_FORMATS] = CRM_LIST("request.formats", NULL, "suffixes of files that may be submitted: pdf, csv"),
    [CRM_P_REQUEST_STANDARDS] = CRM_LIST("request.standards", NULL, "standards that the customer names"),
    [CRM_P_KICKOFF_DATE] = DATE("kickoff.date", "day of the kick-off"),
    [CRM_P_KICKOFF_MINUTES] = CRM_TEXT("kickoff.minutes", 0, "its minutes: path, or where they are"),
    [CRM_P_RUN_DATE] = DATE("run.date", "day of the production run"),
    [CRM_P_RUN_SITE] = CRM_TEXT("run.site", 0, "where it was"),
    [CRM_P_RUN_PARTS] = CRM_COUNT("run.parts", "consecutive parts made"),
    [CRM_P_RUN_HOURS] = DEC("run.hours", "hours that it took"),
    [CRM_P_RUN_RATE] = DEC("run.rate", "rate quoted, parts an hour"),
    [CRM_P_RUN_STREAMS] = CRM_LIST("run.streams", NULL, "cavities, moulds, lines that made them"),
    [CRM_P_RUN_WAIVER_REASON] = CRM_TEXT("run.waiver.reason", 0, "why the customer allows another run"),
    [CRM_P_RUN_WAIVER_REFERENCE] = CRM_TEXT("run.waiver.reference", 0, "the customer's reference"),
    [CRM_P_RUN_WAIVER_EXPIRY] = DATE("run.waiver.expiry", "its last day"),
    [CRM_P_INTERIM_EXPIRY] = DATE("interim.expiry", "last day of an interim approval"),
    [CRM_P_INTERIM_QUANTITY] = CRM_COUNT("interim.quantity", "pieces that may be shipped under it"),
    [CRM_P_INTERIM_ACTION_PLAN] = CRM_TEXT("interim.action_plan", 0, "plan agreed with the customer"),
    [CRM_P_INTERIM_OWNER] = CRM_TEXT("interim.owner", 0, "who of us carries it out"),
    [CRM_P_INTERIM_CONTAINMENT] = CRM_TEXT("interim.containment", 0, "how only good parts are shipped until then"),
    [CRM_P_INTERIM_REFERENCE] = CRM_TEXT("interim.reference", 0, "the customer's reference"),
    [CRM_P_INTERIM_RESUBMIT] = DATE("interim.resubmit", "day of the next submission"),
    [CRM_P_INTERIM_DEVIATIONS] = CRM_TEXT("interim.deviations", 0, "what does not comply"),
    [CRM_P_ELEMENTS] = ITEMS("elements", &crm_ppap_element_schema, "elements, by their number in the edition"),
    [CRM_P_STUDIES] = ITEMS("studies", &crm_ppap_study_schema, "studies of gauges and processes, by a name"),
    [CRM_P_SEAL_AT] = OWN("seal.at", CRM_T_INSTANT, 0, "when it was sealed"),
    [CRM_P_SEAL_BY] = OWN("seal.by", CRM_T_TEXT, 0, "by whom"),
    [CRM_P_SEAL_SHA256] = OWN("seal.sha256", CRM_T_TEXT, 0, "SHA-256 of what was sealed, in hex"),
    [CRM_P_WARRANT] = CRM_WARRANT_FIELDS,
};
/* clang-format on */

const struct crm_schema crm_ppap_schema = {"ppap", fields, CRM_P_COUNT};
const struct crm_schema crm_ppap_element_schema = {"element", element_fields, CRM_PE_COUNT};
const struct crm_schema crm_ppap_evidence_schema = {"evidence", evidence_fields, CRM_PV_COUNT};
const struct crm_schema crm_ppap_study_schema = {"study", study_fields, CRM_PS_COUNT};

/* ---- a dossier as it is judged ---- */

/* Length of the manifest's directory with its slash; 0: none. */
static size_t dir_len(const char *source)
{
	const char *slash = strrchr(source, '/');

	return slash != NULL ? (size_t)(slash - source) + 1 : 0;
}

static bool is_csv(const char *path)
{
	size_t len = strlen(path);

	return len > 4 && strcasecmp(path + len - 4, ".csv") == 0;
}

/* What a study names and no table is said of is the study's; the first holds. */
static int kind_by_study(const struct crm_ppap *p, const char *path)
{
	struct crm_nodes studies = crm_node_items(p->top, CRM_P_STUDIES);

	for (size_t i = 0; i < studies.n; i++) {
		const char *kind = crm_node_text(&studies.items[i], CRM_PS_KIND);

		if (strcmp(crm_node_text(&studies.items[i], CRM_PS_EVIDENCE), path) == 0)
			return strcmp(kind, "type1") == 0 ? CRM_SHEET_GRR
			                                  : crm_ppap_sheet_find(kind);
	}
	return -1;
}

static size_t count(const struct crm_ppap *p, size_t *bytes)
{
	struct crm_nodes elements = crm_node_items(p->top, CRM_P_ELEMENTS), files;
	size_t n = 0;

	*bytes = 0;
	for (size_t i = 0; i < elements.n; i++) {
		files = crm_node_items(&elements.items[i], CRM_PE_EVIDENCE);
		for (size_t k = 0; k < files.n; k++, n++)
			*bytes += dir_len(p->source) + strlen(files.items[k].key) + 1;
	}
	return n;
}

static void gather(
    struct crm_ppap *p, const struct crm_node *element, const struct crm_node *file, char **names)
{
	size_t dir = dir_len(p->source), len = strlen(file->key);
	struct crm_ppap_evidence *v = &p->evidence[p->n++];

	*v = (struct crm_ppap_evidence){.node = file, .element = element->key, .source = *names};
	v->sheet_kind = crm_ppap_sheet_find(crm_node_text(file, CRM_PV_DATA));
	if (!crm_node_has(file, CRM_PV_DATA) && is_csv(file->key))
		v->sheet_kind = kind_by_study(p, file->key);
	memcpy(*names, p->source, dir);
	memcpy(*names + dir, file->key, len + 1);
	*names += dir + len + 1;
}

void crm_ppap_init(struct crm_ppap *p, const struct crm_document *doc, const char *source)
{
	struct crm_nodes elements, files;
	size_t n, bytes;
	char *names;

	*p = (struct crm_ppap){.doc = doc, .top = crm_document_top(doc), .source = source};
	n = count(p, &bytes);
	if (n == 0)
		return;
	p->evidence = crm_malloc(n * sizeof(*p->evidence) + bytes); /* names behind them */
	names = (char *)(p->evidence + n);
	elements = crm_node_items(p->top, CRM_P_ELEMENTS);
	for (size_t i = 0; i < elements.n; i++) {
		files = crm_node_items(&elements.items[i], CRM_PE_EVIDENCE);
		for (size_t k = 0; k < files.n; k++)
			gather(p, &elements.items[i], &files.items[k], &names);
	}
}

void crm_ppap_release(struct crm_ppap *p)
{
	free(p->evidence);
	*p = (struct crm_ppap){.n = 0};
}
