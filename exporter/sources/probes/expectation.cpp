#include "exporter/sources/probes/expectation.hpp"

#include <algorithm>
#include <optional>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::probes {
namespace {

constexpr int kLeastStatus = 100;
constexpr int kMostStatus = 599;

std::optional<int> parse_status(std::string_view text) {
  const auto number = core::parse_unsigned(text);
  if (!number || text.size() != 3 || *number < kLeastStatus || *number > kMostStatus) {
    return std::nullopt;
  }
  return static_cast<int>(*number);
}

std::string in_words(const std::vector<StatusRange>& ranges) {
  std::string text;
  for (const StatusRange& range : ranges) {
    text += (text.empty() ? "" : ", ") + std::to_string(range.least);
    if (range.most != range.least) text += "-" + std::to_string(range.most);
  }
  return text;
}

}  // namespace

core::Result<StatusRange> parse_status_range(std::string_view text) {
  if (text.size() == 3 && text.substr(1) == "xx" && text[0] >= '1' && text[0] <= '5') {
    const int hundred = (text[0] - '0') * 100;
    return StatusRange{hundred, hundred + 99};
  }
  const auto [first, last] = core::cut(text, '-');
  const std::optional<int> least = parse_status(first);
  const std::optional<int> most = text.find('-') == text.npos ? least : parse_status(last);
  if (!least || !most || *least > *most) {
    return core::Error("must be an HTTP status such as 204, 2xx or 200-299",
                       core::ErrorKind::invalid);
  }
  return StatusRange{*least, *most};
}

core::Status judge(const Expectation& expectation, const Answer& answer) {
  const bool status_fits = std::any_of(
      expectation.statuses.begin(), expectation.statuses.end(), [&](const StatusRange& range) {
        return answer.status >= range.least && answer.status <= range.most;
      });
  if (!status_fits) {
    return core::Error("status " + std::to_string(answer.status) + " instead of " +
                       in_words(expectation.statuses));
  }
  if (answer.body.find(expectation.body_contains) == answer.body.npos) {
    return core::Error(answer.body_is_whole
                           ? "the body lacks the expected text"
                           : "the expected text is not in the first " +
                                 std::to_string(answer.body.size()) + " bytes of the body");
  }
  return core::Done{};
}

}  // namespace silicon::probes
