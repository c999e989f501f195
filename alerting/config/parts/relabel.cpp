#include "alerting/config/parts/relabel.hpp"

#include <string>
#include <utility>

namespace silicon::config {

void read_relabel_rules(runtime::YamlMap& map, std::string_view key,
                        std::vector<scrape::RelabelRule>& out) {
  map.read_each(key, [&](runtime::YamlMap& entry) {
    scrape::RelabelOptions options;
    entry.read("source_labels", options.source_labels);
    entry.read("separator", options.separator);
    entry.read("regex", options.regex);
    entry.read("modulus", options.modulus, {0, std::numeric_limits<std::uint64_t>::max()});
    entry.read("target_label", options.target_label);
    entry.read("replacement", options.replacement);
    entry.read("action", options.action);
    auto rule = scrape::RelabelRule::create(std::move(options));
    if (rule) {
      out.push_back(*std::move(rule));
    } else {
      entry.fail("", rule.error().message());
    }
  });
}

}  // namespace silicon::config
