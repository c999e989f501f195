// The rule that README's metric catalogue and the exporter speak of the same metrics.
// A metric's name stands in the code in full, as one literal: whoever looks for the name in a
// dashboard finds the code. Pure; any thread. Tested by tests/tidy/catalogue_test.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/tidy/text/source_file.hpp"

namespace silicon::tidy {

// Each literal that is a metric name of ours ("silicon_..." and nothing else), with where it first
// stands. Literals that end in '_' are half a name and count as that.
std::map<std::string, Violation> metric_literals(const std::vector<SourceFile>& files);

// The names in `back quotes` in the table rows of README's section "Metric catalogue", with their
// lines.
std::map<std::string, int> catalogued_metrics(std::string_view readme);

// `files` are those of the exporter; `readme` is the text of README.md.
Violations check_catalogue(const std::vector<SourceFile>& files, std::string_view readme);

}  // namespace silicon::tidy
