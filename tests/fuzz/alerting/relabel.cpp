// "ACTION\nREGEX\nREPLACEMENT\nTARGET\nSOURCE\nNAME\nVALUE\n...": one rule over a label set. What
// is left has names, has no empty values, and what hashmod writes is below its modulus.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "alerting/scrape/relabel/apply.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 2000) return 0;
  const std::string input(data, data + size);
  if (!silicon::core::is_utf8(input)) return 0;
  std::vector<std::string> lines;
  silicon::core::for_each_line(input, [&](std::string_view line) { lines.emplace_back(line); });
  if (lines.size() < 7) return 0;
  silicon::scrape::RelabelOptions options;
  options.action = lines[0];
  if (options.action == "hashmod") options.modulus = 7;
  if (!lines[1].empty()) options.regex = lines[1];
  if (!lines[2].empty()) options.replacement = lines[2];
  options.target_label = lines[3];
  if (!lines[4].empty()) options.source_labels = {lines[4], "a"};
  const auto rule = silicon::scrape::RelabelRule::create(options);
  if (!rule) return 0;
  std::vector<silicon::core::Label> labels;
  for (std::size_t i = 5; i + 1 < lines.size(); i += 2) {
    if (!lines[i].empty()) labels.push_back({lines[i], lines[i + 1]});
  }
  const auto result = silicon::scrape::relabel(silicon::core::Labels(labels), std::vector{*rule});
  if (!result) return 0;
  for (const auto& label : *result) {
    if (label.name.empty() || label.value.empty()) std::abort();
  }
  if (options.action == "hashmod") {
    const auto shard = silicon::core::parse_unsigned(result->get(options.target_label));
    if (!shard || *shard >= options.modulus) std::abort();
  }
  return 0;
}
