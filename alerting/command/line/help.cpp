#include "alerting/command/line/help.hpp"

namespace silicon::command {
namespace {

constexpr const char* kHelp =
    R"(silicon-alerter scrapes targets, evaluates standard Prometheus rule files and alerts.

Usage:
  silicon-alerter run [flags]             scrape, evaluate, alert; serve http://127.0.0.1:9925
    --config.file FILE                    YAML; an existing prometheus.yml will do
    --web.listen-address HOST:PORT        instead of the configuration's
    --state.path DIR                      what survives a restart (default: data beside the file)
    --log.level LEVEL                     debug, info, warning or error
    --log.format FORMAT                   text or json
    --enable-feature NAME,...             of Prometheus's query language: see below
  silicon-alerter check config FILE       every mistake, with file:line:column and a hint
    --print                               the configuration as understood, without secrets
  silicon-alerter check rules FILES       the same for rule files, printed as promtool does
    --lint none|duplicate-rules|all       --lint-fatal   --ignore-unknown-fields
  silicon-alerter test rules FILES        run rule unit tests (promtool's format)
    --run REGEX    only these             --junit FILE   a report in XML
    --coverage     rules without a test   --debug        what runs, and with which series
    --diff         what differs from the alerts expected, in colours
    --ignore-unknown-fields
  silicon-alerter history [flags]         what alerts did, oldest first
    --config.file FILE | --state.path DIR   whose state
    --rule NAME                           of one rule
    --deliveries [--receiver NAME]        what was sent to whom, and what was answered, instead
    --limit N                             at most this many (default 1000)
  silicon-alerter query instant|range EXPR   ask a running alerter, or any Prometheus
  silicon-alerter doctor [flags]          what is wrong with a setup, and how to mend it
  silicon-alerter silence add|list|expire    keep alerts quiet for a while
  silicon-alerter ack ALERT                  take an alert in hand: no repeats, no escalation
  silicon-alerter explain ALERT              why an alert does, or does not, reach whom
  silicon-alerter routes show|test           where alerts go, by a configuration file
  silicon-alerter outbox list|resend         messages that have not arrived
  silicon-alerter notify test --receiver X   a real message to a receiver, marked as a test
                                             (more on each: silicon-alerter silence --help, ...)

Examples:
  silicon-alerter run --config.file alerter.yml
  silicon-alerter check config prometheus.yml
  silicon-alerter test rules rules/*_test.yml
  silicon-alerter query instant 'up == 0'
  silicon-alerter doctor --config.file alerter.yml
  curl -X POST http://127.0.0.1:9925/-/reload

--enable-feature is taken by check, test rules and doctor, too: promql-experimental-functions,
promql-delayed-name-removal, promql-binop-fill-modifiers.

While it runs: SIGHUP or POST /-/reload reads configuration and rules again; a wrong configuration
changes nothing. SIGTERM or Ctrl-C saves and ends. Other addresses than this machine's own need
authentication (web.basic_auth_users, web.bearer_tokens).

Exit codes: 0 done, 1 something is wrong (a mistake in a file, a failed test, a port taken),
2 wrong usage.
)";

// Behind the help of every command that asks a server.
constexpr const char* kWhom = R"(
Whom to ask:
  --url URL                 any server that speaks Prometheus's API (http://host:9090/prefix)
  --config.file FILE        otherwise: the alerter that runs with this configuration
                            (neither: http://127.0.0.1:9925)
  --username NAME --password-file FILE   who you are; secrets are read from files only
  --token-file FILE                      or by a bearer token
  --http.config.file FILE   or all that Prometheus's http_config knows (TLS, proxies, headers),
                            as promtool takes it
)";

constexpr const char* kQueryHelp =
    R"(silicon-alerter query asks a running alerter, or any Prometheus, and prints as promtool does.

Usage:
  silicon-alerter query instant [URL] EXPR [flags]    the value now
    --time TIME             or then: seconds of Unix time, or 2026-01-02T03:04:05Z
  silicon-alerter query range [URL] EXPR [flags]      the values over a while
    --start TIME --end TIME   (default: the last five minutes)
    --step 30s                (default: about 250 steps)
  --format promql|json      lines as "up{job="node"} => 1 @[1700000000]" (default), or JSON

Examples:
  silicon-alerter query instant 'up == 0'
  silicon-alerter query instant 'ALERTS{alertstate="firing"}'
  silicon-alerter query range 'rate(silicon_cpu_seconds_total[1m])' --step 15s
  silicon-alerter query instant http://prometheus:9090 'count by (job) (up)' --format json

Warnings and mistakes go to standard error. Exit codes: 0 answered (there may be nothing),
1 no answer, or the server refuses, 2 wrong usage.
)";

constexpr const char* kDoctorHelp =
    R"(silicon-alerter doctor says what is wrong with a setup, and how to mend each fault.

Usage:
  silicon-alerter doctor [--config.file FILE] [flags]
    --offline               do not ask a running alerter: scrape every target once from here
    --strict                exit 1 for warnings, too
    --enable-feature NAME   with which the alerter runs, where it does

It looks at the configuration and rule files, whether the alerter runs and took its last reload,
every target (does it answer, and with a page?), the sources that exporters report as down, every
rule (does it fail?), the series that each rule reads (is there one? what was meant?), the
Alertmanagers, the clocks of this machine, the alerter and the exporters, and the disk of the state.

With a running alerter it asks that one; without one, or with --offline, it scrapes every target of
the configuration once by itself, evaluates every rule once, and tells nobody.

Examples:
  silicon-alerter doctor --config.file alerter.yml
  silicon-alerter doctor --config.file prometheus.yml --offline     before it is ever started
  silicon-alerter doctor --url http://10.0.0.5:9925 --token-file token

Exit codes: 0 nothing is wrong (warnings are allowed), 1 something is, 2 wrong usage.
)";

constexpr const char* kSilenceHelp =
    R"(silicon-alerter silence keeps alerts quiet for a while, in a running alerter or any Alertmanager.

Usage:
  silicon-alerter silence add MATCHER... [flags]   prints the id of the new silence
    --duration 2h             from now on (default 1h); or --end TIME, and --start TIME
    --comment TEXT            why
    --author NAME             who (default: your login)
    --until-resolved          ends by itself when all that it silences has resolved
                              (at the latest after --duration, 30 days unless stated)
    --schedule WHEN           holds only then; may be given several times:
                              'monday:friday 22:00-24:00 Europe/Berlin', 'saturday sunday'
  silicon-alerter silence list [MATCHER...]        a table, columns between tabs
    --expired                 those that have expired as well
    --quiet                   ids only
  silicon-alerter silence expire ID...             end them now

A MATCHER is name="value", name!="value", name=~"regular expression" or name!~"...", in quotes for
the shell; the first may be the alert's name alone. All of them must match.

Examples:
  silicon-alerter silence add --duration 2h 'alertname="DiskFull"' 'instance="web-1:9100"'
  silicon-alerter silence add DiskFull --until-resolved --comment 'a new disk is on its way'
  silicon-alerter silence add 'team="batch"' --schedule 'saturday 00:00-06:00 UTC'
  silicon-alerter silence list --quiet 'team="batch"' | xargs silicon-alerter silence expire

Exit codes: 0 done, 1 the server refuses or does not answer, 2 wrong usage.
)";

constexpr const char* kAckHelp =
    R"(silicon-alerter ack takes alerts in hand: they are not repeated, nor escalated, until they have
resolved. What is new is told all the same, and PagerDuty hears of it.

Usage:
  silicon-alerter ack FINGERPRINT [flags]            as messages name it
  silicon-alerter ack ALERTNAME [MATCHER...] [flags]   all that fire and match
    --by NAME        who (default: your login)
    --comment TEXT   shown in messages
    --for 2h         only so long
    --withdraw       give them back

Examples:
  silicon-alerter ack 6a2ac6b51b8c6b5c --comment 'looking into it'
  silicon-alerter ack DiskFull 'instance="web-1:9100"' --for 2h
  silicon-alerter ack DiskFull --withdraw

Exit codes: 0 done, 1 no such alert fires or there is no answer, 2 wrong usage.
)";

constexpr const char* kExplainHelp =
    R"(silicon-alerter explain says why an alert does, or does not, reach whom: how its rule sees it,
which routes it takes and which matcher kept it from the others, when its groups are looked at next,
what keeps it quiet, who was told what, and what they answered.

Usage:
  silicon-alerter explain FINGERPRINT|ALERTNAME [MATCHER...]

Of an alert that nobody knows, all of whose labels are given with '=', it says which way it would go.

Examples:
  silicon-alerter explain DiskFull
  silicon-alerter explain DiskFull 'instance="web-1:9100"'

Exit codes: 0 explained, 1 no such alert is known or there is no answer, 2 wrong usage.
)";

constexpr const char* kRoutesHelp =
    R"(silicon-alerter routes shows where alerts go by a configuration file, as amtool does. No server
is asked.

Usage:
  silicon-alerter routes show --config.file FILE               the tree of routes
  silicon-alerter routes test --config.file FILE LABEL...      the receivers of an alert
    --verify.receivers a,b    exit 1 if they are others

A LABEL is name="value". Routing tests may stand beside rule tests, too (test rules):
  route_tests:
    - labels: {alertname: DiskFull, team: db}
      receivers: [db-pager, db-mail]

Examples:
  silicon-alerter routes test --config.file alerter.yml alertname=DiskFull team=db
  silicon-alerter routes test --config.file alertmanager.yml --verify.receivers team-db team=db

Exit codes: 0 done, 1 a mistake in the file, or other receivers, 2 wrong usage.
)";

constexpr const char* kOutboxHelp =
    R"(silicon-alerter outbox shows the messages of a running alerter that have not arrived.

Usage:
  silicon-alerter outbox list          a table, columns between tabs: those that are tried again, and
                                       those that were given up, with the last answer
  silicon-alerter outbox resend ID...  try again what was given up

What was delivered is in `silicon-alerter history --deliveries`.

Exit codes: 0 done, 1 there is no such message or no answer, 2 wrong usage.
)";

constexpr const char* kNotifyHelp =
    R"(silicon-alerter notify test sends a real notification, marked as a test, to every integration of
a receiver, and prints what the other side said. No alerter needs to run.

Usage:
  silicon-alerter notify test --config.file FILE --receiver NAME [flags]
    --labels a=b      of the alert, may be given several times

One line for each integration: name, delivered or failed, the answer; between them tabs.

Examples:
  silicon-alerter notify test --config.file alerter.yml --receiver team-db
  silicon-alerter notify test --config.file alertmanager.yml --receiver ops --labels severity=page

Exit codes: 0 all have taken it, 1 one has not, 2 wrong usage.
)";

}  // namespace

std::string alerter_help(const std::vector<std::string>& words) {
  const std::string command = words.empty() ? "" : words[0];
  if (command == "query") return std::string(kQueryHelp) + kWhom;
  if (command == "doctor") return std::string(kDoctorHelp) + kWhom;
  if (command == "silence") return std::string(kSilenceHelp) + kWhom;
  if (command == "ack") return std::string(kAckHelp) + kWhom;
  if (command == "explain") return std::string(kExplainHelp) + kWhom;
  if (command == "outbox") return std::string(kOutboxHelp) + kWhom;
  if (command == "routes") return kRoutesHelp;
  if (command == "notify") return kNotifyHelp;
  return kHelp;
}

}  // namespace silicon::command
