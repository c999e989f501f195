#include "alerting/template/functions/search.hpp"

#include <algorithm>
#include <optional>

#include "alerting/series/match/expand.hpp"
#include "alerting/series/match/regex.hpp"
#include "alerting/template/format/print.hpp"
#include "exporter/core/text.hpp"

namespace silicon::templates {
namespace {

// From one code point to the next.
std::size_t step_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 1;
  return std::max<std::size_t>(core::utf8_width(text.substr(at)), 1);
}

}  // namespace

core::Result<bool> search(std::string_view pattern, std::string_view text) {
  const auto regex = match::Regex::compile(pattern, match::Regex::Dialect::search);
  if (!regex) return regex.error();
  return regex->find(text, 0).has_value();
}

core::Result<std::string> replace_all(std::string_view pattern, std::string_view replacement,
                                      std::string_view text) {
  const auto regex = match::Regex::compile(pattern, match::Regex::Dialect::search);
  if (!regex) return regex.error();
  std::string out;
  std::size_t copied = 0;  // of the text
  std::size_t from = 0;
  std::optional<std::size_t> last_end;
  while (from <= text.size() && out.size() <= kMostText) {
    const auto groups = regex->find(text, from);
    if (!groups) break;
    const auto begin = static_cast<std::size_t>((*groups)[0].data() - text.data());
    const std::size_t end = begin + (*groups)[0].size();
    // An empty match right behind the one before is none.
    if (end > begin || begin != last_end) {
      out += text.substr(copied, begin - copied);
      out += match::expand(replacement, *regex, *groups);
      copied = end;
    }
    last_end = end;
    from = end > begin ? end : end + step_at(text, end);
  }
  return out += text.substr(copied);
}

}  // namespace silicon::templates
