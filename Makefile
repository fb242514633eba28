# GNU make. Everything made is under build/; every target but clean and uninstall builds what it needs.
#
#   make              libcrm.a and the tools          make check-fault  the fault tests in full length
#   make deps         install missing packages        make check-san    tests under ASan and UBSan
#   make demo         README's main job, run          make fuzz         each harness for FUZZ_TIME s
#   make check        every test, or TESTS="FILE ..." make coverage     lines and branches reached
#   make lint         static checks                   make bench        measurements
#   make install / uninstall                          PREFIX=/usr/local DESTDIR=

VERSION = 0.1.0
PREFIX = /usr/local
DATADIR = $(PREFIX)/share/crm
LIBEXECDIR = $(PREFIX)/libexec/crm
FUZZ_TIME = 60
B = build

machine := $(shell uname -m)
CFLAGS = -O2 -g
WARN = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Wvla \
	-Wformat=2 -Wpointer-arith -Wundef $(if $(filter true,$(CI))$(WERROR),-Werror)
HARDEN = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
	$(if $(filter x86_64,$(machine)),-fcf-protection)
DEFS = -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -DCRM_VERSION="\"$(VERSION)\"" \
	-DCRM_DATADIR="\"$(DATADIR)\"" -DCRM_LIBEXECDIR="\"$(LIBEXECDIR)\""
# Asked for when first used, which is after `deps`: a fresh machine has no pkg-config.
PKGS = jansson libmd
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PKGS)))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PKGS)))$(PKG_LIBS)
COMPILE = $(CC) -std=c11 -I. $(DEFS) $(PKG_CFLAGS) $(CPPFLAGS) $(WARN) $(CFLAGS) $(HARDEN) -fPIE
LINK = $(CC) $(CFLAGS) -pie -pthread -Wl,-z,relro,-z,now $(LDFLAGS) -o $@ $^
LIBS = $(PKG_LIBS) -lcsv -lm

rooms = lib/* lib/*/* lib/*/*/*
lib_src = $(wildcard $(rooms:%=%/*.c))
cmd_src = $(wildcard cmd/crm-*/*.c)
channel_src = $(wildcard cmd/channel-*/*.c)
unit_src = $(wildcard tests/unit/*.c)
fault_src = $(wildcard tests/fault/*.c)
fuzz_src = $(wildcard tests/fuzz/*.c)
tools = $(sort $(patsubst cmd/%/,%,$(dir $(cmd_src))))
channels = $(sort $(patsubst cmd/%/,%,$(dir $(channel_src))))
# What a person does: one program under the name of each channel.
hands = channel-fax channel-letter channel-meeting channel-phone
objects = $(addprefix $(B)/obj/,$(addsuffix .o,$(basename $(1))))
units = $(unit_src:%.c=$(B)/%)
faults = $(fault_src:%.c=$(B)/%)
fuzzers = $(fuzz_src:%.c=$(B)/%)
replays = $(fuzz_src:tests/fuzz/%.c=$(B)/tests/replay/%)
pages = $(wildcard man/*.[157])
TESTS = $(units) $(wildcard tests/cli/*.t tests/meta/*.t tests/fault/*.t tests/fuzz/*.t tests/bench/*.t)

# What one channel alone is built with: channel-NAME_pkgs = the names that pkg-config knows.
channel-email_pkgs = gmime-3.0
own_cflags = $(if $($(1)_pkgs),$(patsubst -I%,-isystem %,$(shell pkg-config --cflags $($(1)_pkgs))))
own_libs = $(if $($(1)_pkgs),$(shell pkg-config --libs $($(1)_pkgs)))

deps_build = gcc libc6-dev pkgconf libjansson-dev libcsv-dev libmd-dev libgmime-3.0-dev tzdata
deps_check = $(deps_build) libcmocka-dev perl mandoc strace git jq python3-jsonschema \
	libxml2-utils python3-aiosmtpd msmtp gnupg
deps_lint = $(deps_check) clang-tidy clang-format cppcheck shellcheck
deps_fuzz = $(deps_build) clang libclang-rt-dev

# One short line for each file made; V=1 shows the commands.
say = $(if $(V),,@echo '  $(1)  $@';)

# A make of its own for what follows `deps`, on every processor unless -j says otherwise.
again = $(MAKE) --no-print-directory \
	$(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 2))
# Builds what it can, then runs the tests: a part that does not build is a failure among others.
test = $(again) -k $(1) programs; BUILT=$$? BUILD=$(2) perl tests/run

.PHONY: all programs deps deps-build deps-lint deps-fuzz demo check check-san check-fault \
	fuzz fuzzers coverage bench lint format install uninstall clean FORCE
.SECONDEXPANSION:
.SECONDARY:
.DELETE_ON_ERROR:

all: $(B)/libcrm.a $(tools:%=$(B)/bin/%) $(channels:%=$(B)/libexec/%) $(hands:%=$(B)/libexec/%)
programs: all $(units) $(faults) $(replays)
fuzzers: $(fuzzers)

$(B)/libcrm.a: $(call objects,$(lib_src))
	@rm -f $@
	$(call say,AR)$(AR) qcs $@ $^

$(B)/bin/%: $$(call objects,$$(wildcard cmd/$$*/*.c)) $(B)/libcrm.a
	@mkdir -p $(@D)
	$(call say,LD)$(LINK) $(LIBS)

$(B)/libexec/%: $$(call objects,$$(wildcard cmd/$$*/*.c)) $(B)/libcrm.a
	@mkdir -p $(@D)
	$(call say,LD)$(LINK) $(call own_libs,$*) $(LIBS)

$(hands:%=$(B)/libexec/%): $(B)/libexec/channel-hand
	$(call say,LN)ln -sf channel-hand $@

$(B)/tests/unit/%: $(B)/obj/tests/unit/%.o $(B)/libcrm.a
	@mkdir -p $(@D)
	$(call say,LD)$(LINK) -lcmocka $(LIBS)

$(B)/tests/fault/%: $(B)/obj/tests/fault/%.o $(B)/libcrm.a
	@mkdir -p $(@D)
	$(call say,LD)$(LINK) $(LIBS)

$(B)/tests/fuzz/%: $(B)/obj/tests/fuzz/%.o $(B)/libcrm.a
	@mkdir -p $(@D)
	$(call say,LD)$(LINK) -fsanitize=fuzzer $(LIBS)

$(B)/tests/replay/%: $(B)/obj/tests/fuzz/%.o $(B)/obj/tests/replay.o $(B)/libcrm.a
	@mkdir -p $(@D)
	$(call say,LD)$(LINK) $(LIBS)

$(B)/obj/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(COMPILE) $(call own_cflags,$(word 2,$(subst /, ,$<))) -MMD -MP -c -o $@ $<

# Changes when the way to compile does, so that objects of two ways never meet in one program.
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(COMPILE)' | cmp -s - $@ || echo '$(COMPILE)' >$@

-include $(patsubst %.o,%.d,$(call objects,$(lib_src) $(cmd_src) $(channel_src) $(unit_src) \
	$(fault_src) $(fuzz_src) tests/replay.c))

deps:
	@sh tests/deps.sh $(deps_check)
deps-build deps-lint deps-fuzz: deps-%:
	@sh tests/deps.sh $(deps_$*)

demo: deps-build
	+@$(again) all
	@PATH="$(CURDIR)/$(B)/bin:$$PATH" sh examples/demo.sh

check: deps
	+@$(call test,,$(B)) $(TESTS)

check-fault: deps
	+@export CRM_FAULT_LONG=1 TEST_TIMEOUT=3600; $(call test,,$(B)) $(wildcard tests/fault/*.t)

# A report counts as a failure even where a test would not notice it, so reports go to files.
san = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
san_log = $(CURDIR)/build/san/log
check-san: deps
	@rm -rf $(san_log) && mkdir -p $(san_log)
	+@export SAN_LOG=$(san_log) UBSAN_OPTIONS=print_stacktrace=1 \
	ASAN_OPTIONS=detect_leaks=1:exitcode=99:log_path=$(san_log)/report; \
	$(call test,B=build/san CFLAGS='-O1 -g $(san)' HARDEN=,build/san) \
	tests/leak.t $(unit_src:%.c=build/san/%) $(wildcard tests/cli/*.t)

coverage: deps
	+@find build/cov -name '*.gcda' -exec rm -f {} + 2>/dev/null; \
	$(call test,B=build/cov CFLAGS='-O0 -g --coverage' HARDEN=,build/cov) \
	$(unit_src:%.c=build/cov/%) $(wildcard tests/cli/*.t) >build/cov/tests.log; \
	status=$$?; sh tests/coverage.sh build/cov; \
	echo "build/cov/tests.log: $$(tail -n 1 build/cov/tests.log)"; exit $$status

fuzz: deps-fuzz
	+@$(again) B=build/fuzz CC=clang HARDEN= \
	CFLAGS='-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all' fuzzers
	@sh tests/fuzz.sh $(FUZZ_TIME) $(fuzz_src)

bench: deps
	+@$(again) all
	@BUILD=$(B) PATH="$(CURDIR)/$(B)/bin:$$PATH" sh tests/bench/run.sh

lint: deps-lint
	@FLAGS='-std=c11 -I. $(DEFS) $(PKG_CFLAGS) $(foreach c,$(channels),$(call own_cflags,$(c))) $(WARN)' \
		sh tests/lint.sh

format:
	clang-format -i $(wildcard $(rooms:%=%/*.[ch]) cmd/*/*.[ch] tests/*/*.[ch])

root = $(DESTDIR)$(PREFIX)
headers = $(wildcard $(rooms:%=%/*.h))
share_files = $(shell find lib/share -type f 2>/dev/null)
install: all
	@for f in $(tools); do install -D -m 755 $(B)/bin/$$f "$(root)/bin/$$f" || exit 1; done
	@for f in $(channels); do \
		install -D -m 755 $(B)/libexec/$$f "$(DESTDIR)$(LIBEXECDIR)/$$f" || exit 1; done
	@for f in $(hands); do \
		ln -sf channel-hand "$(DESTDIR)$(LIBEXECDIR)/$$f" || exit 1; done
	@for f in $(headers); do install -D -m 644 $$f "$(root)/include/crm/$$f" || exit 1; done
	@for f in $(pages:man/%=%); do \
		install -D -m 644 man/$$f "$(root)/share/man/man$${f##*.}/$$f" || exit 1; done
	@for f in $(share_files:lib/share/%=%); do \
		install -D -m 644 lib/share/$$f "$(DESTDIR)$(DATADIR)/$$f" || exit 1; done
	@install -D -m 644 $(B)/libcrm.a "$(root)/lib/libcrm.a"
	@install -d "$(root)/lib/pkgconfig"
	@sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|' lib/libcrm.pc.in \
		>"$(root)/lib/pkgconfig/libcrm.pc"

uninstall:
	rm -rf "$(root)/include/crm" "$(DESTDIR)$(DATADIR)"
	rm -f "$(root)/lib/libcrm.a" "$(root)/lib/pkgconfig/libcrm.pc"
	rm -f $(foreach f,$(tools),"$(root)/bin/$f") \
		$(foreach f,$(channels) $(hands),"$(DESTDIR)$(LIBEXECDIR)/$f") \
		$(foreach f,$(pages:man/%=%),"$(root)/share/man/man$(subst .,,$(suffix $f))/$f")

clean:
	rm -rf build
