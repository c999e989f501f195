#include "tests/tidy/rules/headers.hpp"

#include "exporter/core/text.hpp"

namespace silicon::tidy {
namespace {

constexpr std::string_view kTestedBy = "Tested by";

// The comment lines at the very top, without their slashes, as one line of words.
std::string opening_comment(std::string_view text) {
  std::string result;
  while (text.starts_with("//")) {
    const auto [line, rest] = core::cut(text, '\n');
    for (const std::string_view word : core::fields(line.substr(2))) {
      result += word;
      result += ' ';
    }
    text = rest;
  }
  return result;
}

std::string_view without_punctuation(std::string_view word) {
  while (!word.empty() && std::string_view(".,;:()").find(word.back()) != std::string_view::npos) {
    word.remove_suffix(1);
  }
  return word;
}

std::vector<std::string_view> test_paths(std::string_view comment) {
  std::vector<std::string_view> result;
  for (std::string_view word : core::fields(comment)) {
    if (word.starts_with('(')) word.remove_prefix(1);
    if (word.starts_with("tests/")) result.push_back(without_punctuation(word));
  }
  return result;
}

bool is_product(const SourceFile& file) {
  return file.is_below("exporter") || file.is_below("alerting");
}

std::string stem(const std::string& path) {
  return path.substr(0, path.rfind('.'));
}

std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

bool exists(const Paths& paths, std::string_view path) {
  if (paths.contains(path)) return true;
  const std::string folder = std::string(path) + (path.ends_with('/') ? "" : "/");
  const auto next = paths.lower_bound(folder);
  return next != paths.end() && next->starts_with(folder);
}

}  // namespace

Violations check_header_opening(const SourceFile& file) {
  if (!file.is_header()) return {};
  if (opening_comment(file.text).empty()) {
    return {{file.path, 1, "open the header with a comment: what it is, what it is not, threads"}};
  }
  if (file.view.code.find("#pragma once") == std::string::npos) {
    return {{file.path, 1, "#pragma once is missing"}};
  }
  return {};
}

Violations check_tested_by(const SourceFile& file, const Paths& paths) {
  if (!file.is_header()) return {};
  const std::string comment = opening_comment(file.text);
  const std::size_t said = comment.find(kTestedBy);
  Violations result;
  if (said != std::string::npos &&
      !comment.substr(said + kTestedBy.size()).starts_with(" tests/")) {
    result.push_back({file.path, 1, "\"Tested by\" is followed by a path below tests/"});
  }
  for (const std::string_view path : test_paths(comment)) {
    if (exists(paths, path)) continue;
    result.push_back({file.path, 1, std::string(path) + " does not exist: name the file that is"});
  }
  return result;
}

Violations check_mirrored(const std::vector<SourceFile>& files) {
  Paths paths;
  std::set<std::string> naming_a_test;
  for (const SourceFile& file : files) {
    paths.insert(file.path);
    if (opening_comment(file.text).find(kTestedBy) != std::string::npos) {
      naming_a_test.insert(stem(file.path));
    }
  }
  Violations result;
  for (const SourceFile& file : files) {
    if (!is_product(file) || file.is_header() || file.path.ends_with("/main.cpp")) continue;
    const std::string test = "tests/" + stem(file.path) + "_test.cpp";
    if (paths.contains(test) || naming_a_test.contains(stem(file.path))) continue;
    result.push_back(
        {file.path, 1, "write " + test + ", or say in its header which file tests it"});
  }
  return result;
}

Violations check_no_orphan_tests(const std::vector<SourceFile>& files) {
  Paths paths;
  for (const SourceFile& file : files) paths.insert(file.path);
  Violations result;
  for (const SourceFile& file : files) {
    if (!file.is_below("tests/exporter") && !file.is_below("tests/alerting")) continue;
    const std::string mirrored = folder_of(file.path).substr(std::string("tests/").size());
    if (exists(paths, mirrored)) continue;
    result.push_back({file.path, 1, "there is no " + mirrored + "/ that it could test"});
  }
  return result;
}

}  // namespace silicon::tidy
