/*
 * Studies computed from raw values: process capability, gauges of variables and of attributes,
 * dimensional results, FMEA ratings; and what edition and profile say of them (AIAG PPAP 4th
 * edition, 2.2.9, 2.2.11; MSA 4th edition; ppap.md, sections 4 and 5). Pure: a sheet goes in, figures,
 * a verdict and warnings come out. What cannot be is absent, with a warning that says why.
 *
 * Each reader returns 0, or -1 and an error that names the file, its line and column: a value is
 * missing, a study is not balanced. Cells that cannot be read are faults of the sheet, which the
 * caller has told before; none may be left.
 */
#ifndef CRM_RULES_STUDY_H
#define CRM_RULES_STUDY_H

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/mem.h"
#include "lib/data/sheet.h"
#include "lib/rules/ppap/edition.h"
#include "lib/stat/agreement.h"
#include "lib/stat/capability.h"
#include "lib/stat/chart.h"
#include "lib/stat/gauge.h"

/* ---- verdicts ---- */

enum crm_study_verdict {
	CRM_STUDY_NONE, /* there is no figure to judge by */
	CRM_STUDY_MEETS,
	CRM_STUDY_REVIEW, /* perhaps acceptable: the customer is to be asked */
	CRM_STUDY_FAILS
};
const char *crm_study_verdict_name(enum crm_study_verdict v); /* none meets review fails */
enum crm_study_verdict crm_study_verdict_worse(enum crm_study_verdict a, enum crm_study_verdict b);

/* -1 0 1. What is equal to nine digits is equal: 1.33 computed as 1.3299999999999998 is 1.33. */
int crm_study_cmp(double a, double b);
/* Above the upper limit of the band meets, below the lower one fails; both are in the band. */
enum crm_study_verdict crm_study_verdict_index(double index, const struct crm_ppap_limits *l);
/* The other way round: percent of the gauge; both limits are in the band. */
enum crm_study_verdict crm_study_verdict_grr(double percent, const struct crm_ppap_limits *l);
enum crm_study_verdict crm_study_verdict_ndc(double ndc, const struct crm_ppap_limits *l);

/* Appends the shortest text that reads back the same; a JSON number. */
void crm_study_number(double x, struct crm_buf *out);

/* Texts in an arena of theirs. */
struct crm_study_texts {
	char **items;
	size_t n, cap;
	struct crm_arena arena;
};
void crm_study_tell(struct crm_study_texts *t, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void crm_study_texts_release(struct crm_study_texts *t);

/* ---- capability ---- */

#define CRM_STUDY_FEW 25   /* readings below which nothing is said to meet */
#define CRM_STUDY_POINTS 8 /* of a chart, below which it shows no pattern */

struct crm_study_values {
	struct crm_series series; /* subgroup by subgroup */
	size_t *first;            /* where each begins; first[subgroups] = n */
	size_t subgroups;
	bool grouped;      /* else each value is one */
	const char **name; /* of the subgroup; "" without */
};

struct crm_study_capability_opts {
	const struct crm_dec *lower, *upper, *target; /* NULL: none */
	int method;      /* enum crm_sigma; -1: rbar to 9 a subgroup, sbar above, else moving */
	bool ppk;        /* the verdict is by Ppk, not Cpk */
	unsigned rules;  /* of stability */
	size_t from, to; /* subgroups, or values where there are none, from 1; 0: all */
	const struct crm_ppap_limits *limits;
};

/* Where a rule says that the process is unstable: first at this point, and at how many. */
struct crm_study_signal {
	bool spread; /* chart of ranges, s or moving ranges */
	int rule;
	size_t at, times;
};

struct crm_study_capability {
	struct crm_study_values values;
	enum crm_sigma method;
	struct crm_limits_of limits; /* shifted */
	bool computed;               /* else only values is there */
	struct crm_capability c;
	struct crm_chart location, spread;
	struct crm_study_signal *signals;
	size_t nsignals, cap;
	bool charted; /* enough points that vary for stable to say something */
	bool stable;  /* no signal */
	struct crm_figure index;
	/* By the index; review at best where the process is unstable, not charted, or has fewer than
	 * CRM_STUDY_FEW readings. */
	enum crm_study_verdict verdict;
	struct crm_buf why; /* with index, figure and method */
	struct crm_study_texts warnings;
};
int crm_study_capability(const struct crm_sheet *s, const struct crm_study_capability_opts *o,
    struct crm_study_capability *out, struct crm_err *e);
void crm_study_capability_release(struct crm_study_capability *c); /* all zero allowed */
/* What a point of its charts is called: "subgroup 12", "value 7". */
void crm_study_point(
    const struct crm_study_capability *c, bool spread, size_t at, struct crm_buf *out);

/* ---- parts by appraisers by trials ---- */

struct crm_crossed_fields {
	int part, appraiser, trial, value; /* of the sheet */
};
/* Parts, and appraisers, in the order in which they first come. */
struct crm_crossed {
	size_t parts, appraisers, trials;
	size_t *row; /* of the sheet, by [(part * appraisers + appraiser) * trials + trial] */
	const char **part, **appraiser;
};
/* nested: parts count within their appraiser, and have names of their own. A sheet without the column
 * of appraisers has one. */
int crm_crossed_read(const struct crm_sheet *s, const struct crm_crossed_fields *f, bool nested,
    struct crm_crossed *out, struct crm_err *e);
void crm_crossed_release(struct crm_crossed *c);

enum crm_study_basis { CRM_BASIS_VARIATION = 1, CRM_BASIS_TOLERANCE = 2, CRM_BASIS_BOTH = 3 };
const char *crm_study_basis_name(enum crm_study_basis b); /* variation tolerance both */
int crm_study_basis_find(const char *name);               /* -1: none */

struct crm_study_grr_opts {
	enum crm_gauge_method method;
	double alpha;
	struct crm_figure tolerance, process;
	enum crm_study_basis basis; /* of the verdict; tolerance needs one */
	const struct crm_ppap_limits *limits;
};
struct crm_study_grr {
	struct crm_crossed data;
	struct crm_series series; /* in the order of data.row */
	bool computed;
	struct crm_gauge g;
	enum crm_study_verdict verdict; /* by the percentage and ndc; none where there is no ndc */
	struct crm_buf why;
	struct crm_study_texts warnings;
};
int crm_study_grr(const struct crm_sheet *s, const struct crm_study_grr_opts *o,
    struct crm_study_grr *out, struct crm_err *e);
void crm_study_grr_release(struct crm_study_grr *g);

/* One part of known value: Cg and Cgk at least 1.33; fewer than CRM_STUDY_FEW readings are told. */
struct crm_study_type1 {
	struct crm_series series;
	bool computed;
	struct crm_type1 t;
	enum crm_study_verdict verdict;
	struct crm_buf why;
	struct crm_study_texts warnings;
};
int crm_study_type1(const struct crm_sheet *s, struct crm_dec reference, double tolerance,
    struct crm_study_type1 *out, struct crm_err *e);
void crm_study_type1_release(struct crm_study_type1 *t);

struct crm_study_attribute {
	struct crm_crossed data;
	bool reference;
	struct crm_appraiser *appraisers;
	enum crm_study_verdict *verdicts; /* of each, without the pairs */
	struct crm_figure *pairs;         /* kappa, [a * appraisers + b] */
	const char *blind;                /* why it cannot show a miss; NULL: it can */
	enum crm_study_verdict verdict;   /* the worst, pairs too; of a blind one fails or none */
	struct crm_buf why;
	struct crm_study_texts warnings;
};
int crm_study_attribute(
    const struct crm_sheet *s, struct crm_study_attribute *out, struct crm_err *e);
void crm_study_attribute_release(struct crm_study_attribute *a);
enum crm_study_verdict crm_study_verdict_kappa(double kappa); /* above 0.75, below 0.40 */

/* ---- FMEA ---- */

/* Does the cell name an action? "-", "n/a", "na" and "none" in any case name none. */
bool crm_fmea_action(const char *text);
/* Action Priority by the AIAG and VDA handbook of 2019, design and process alike: 'H', 'M', 'L'; 0:
 * one of the three is not 1 to 10. */
char crm_fmea_ap(int64_t severity, int64_t occurrence, int64_t detection);
/* What the command reads: ratings by their words or by s, o, d; rpn and ap are claims. */
enum {
	CRM_SR_STEP,
	CRM_SR_FUNCTION,
	CRM_SR_FAILURE,
	CRM_SR_SEVERITY,
	CRM_SR_OCCURRENCE,
	CRM_SR_DETECTION,
	CRM_SR_S,
	CRM_SR_O,
	CRM_SR_D,
	CRM_SR_ACTION,
	CRM_SR_RPN,
	CRM_SR_AP,
	CRM_SR_COUNT
};
extern const struct crm_schema crm_study_fmea_schema;

/* ---- dimensions ---- */

/* Measured sizes by number, stream and part, for bonus tolerances. */
struct crm_dims;
struct crm_dims *crm_dims_new(void);
void crm_dims_free(struct crm_dims *d);
/* The sheets are borrowed. The first of a number in the drawing list and the first value of a part
 * hold. */
void crm_dims_list(struct crm_dims *d, const struct crm_sheet *characteristics);
void crm_dims_results(struct crm_dims *d, const struct crm_sheet *s);
/* The row of the drawing list with that number; NULL: none. */
const struct crm_sheet *crm_dims_find(const struct crm_dims *d, const char *no, size_t *row);

struct crm_dims_limits {
	bool has_lower, has_upper;
	struct crm_dec lower, upper; /* upper with the bonus */
	bool bonus;                  /* the drawing allows one */
	const char *lacking;         /* why it is 0 all the same; NULL: it is known */
	struct crm_dec added;
};
/*
 * The limits of a row of the drawing list for one part of one stream ("" none). The bonus: of an
 * internal feature its size less its lower limit, of an external one the upper limit less its size;
 * none where the size is beyond its limits or was not measured on that part. Limits that contradict
 * each other are none.
 */
void crm_dims_limits(const struct crm_dims *d, const struct crm_sheet *list, size_t row,
    const char *stream, const char *part, struct crm_dims_limits *out);
/* Is the list usable: every number once, limits that can be met, or a reason why there are none; each
 * finding to e in turn. */
typedef void crm_dims_told(void *ctx, const struct crm_err *e);
void crm_dims_check(const struct crm_sheet *characteristics, crm_dims_told *told, void *ctx);
/* -1 below the lower limit, 1 above the upper one, 0 within, limits included. */
int crm_dims_cmp(struct crm_dec value, const struct crm_dims_limits *l);

#endif
