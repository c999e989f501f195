#include "alerting/command/junit.hpp"

#include <algorithm>

#include "exporter/core/calendar/timestamp.hpp"
#include "exporter/core/text.hpp"

namespace silicon::command {
namespace {

// As Go's xml.EscapeText: quotes and white space other than blanks by number.
std::string escaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t width = core::utf8_width(text);
    const char c = text.front();
    if (width == 0 || (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r')) {
      out += "\xEF\xBF\xBD";
    } else if (std::string_view("\"'&<>\t\n\r").find(c) != std::string_view::npos) {
      switch (c) {
        case '&':
          out += "&amp;";
          break;
        case '<':
          out += "&lt;";
          break;
        case '>':
          out += "&gt;";
          break;
        case '"':
          out += "&#34;";
          break;
        case '\'':
          out += "&#39;";
          break;
        default:
          out += c == '\t' ? "&#x9;" : c == '\n' ? "&#xA;" : "&#xD;";
      }
    } else {
      out += text.substr(0, width);
    }
    text.remove_prefix(std::max<std::size_t>(width, 1));
  }
  return out;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

std::string case_text(const JunitCase& test) {
  std::string out = "<testcase" + attribute("name", test.name) + ">";
  for (const std::string& failure : test.failures)
    out += "<failure>" + escaped(failure) + "</failure>";
  if (!test.error.empty()) out += "<error>" + escaped(test.error) + "</error>";
  return out + "</testcase>";
}

}  // namespace

std::string junit_text(const std::vector<JunitSuite>& suites, core::Instant now) {
  const core::Instant second = std::chrono::floor<std::chrono::seconds>(now);
  std::string timestamp = core::format_timestamp(second);
  timestamp.erase(timestamp.find('Z'));
  std::string out = "<testsuites>";
  for (const JunitSuite& suite : suites) {
    std::size_t failures = 0;
    std::size_t errors = 0;
    std::string cases;
    for (const JunitCase& test : suite.cases) {
      failures += test.failures.size();
      errors += test.error.empty() ? 0 : 1;
      cases += case_text(test);
    }
    out += "<testsuite" + attribute("name", suite.name) +
           attribute("tests", std::to_string(suite.cases.size())) +
           attribute("failures", std::to_string(failures)) +
           attribute("errors", std::to_string(errors)) + attribute("skipped", "0") +
           attribute("timestamp", timestamp) + ">" + cases + "</testsuite>";
  }
  return out + "</testsuites>";
}

}  // namespace silicon::command
