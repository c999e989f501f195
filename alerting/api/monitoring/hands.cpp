#include "alerting/api/monitoring/hands.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "alerting/api/monitoring/which.hpp"
#include "alerting/api/posted/json_body.hpp"
#include "alerting/notify/message/notification.hpp"

namespace silicon::api {
namespace {

constexpr std::size_t kMostHandBytes = std::size_t{64} << 10;

struct Wish {
  Which which;
  std::string by;
  std::string comment;
  std::optional<core::Instant> until;
};

core::Result<Wish> read_wish(std::string_view body) {
  if (body.size() > kMostHandBytes) {
    return core::Error("the body is too large", core::ErrorKind::invalid);
  }
  const auto json = parse_body(body);
  if (!json) return json.error();
  if (!json->is_object()) {
    return core::Error("the body must be a map", core::ErrorKind::invalid);
  }
  auto which = which_of(*json);
  if (!which) return std::move(which).error();
  auto by = text_member(*json, "by");
  if (!by) return std::move(by).error();
  auto comment = text_member(*json, "comment");
  if (!comment) return std::move(comment).error();
  const auto until = time_member(*json, "until");
  if (!until) return until.error();
  return Wish{*std::move(which), (*std::move(by)).value_or(""), (*std::move(comment)).value_or(""),
              *until};
}

core::Error none_fires(const Which& which) {
  return core::Error("no alert fires with " + which.text(), core::ErrorKind::absent);
}

Answer answer_of(const std::vector<core::Labels>& alerts) {
  core::JsonWriter json = begin_success();
  json.begin_object().key("alerts").begin_array();
  for (const core::Labels& labels : alerts) {
    json.begin_object().member("fingerprint", notify::fingerprint(labels));
    json.key("labels").labels(labels).end_object();
  }
  json.end_array().end_object();
  return success(std::move(json));
}

}  // namespace

Answer failure_of(const core::Error& error) {
  const bool absent = error.kind() == core::ErrorKind::absent;
  return failure(absent ? ErrorType::not_found : ErrorType::bad_data, error.message());
}

Answer acknowledge(std::string_view body, core::Instant now, engine::Notifier& notifier,
                   engine::Notifier::Work& work) {
  const auto wish = read_wish(body);
  if (!wish) return failure_of(wish.error());
  if (wish->by.empty()) return failure(ErrorType::bad_data, "by whom? Say it in \"by\"");
  const std::vector<core::Labels> alerts = firing(*notifier.dispatcher(), wish->which);
  if (alerts.empty()) return failure_of(none_fires(wish->which));
  for (const core::Labels& labels : alerts) {
    const auto done =
        notifier.acknowledge({labels, "", wish->by, wish->comment, wish->until}, now, work);
    if (!done) return failure_of(done.error());
  }
  return answer_of(alerts);
}

Answer withdraw(std::string_view body, engine::Notifier& notifier, engine::Notifier::Work& work) {
  const auto wish = read_wish(body);
  if (!wish) return failure_of(wish.error());
  const std::vector<core::Labels> alerts = firing(*notifier.dispatcher(), wish->which);
  if (alerts.empty()) return failure_of(none_fires(wish->which));
  std::vector<core::Labels> withdrawn;
  std::optional<core::Error> problem;
  for (const core::Labels& labels : alerts) {
    auto done = notifier.withdraw(labels, "", work);
    if (done) {
      withdrawn.push_back(labels);
    } else {
      problem = std::move(done).error();
    }
  }
  return withdrawn.empty() ? failure_of(*problem) : answer_of(withdrawn);
}

}  // namespace silicon::api
