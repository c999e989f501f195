// Expressions that others wrote: the compliance queries, and the rules in real rule files, where
// they lie. Each parses, passes the checker, and prints as text that parses and prints the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "alerting/promql/check/check.hpp"
#include "alerting/promql/parse/literals.hpp"
#include "alerting/promql/syntax/print.hpp"
#include "exporter/core/text.hpp"

namespace silicon::promql {
namespace {

std::filesystem::path shared(const std::string& path) {
  return std::filesystem::path(SILICON_SOURCE_DIR) / "../shared/data" / path;
}

std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(" -"), line.size());
}

bool is_block(std::string_view scalar) {
  return scalar.starts_with('|') || scalar.starts_with('>');
}

// What stands behind "expr:" in a rule file: the rest of the line, in quotes or not, with the lines
// that are indented further than the key.
std::vector<std::string> expressions_of(const std::filesystem::path& path) {
  const std::vector<std::string> lines = lines_of(path);
  std::vector<std::string> found;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = core::trimmed(lines[i]);
    const std::string_view key = line.starts_with("- ") ? core::trimmed(line.substr(2)) : line;
    if (!key.starts_with("expr:")) continue;
    const std::string_view scalar = core::trimmed(key.substr(5));
    std::string text(is_block(scalar) ? "" : scalar);
    for (std::size_t next = i + 1; next < lines.size(); ++next) {
      if (indentation(lines[next]) <= indentation(lines[i])) break;
      text += "\n" + lines[next];
    }
    const bool quoted = text.size() > 1 && (text.front() == '"' || text.front() == '\'');
    found.push_back(quoted ? text.substr(1, text.size() - 2) : text);
  }
  return found;
}

void expect_fixed_point(const std::string& text) {
  Options options;
  options.experimental_functions = true;
  const auto parsed = parse_query(text, options);
  ASSERT_TRUE(parsed) << text << "\n" << parsed.error().message();
  const std::string printed = print(**parsed);
  const auto again = parse_query(printed, options);
  ASSERT_TRUE(again) << printed << "\n" << again.error().message();
  EXPECT_EQ(print(**again), printed);
}

TEST(Corpus, OfComplianceQueriesParses) {
  const auto path = shared("compliance/promql/expanded-queries.json");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there";
  std::size_t count = 0;
  for (const std::string& line : lines_of(path)) {
    std::string_view rest = core::trimmed(line);
    constexpr std::string_view kKey = "\"query\": ";
    if (!rest.starts_with(kKey)) continue;
    rest = rest.substr(kKey.size(), rest.rfind('"') + 1 - kKey.size());
    const auto query = unquoted(rest);
    ASSERT_TRUE(query) << line;
    ++count;
    if (*query == "{__name__=~\".*\"}") {  // marked there as one that should fail
      EXPECT_FALSE(parse_query(*query, {}));
    } else {
      expect_fixed_point(*query);
    }
  }
  EXPECT_EQ(count, 539U);
}

// Those that are there to be refused.
bool is_bad_on_purpose(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  return name.find("bad") != std::string::npos || name.find("invalid") != std::string::npos ||
         name == "unittest.yml" || name == "failing.yml";
}

TEST(Corpus, OfRuleFilesParses) {
  std::vector<std::filesystem::path> folders{
      SILICON_SOURCE_DIR "/rules", shared("promql/prometheus-v3.5.3/rules"),
      shared("promql/prometheus-v3.5.3/cmd"), shared("golden"), shared("compliance")};
  std::size_t count = 0;
  for (const auto& folder : folders) {
    if (!std::filesystem::exists(folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      const std::string extension = entry.path().extension();
      const bool is_yaml = extension == ".yml" || extension == ".yaml";
      if (!is_yaml || is_bad_on_purpose(entry.path())) continue;
      for (const std::string& expression : expressions_of(entry.path())) {
        SCOPED_TRACE(entry.path());
        expect_fixed_point(expression);
        ++count;
      }
    }
  }
  if (count == 0) GTEST_SKIP() << "no rule file is there";
}

}  // namespace
}  // namespace silicon::promql
