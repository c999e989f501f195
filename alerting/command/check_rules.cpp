#include "alerting/command/check_rules.hpp"

#include <istream>
#include <iterator>
#include <ostream>

#include "alerting/config/rules/read_rules.hpp"
#include "exporter/runtime/files.hpp"

namespace silicon::command {
namespace {

constexpr std::size_t kMostBytes = std::size_t{32} << 20;

struct Verdict {
  bool wrong = false;
  bool linted = false;
};

std::string duplicates_text(const std::vector<const rules::Rule*>& repeated) {
  std::string text =
      "lint error " + std::to_string(repeated.size()) + " duplicate rule(s) found.\n";
  for (const rules::Rule* rule : repeated) {
    text += "Metric: " + rule->name + "\nLabel(s):\n";
    for (const core::LabelView label : rule->labels) {
      text.append("\t").append(label.name).append(": ").append(label.value).append("\n");
    }
  }
  return text + "Might cause inconsistency while recording expressions";
}

Verdict check_text(const std::string& text, const std::string& name,
                   const CheckRulesOptions& options, std::ostream& out, std::ostream& err) {
  config::RuleFileOptions reading;
  reading.language = options.language;
  reading.ignore_unknown_fields = options.ignore_unknown_fields;
  const auto groups = config::read_rules(text, name, reading);
  if (!groups) {
    err << "  FAILED:\n" << groups.error().message() << std::endl;
    return {true, false};
  }
  const auto repeated = config::repeated_rules(*groups);
  if (options.lint == Lint::duplicate_rules && !repeated.empty()) {
    err << "  FAILED:\n" << duplicates_text(repeated) << std::endl;
    out << "\n";
    return {false, true};
  }
  std::size_t count = 0;
  for (const rules::Group& group : *groups) count += group.rules.size();
  out << "  SUCCESS: " << count << " rules found\n\n";
  return {};
}

}  // namespace

int check_rules(const CheckRulesOptions& options, std::istream& in, std::ostream& out,
                std::ostream& err) {
  Verdict all;
  const auto check = [&](const core::Result<std::string>& text, const std::string& name) {
    Verdict verdict{true, false};
    if (text) {
      verdict = check_text(*text, name, options, out, err);
    } else {
      err << "  FAILED:\n" << text.error().message() << std::endl;
    }
    all.wrong = all.wrong || verdict.wrong;
    all.linted = all.linted || verdict.linted;
  };
  for (const std::string& file : options.files) {
    out << "Checking " << file << std::endl;
    check(runtime::read_file(file, kMostBytes), file);
  }
  if (options.files.empty()) {
    out << "Checking standard input" << std::endl;
    check(std::string(std::istreambuf_iterator<char>(in), {}), "standard input");
  }
  if (all.wrong) return 1;
  return all.linted && options.lint_fatal ? 3 : 0;
}

}  // namespace silicon::command
