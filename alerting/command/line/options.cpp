#include "alerting/command/line/options.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "alerting/command/line/features.hpp"

namespace silicon::command {
namespace {

struct Flag {
  std::string_view name;
  bool takes_value;
};

struct Row {
  std::string_view first;   // the words that name the command
  std::string_view second;  // "" where one word is enough
  AlerterCommand command;
  bool takes_words;
  std::span<const Flag> flags;
  bool asks = false;  // a server, which kServerFlags name
};

constexpr std::array kServerFlags{Flag{"url", true},        Flag{"config.file", true},
                                  Flag{"username", true},   Flag{"password-file", true},
                                  Flag{"token-file", true}, Flag{"http.config.file", true}};

constexpr std::array kRunFlags{Flag{"config.file", true}, Flag{"web.listen-address", true},
                               Flag{"state.path", true},  Flag{"log.level", true},
                               Flag{"log.format", true},  Flag{"enable-feature", true}};
constexpr std::array kCheckConfigFlags{Flag{"print", false}, Flag{"enable-feature", true}};
constexpr std::array kCheckRulesFlags{Flag{"lint", true}, Flag{"lint-fatal", false},
                                      Flag{"ignore-unknown-fields", false},
                                      Flag{"enable-feature", true}};
constexpr std::array kTestRulesFlags{
    Flag{"debug", false},        Flag{"diff", false},     Flag{"run", true},
    Flag{"junit", true},         Flag{"coverage", false}, Flag{"ignore-unknown-fields", false},
    Flag{"enable-feature", true}};
constexpr std::array kInstantFlags{Flag{"time", true}, Flag{"format", true}};
constexpr std::array kRangeFlags{Flag{"start", true}, Flag{"end", true}, Flag{"step", true},
                                 Flag{"format", true}};
constexpr std::array kDoctorFlags{Flag{"offline", false}, Flag{"strict", false},
                                  Flag{"enable-feature", true}};
constexpr std::array kSilenceAddFlags{
    Flag{"duration", true},       Flag{"start", true},   Flag{"end", true},
    Flag{"author", true},         Flag{"comment", true}, Flag{"schedule", true},
    Flag{"until-resolved", false}};
constexpr std::array kSilenceListFlags{Flag{"expired", false}, Flag{"quiet", false}};
constexpr std::array kAcknowledgeFlags{Flag{"by", true}, Flag{"comment", true}, Flag{"for", true},
                                       Flag{"withdraw", false}};
constexpr std::array kRoutesFlags{Flag{"config.file", true}};
constexpr std::array kRoutesTestFlags{Flag{"config.file", true}, Flag{"verify.receivers", true}};
constexpr std::array kNotifyTestFlags{Flag{"config.file", true}, Flag{"receiver", true},
                                      Flag{"labels", true}};
constexpr std::array kHistoryFlags{Flag{"config.file", true}, Flag{"state.path", true},
                                   Flag{"rule", true},        Flag{"limit", true},
                                   Flag{"deliveries", false}, Flag{"receiver", true}};
constexpr std::array kRows{
    Row{"run", "", AlerterCommand::run, false, kRunFlags},
    Row{"check", "config", AlerterCommand::check_config, true, kCheckConfigFlags},
    Row{"check", "rules", AlerterCommand::check_rules, true, kCheckRulesFlags},
    Row{"test", "rules", AlerterCommand::test_rules, true, kTestRulesFlags},
    Row{"history", "", AlerterCommand::history, false, kHistoryFlags},
    Row{"query", "instant", AlerterCommand::query_instant, true, kInstantFlags, true},
    Row{"query", "range", AlerterCommand::query_range, true, kRangeFlags, true},
    Row{"doctor", "", AlerterCommand::doctor, false, kDoctorFlags, true},
    Row{"silence", "add", AlerterCommand::silence_add, true, kSilenceAddFlags, true},
    Row{"silence", "list", AlerterCommand::silence_list, true, kSilenceListFlags, true},
    Row{"silence", "expire", AlerterCommand::silence_expire, true, {}, true},
    Row{"ack", "", AlerterCommand::acknowledge, true, kAcknowledgeFlags, true},
    Row{"explain", "", AlerterCommand::explain, true, {}, true},
    Row{"routes", "show", AlerterCommand::routes_show, false, kRoutesFlags},
    Row{"routes", "test", AlerterCommand::routes_test, true, kRoutesTestFlags},
    Row{"outbox", "list", AlerterCommand::outbox_list, true, {}, true},
    Row{"outbox", "resend", AlerterCommand::outbox_resend, true, {}, true},
    Row{"notify", "test", AlerterCommand::notify_test, false, kNotifyTestFlags},
    Row{"help", "", AlerterCommand::help, true, {}},
    Row{"version", "", AlerterCommand::version, false, {}},
};

core::Error misuse(const std::string& what) {
  return core::Error(what + "; see silicon-alerter --help", core::ErrorKind::invalid);
}

// The row of the command, whose words are taken off the front.
core::Result<const Row*> take_command(std::vector<std::string>& words) {
  if (words.empty()) return misuse("which command?");
  const std::string first = words[0];
  const std::string second = words.size() > 1 ? words[1] : "";
  std::string choices;
  for (const Row& row : kRows) {
    if (row.first != first) continue;
    choices += (choices.empty() ? "" : "|") + std::string(row.second);
    if (!row.second.empty() && row.second != second) continue;
    words.erase(words.begin(), words.begin() + (row.second.empty() ? 1 : 2));
    return &row;
  }
  if (!choices.empty()) return misuse(first + " what? " + first + " " + choices);
  return misuse("unknown command '" + first + "'");
}

const Flag* find_flag(std::span<const Flag> flags, std::string_view name) {
  const auto flag =
      std::find_if(flags.begin(), flags.end(), [&](const Flag& one) { return one.name == name; });
  return flag == flags.end() ? nullptr : &*flag;
}

// One flag with its value, which may stand behind '=' or be the next argument.
core::Status take_flag(const Row& row, const std::vector<std::string>& flags, std::size_t& at,
                       AlerterCommandLine& line) {
  const std::string& text = flags[at];
  const std::size_t equals = text.find('=');
  const std::string name = text.substr(2, equals == std::string::npos ? equals : equals - 2);
  const Flag* flag = find_flag(row.flags, name);
  if (flag == nullptr && row.asks) flag = find_flag(kServerFlags, name);
  if (flag == nullptr) return misuse("unknown flag --" + name);
  if (!flag->takes_value) {
    if (equals != std::string::npos) return misuse("--" + name + " takes no value");
    line.flags.emplace(name, "");
  } else if (equals != std::string::npos) {
    line.flags.emplace(name, text.substr(equals + 1));
  } else if (++at < flags.size()) {
    line.flags.emplace(name, flags[at]);
  } else {
    return misuse("--" + name + ": which?");
  }
  return core::Done{};
}

bool is_flag(const std::string& argument) {
  return argument.size() > 2 && argument.starts_with("--");
}

}  // namespace

std::optional<std::string> AlerterCommandLine::value(std::string_view name) const {
  const std::vector<std::string> all = values(name);
  return all.empty() ? std::nullopt : std::optional(all.back());
}

std::vector<std::string> AlerterCommandLine::values(std::string_view name) const {
  std::vector<std::string> result;
  const auto [first, last] = flags.equal_range(name);
  std::transform(first, last, std::back_inserter(result),
                 [](const auto& entry) { return entry.second; });
  return result;
}

core::Result<AlerterCommandLine> parse_command_line(const std::vector<std::string>& arguments) {
  AlerterCommandLine line;
  const auto asks = [&](const char* flag) {
    return std::find(arguments.begin(), arguments.end(), flag) != arguments.end();
  };
  if (asks("--help") || asks("-h")) {
    // Which command it is about, if it is about one.
    std::copy_if(arguments.begin(), arguments.end(), std::back_inserter(line.words),
                 [](const std::string& word) { return !word.starts_with("-"); });
    return line;
  }
  if (asks("--version")) {
    line.command = AlerterCommand::version;
    return line;
  }
  // The command comes first; flags and files behind it in any order.
  const auto first_flag = std::find_if(arguments.begin(), arguments.end(), is_flag);
  std::vector<std::string> words(arguments.begin(), first_flag);
  const auto row = take_command(words);
  if (!row) return row.error();
  line.command = (*row)->command;
  line.words = std::move(words);
  const std::vector<std::string> rest(first_flag, arguments.end());
  for (std::size_t at = 0; at < rest.size(); ++at) {
    if (!is_flag(rest[at])) {
      line.words.push_back(rest[at]);
    } else if (core::Status status = take_flag(**row, rest, at, line); !status) {
      return status.error();
    }
  }
  if (!(*row)->takes_words && !line.words.empty()) {
    return misuse(std::string((*row)->first) + " takes no argument '" + line.words[0] + "'");
  }
  const auto language = language_of(line.values("enable-feature"));
  if (!language) return language.error();
  line.language = *language;
  return line;
}

}  // namespace silicon::command
