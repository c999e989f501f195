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
    --limit N                             at most this many (default 1000)
  silicon-alerter query instant|range EXPR   ask a running alerter, or any Prometheus
  silicon-alerter doctor [flags]          what is wrong with a setup, and how to mend it
                                          (more: silicon-alerter query --help, doctor --help)

Examples:
  silicon-alerter run --config.file alerter.yml
  silicon-alerter check config prometheus.yml
  silicon-alerter test rules rules/*_test.yml
  silicon-alerter query instant 'up == 0'
  silicon-alerter doctor --config.file alerter.yml
  curl -X POST http://127.0.0.1:9925/-/reload

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

}  // namespace

std::string alerter_help(const std::vector<std::string>& words) {
  const std::string command = words.empty() ? "" : words[0];
  if (command == "query") return std::string(kQueryHelp) + kWhom;
  if (command == "doctor") return std::string(kDoctorHelp) + kWhom;
  return kHelp;
}

}  // namespace silicon::command
