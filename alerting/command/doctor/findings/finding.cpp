#include "alerting/command/doctor/findings/finding.hpp"

#include <algorithm>
#include <utility>

namespace silicon::command {
namespace {

constexpr std::size_t kSubjectWidth = 14;
constexpr std::size_t kSeverityWidth = 8;

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size() + 1, width), ' ');
  return text;
}

std::string severity_word(Severity severity) {
  switch (severity) {
    case Severity::fine:
      return "ok";
    case Severity::warning:
      return "warning";
    case Severity::fault:
      break;
  }
  return "FAULT";
}

std::size_t count(const Findings& findings, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [&](const Finding& one) { return one.severity == severity; }));
}

// Further lines stand below the first.
std::string indented(const std::string& text) {
  std::string result;
  for (const char c : text) {
    result += c;
    if (c == '\n') result.append(kSubjectWidth + kSeverityWidth, ' ');
  }
  return result;
}

}  // namespace

Finding fine(std::string subject, std::string what) {
  return {Severity::fine, std::move(subject), std::move(what), ""};
}

Finding warning(std::string subject, std::string what, std::string fix) {
  return {Severity::warning, std::move(subject), std::move(what), std::move(fix)};
}

Finding fault(std::string subject, std::string what, std::string fix) {
  return {Severity::fault, std::move(subject), std::move(what), std::move(fix)};
}

std::string report(const Findings& findings) {
  std::string text;
  for (const Finding& one : findings) {
    text +=
        padded(one.subject, kSubjectWidth) + padded(severity_word(one.severity), kSeverityWidth);
    text += indented(one.what) + "\n";
    if (!one.fix.empty()) {
      text += std::string(kSubjectWidth + kSeverityWidth, ' ') + "fix: " + indented(one.fix) + "\n";
    }
  }
  return text + counted(count(findings, Severity::fault), "fault") + ", " +
         counted(count(findings, Severity::warning), "warning") + "\n";
}

bool is_sound(const Findings& findings, bool strict) {
  return count(findings, Severity::fault) == 0 &&
         (!strict || count(findings, Severity::warning) == 0);
}

std::string counted(std::size_t count, const std::string& word) {
  return std::to_string(count) + " " + word + (count == 1 ? "" : "s");
}

}  // namespace silicon::command
