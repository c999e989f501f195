#include "exporter/command/settings/options.hpp"

#include <boost/program_options.hpp>
#include <sstream>
#include <utility>

namespace silicon::command {
namespace {

namespace po = boost::program_options;

constexpr const char* kUsage =
    R"(silicon-exporter measures this machine and serves the figures to Prometheus.

Usage:
  silicon-exporter [run] [flags]        sample every second, serve http://127.0.0.1:9924/metrics
  silicon-exporter once [flags]         sample for a moment, print the page, exit
  silicon-exporter sources [flags]      list what can be measured here, and why the rest cannot
  silicon-exporter record [flags]       write down what this machine says, to be played elsewhere
  silicon-exporter check config FILE    read a configuration, report every mistake

)";

constexpr const char* kExamples = R"(
Examples:
  silicon-exporter                                          figures of this machine, for this machine
  silicon-exporter once --only cpu,memory                   a look without a server
  silicon-exporter --config.file exporter.yml               with authentication, for other machines
  silicon-exporter --path.root /host                        in a container that sees its host there
  silicon-exporter --source recording:mac.ndjson,loop       a Mac that silicon-record recorded

A configuration file, all of it optional:
  web:
    listen_address: 0.0.0.0:9924      other addresses than this machine's own need authentication
    basic_auth_users:
      - { username: prometheus, password_file: /etc/silicon/password }
    compression: auto                 auto (not for this machine itself), always, never
  log: { level: info, format: text }  debug, info, warning, error; text, json
  path: { root: / }
  sources:                            names as `silicon-exporter sources` prints them
    disks: { interval: 10s }
    gpu: { enabled: false }
  probes:                             services that have to answer HTTP
    - { name: shop, url: "http://127.0.0.1:8080/healthz", interval: 15s, timeout: 5s }

Exit codes: 0 done, 1 something is wrong (a port taken, a configuration refused), 2 wrong usage.
)";

po::options_description flags(Options& options, std::string& only, std::string& without) {
  const auto text = [](auto& target) {
    return po::value<std::string>()->notifier(
        [&target](const std::string& value) { target = value; });
  };
  po::options_description result("Flags");
  result.add_options()("config.file", text(options.config_file)->value_name("FILE"),
                       "YAML configuration")("web.listen-address",
                                             text(options.listen_address)->value_name("HOST:PORT"),
                                             "where to serve (default 127.0.0.1:9924)")(
      "path.root", text(options.root)->value_name("DIR"),
      "where the machine's /proc and /sys are found (default /)")(
      "source", text(options.source)->value_name("recording:FILE[,loop][,speed=N]"),
      "play a recording instead of measuring this machine")(
      "only", text(only)->value_name("NAMES"), "sample these sources, separated by commas")(
      "without", text(without)->value_name("NAMES"), "sample all sources but these")(
      "live", po::bool_switch(&options.live), "print a line of figures every second")(
      "log.level", text(options.log_level)->value_name("LEVEL"),
      "debug, info, warning or error (default info)")(
      "log.format", text(options.log_format)->value_name("FORMAT"), "text or json (default text)")(
      "help,h", "this text")("version", "the version");
  return result;
}

std::vector<std::string> split_names(const std::string& text) {
  std::vector<std::string> names;
  std::istringstream stream(text);
  for (std::string name; std::getline(stream, name, ',');) {
    if (!name.empty()) names.push_back(std::move(name));
  }
  return names;
}

core::Error misuse(const std::string& what) {
  return core::Error(what + "; see silicon-exporter --help", core::ErrorKind::invalid);
}

// The words before and between the flags: a command and its arguments.
core::Status apply_words(const std::vector<std::string>& words, Options& options) {
  if (words.empty()) return core::Done{};
  const std::string& first = words[0];
  if (first == "check") {
    if (words.size() < 2 || words[1] != "config") return misuse("check what? check config FILE");
    options.command = Command::check_config;
    if (words.size() > 3) return misuse("check config takes one file");
    if (words.size() == 3) options.config_file = words[2];
    if (!options.config_file) return misuse("check config: which file?");
    return core::Done{};
  }
  if (words.size() > 1) return misuse(first + " takes no argument '" + words[1] + "'");
  if (first == "run") {
    options.command = Command::run;
  } else if (first == "once") {
    options.command = Command::once;
  } else if (first == "sources") {
    options.command = Command::sources;
  } else {
    return misuse("unknown command '" + first + "' (run, once, sources, record, check config)");
  }
  return core::Done{};
}

}  // namespace

core::Result<Options> parse_options(const std::vector<std::string>& arguments) {
  Options options;
  std::string only;
  std::string without;
  std::vector<std::string> words;
  const po::options_description named = flags(options, only, without);
  po::options_description all;
  all.add(named).add_options()("words", po::value(&words));
  po::positional_options_description positional;
  positional.add("words", -1);
  po::variables_map seen;
  try {
    // No guessing of abbreviations: a flag that works today must not become ambiguous tomorrow.
    const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    po::store(
        po::command_line_parser(arguments).options(all).positional(positional).style(style).run(),
        seen);
    po::notify(seen);
  } catch (const po::error& error) {
    return misuse(error.what());
  }
  if (seen.count("help") > 0) options.command = Command::help;
  if (seen.count("version") > 0) options.command = Command::version;
  if (options.command == Command::help || options.command == Command::version) return options;
  options.only = split_names(only);
  options.without = split_names(without);
  if (const core::Status status = apply_words(words, options); !status) return status.error();
  return options;
}

std::string help_text() {
  Options options;
  std::string only;
  std::string without;
  std::ostringstream text;
  text << kUsage << flags(options, only, without) << kExamples;
  return text.str();
}

}  // namespace silicon::command
