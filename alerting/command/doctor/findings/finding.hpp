// What the doctor found, and how it is printed. Pure; any thread.
// Tested by tests/alerting/command/doctor/findings/finding_test.cpp.
#pragma once

#include <string>
#include <vector>

namespace silicon::command {

enum class Severity { fine, warning, fault };

struct Finding {
  Severity severity = Severity::fine;
  std::string subject;  // one word: "scrape"
  std::string what;
  std::string fix = {};  // "" where there is nothing to mend
};

using Findings = std::vector<Finding>;

Finding fine(std::string subject, std::string what);
Finding warning(std::string subject, std::string what, std::string fix);
Finding fault(std::string subject, std::string what, std::string fix);

// One line each, the fix in a line below, and the totals in the last line.
std::string report(const Findings& findings);

// Nothing is wrong; with `strict`, there is nothing to warn of either.
bool is_sound(const Findings& findings, bool strict);

// "1 rule", "2 rules".
std::string counted(std::size_t count, const std::string& word);

}  // namespace silicon::command
