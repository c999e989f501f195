#include "alerting/shell/delivery/integrations.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include "alerting/notify/slack/judge.hpp"
#include "exporter/core/text.hpp"
#include "exporter/runtime/logging/logging.hpp"

namespace silicon::shell {
namespace {

using namespace std::chrono_literals;
using notify::Concern;
using notify::Verdict;
using state::DeliveryOutcome;

// A message that was tried so often (for about a minute) counts as one that could not be told.
constexpr std::uint32_t kFailedTries = 10;
// The same trouble of the same integration is said again after this long.
constexpr core::Duration kSayAgain = 1min;

constexpr const char* kNobody = "no such integration any more";

// Each tries again at times of its own.
std::uint64_t seed_of(const std::string& receiver, const std::string& name) {
  return std::hash<std::string>()(receiver + "/" + name);
}

DeliveryOutcome outcome_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::delivered:
      return DeliveryOutcome::delivered;
    case Verdict::retry:
      return DeliveryOutcome::again;
    case Verdict::give_up:
      break;
  }
  return DeliveryOutcome::given_up;
}

// Too many requests, and no answer at all, are not this message's fault.
Concern concern_of(const DeliveryResult& result) {
  return result.status == 0 || result.status == 429 ? Concern::receiver : Concern::message;
}

// 450 to 452 are about a mailbox or a mail; everything else is about the server.
Concern concern_of(const MailResult& result) {
  return result.reply.starts_with("45") && !result.reply.starts_with("454") ? Concern::message
                                                                            : Concern::receiver;
}

std::string words_of(const DeliveryResult& result, const HiddenSecrets& secrets) {
  if (result.judgement.verdict != Verdict::delivered) return result.judgement.reason;
  std::string words = "HTTP status " + std::to_string(result.status);
  const std::string body = secrets.hide(result.body);
  if (const auto text = core::trimmed(body); !text.empty()) words += ": " + core::excerpt(text);
  return words;
}

std::string words_of(const MailResult& result) {
  if (result.judgement.verdict != Verdict::delivered) return result.judgement.reason;
  std::string words = result.reply.empty() ? "taken" : result.reply;
  for (const std::string& refused : result.refused) words += "; not by everybody: " + refused;
  return words;
}

bool is_time_to_say(std::optional<core::Instant>& said_at, core::Instant now) {
  if (said_at && now >= *said_at && now - *said_at < kSayAgain) return false;
  said_at = now;
  return true;
}

engine::NotificationTried tried(const std::string& receiver, const std::string& integration,
                                const notify::QueuedMessage& message, DeliveryOutcome outcome,
                                std::string answer, core::Instant now) {
  engine::NotificationTried event;
  state::DeliveryAttempt& attempt = event.attempt;
  attempt.time = now;
  attempt.id = message.id;
  attempt.receiver = receiver;
  attempt.integration = integration;
  attempt.group_key = message.group_key;
  attempt.reason = message.reason;
  attempt.firing = message.firing;
  attempt.resolved = message.resolved;
  attempt.outcome = outcome;
  attempt.answer = std::move(answer);
  return event;
}

}  // namespace

void Integrations::configure(std::shared_ptr<const config::Config> config,
                             notify::MessageTemplates templates) {
  templates_ = std::move(templates);
  std::set<Key> wanted;
  for (NamedIntegration& named : integrations_in(config)) {
    const Key key(named.receiver, named.name);
    wanted.insert(key);
    const auto [place, added] = integrations_.try_emplace(key);
    Integration& integration = place->second;
    if (added) {
      integration.receiver = named.receiver;
      integration.name = named.name;
      integration.queue = notify::Queue(seed_of(named.receiver, named.name));
    }
    integration.gone = false;
    integration.config = std::move(named.config);
    integration.queue.set_limit(named.limit, keeps_state_by_group(integration.config));
    counts(integration);  // shows from now on
  }
  for (auto& [key, integration] : integrations_) {
    if (!wanted.contains(key)) leave(integration);
  }
  std::erase_if(integrations_,
                [](const auto& entry) { return entry.second.gone && !entry.second.sending; });
}

void Integrations::leave(Integration& integration) {
  integration.gone = true;
  for (notify::QueuedMessage& message : integration.queue.clear()) {
    orphans_.push_back({integration.receiver, integration.name, std::move(message)});
  }
}

void Integrations::restore(std::vector<state::PostedMessage> posted) {
  for (state::PostedMessage& one : posted) {
    posted_[{one.receiver, one.integration, one.group_key}] = {std::move(one.channel),
                                                               std::move(one.timestamp)};
  }
}

void Integrations::send(engine::SendNotification command) {
  state::OutboxEntry& entry = command.entry;
  const auto found = integrations_.find({entry.notification.receiver, entry.integration});
  if (found != integrations_.end() && !found->second.gone) {
    found->second.queue.push(entry.id, std::move(entry.notification), command.replaces);
    return;
  }
  notify::Queue nobody(0);
  std::string receiver = entry.notification.receiver;
  nobody.push(entry.id, std::move(entry.notification), {});
  orphans_.push_back({std::move(receiver), entry.integration, std::move(nobody.clear().front())});
}

std::vector<engine::Event> Integrations::turn(core::Instant now) {
  Events events;
  for (const Orphan& orphan : std::exchange(orphans_, {})) {
    events.emplace_back(tried(orphan.receiver, orphan.integration, orphan.message,
                              DeliveryOutcome::given_up, kNobody, now));
  }
  for (auto& [key, integration] : integrations_) {
    while (auto message = integration.queue.take(now)) {
      if (begin(integration, *std::move(message), now, events)) break;
    }
  }
  return events;
}

DeliveryCounts::Of& Integrations::counts(const Integration& integration) {
  return counts_.of(kind_of(integration.config), integration.receiver);
}

bool Integrations::begin(Integration& integration, notify::Queue::Turn turn, core::Instant now,
                         Events& out) {
  if (turn.failures == 0) counts(integration).begun(turn.messages.size());
  Sending sending;
  sending.turn = std::move(turn);
  integration.sending = std::move(sending);
  return compose_and_send(integration, now, out);
}

bool Integrations::compose_and_send(Integration& integration, core::Instant now, Events& out) {
  Sending& sending = *integration.sending;
  std::optional<slack::Posted> posted;
  if (updates_messages(integration.config)) {
    const auto found =
        posted_.find({integration.receiver, integration.name, sending.turn.notification.group_key});
    if (found != posted_.end()) posted = found->second;
  }
  sending.updates = posted.has_value();
  auto composed =
      compose(integration.config, sending.turn.notification, {templates_, {now, zone_}}, posted);
  if (!composed) {
    const bool is_final = composed.error().kind() == core::ErrorKind::invalid;
    conclude(integration,
             {{is_final ? Verdict::give_up : Verdict::retry, composed.error().message()},
              Concern::receiver,
              FailureReason::other,
              composed.error().message()},
             now, out);
    return false;
  }
  sending.composed = *std::move(composed);
  say_problems(integration, now);
  if (sending.composed.posts.empty() && !sending.composed.mail) {
    conclude(integration, {{}, Concern::message, FailureReason::other, "there was nothing to say"},
             now, out);
    return false;
  }
  // What an earlier try has delivered of it is not said twice.
  sending.at = sending.turn.done < sending.composed.posts.size() ? sending.turn.done : 0;
  send_next(integration);
  return true;
}

void Integrations::send_next(Integration& integration) {
  Sending& sending = *integration.sending;
  sending.key = ++last_key_;
  if (sending.composed.mail) {
    send_mail_({sending.key, std::move(*sending.composed.mail)});
    return;
  }
  Delivery post = std::move(sending.composed.posts[sending.at]);
  post.key = sending.key;
  send_http_(std::move(post));
}

Integrations::Integration* Integrations::find(std::uint64_t key) {
  for (auto& [name, integration] : integrations_) {
    if (integration.sending && integration.sending->key == key) return &integration;
  }
  return nullptr;
}

std::vector<engine::Event> Integrations::finished(const DeliveryResult& result, core::Instant now) {
  Integration* integration = find(result.key);
  if (integration == nullptr) return {};
  Sending& sending = *integration->sending;
  const bool delivered = result.judgement.verdict == Verdict::delivered;
  sending.duration += result.duration;
  counts(*integration).tried(delivered);
  counts_.took(kind_of(integration->config), result.duration);
  Events events;
  if (delivered) {
    remember(*integration, result, now);
    if (++sending.at < sending.composed.posts.size()) {
      send_next(*integration);
      return events;
    }
  } else if (sending.updates && slack::judge({"", result.status, result.body, ""}, now).post_anew) {
    forget(*integration);
    sending.turn.done = 0;
    compose_and_send(*integration, now, events);
    return events;
  }
  conclude(*integration,
           {result.judgement, concern_of(result), failure_reason(result.status),
            words_of(result, sending.composed.secrets)},
           now, events);
  return events;
}

std::vector<engine::Event> Integrations::finished(const MailResult& result, core::Instant now) {
  Integration* integration = find(result.key);
  if (integration == nullptr) return {};
  integration->sending->duration += result.duration;
  counts(*integration).tried(result.judgement.verdict == Verdict::delivered);
  counts_.took(kind_of(integration->config), result.duration);
  Events events;
  conclude(*integration,
           {result.judgement, concern_of(result), FailureReason::other, words_of(result)}, now,
           events);
  return events;
}

// The first answer says where the message stands; those in its thread stand elsewhere.
void Integrations::remember(Integration& integration, const DeliveryResult& result,
                            core::Instant now) {
  Sending& sending = *integration.sending;
  if (!updates_messages(integration.config) || sending.updates || sending.at > 0) return;
  const auto posted = slack::judge({"", result.status, result.body, ""}, now).posted;
  if (!posted) return;
  const std::string& group = sending.turn.notification.group_key;
  posted_[{integration.receiver, integration.name, group}] = *posted;
  sending.posted = state::PostedMessage{integration.receiver, integration.name, group,
                                        posted->channel, posted->timestamp};
}

void Integrations::forget(Integration& integration) {
  Sending& sending = *integration.sending;
  const std::string& group = sending.turn.notification.group_key;
  if (posted_.erase({integration.receiver, integration.name, group}) == 0) return;
  sending.posted = state::PostedMessage{integration.receiver, integration.name, group, "", ""};
}

void Integrations::conclude(Integration& integration, const Ending& ending, core::Instant now,
                            Events& out) {
  // The next time the group fires is another matter, and another message.
  if (ending.judgement.verdict == Verdict::delivered &&
      !notify::is_firing(integration.sending->turn.notification)) {
    forget(integration);
  }
  Sending sending = *std::exchange(integration.sending, std::nullopt);
  const Verdict verdict =
      integration.queue.finish(ending.judgement, ending.concern, sending.at, now);
  const auto& messages = sending.turn.messages;
  // Once for each message.
  const std::uint32_t failures = sending.turn.failures;
  const bool failed =
      verdict == Verdict::give_up ? failures < kFailedTries : failures + 1 == kFailedTries;
  if (failed && verdict != Verdict::delivered) {
    counts(integration).failed(ending.reason, messages.size());
  }
  say(integration, ending, now);
  std::string answer = ending.answer;
  if (messages.size() > 1) {
    answer += "; in one message about " + std::to_string(messages.size()) + " groups";
  }
  for (const notify::QueuedMessage& message : messages) {
    engine::NotificationTried event =
        tried(integration.receiver, integration.name, message, outcome_of(verdict), answer, now);
    event.attempt.duration = std::chrono::duration_cast<core::Duration>(sending.duration);
    event.posted = std::exchange(sending.posted, std::nullopt);
    out.emplace_back(std::move(event));
  }
  if (!integration.gone) return;
  leave(integration);
  integrations_.erase({integration.receiver, integration.name});
}

void Integrations::say(Integration& integration, const Ending& ending, core::Instant now) const {
  if (ending.judgement.verdict == Verdict::delivered) {
    if (!std::exchange(integration.said_failure, false)) return;
    runtime::log_info("the receiver takes notifications again",
                      {{"receiver", integration.receiver}, {"integration", integration.name}});
    return;
  }
  if (!is_time_to_say(integration.said_at, now)) return;
  integration.said_failure = true;
  runtime::log_warning("a notification was not taken", {{"receiver", integration.receiver},
                                                        {"integration", integration.name},
                                                        {"answer", ending.answer}});
}

void Integrations::say_problems(Integration& integration, core::Instant now) const {
  const Composed& composed = integration.sending->composed;
  if (composed.problems.empty() || !is_time_to_say(integration.said_problem_at, now)) return;
  runtime::log_warning("a template of a receiver failed",
                       {{"receiver", integration.receiver},
                        {"integration", integration.name},
                        {"problem", composed.secrets.hide(composed.problems.front())}});
}

std::optional<core::Instant> Integrations::due() const {
  if (!orphans_.empty()) return core::Instant();
  std::optional<core::Instant> next;
  for (const auto& [key, integration] : integrations_) {
    const auto due = integration.queue.due();
    if (due && (!next || *due < *next)) next = due;
  }
  return next;
}

std::size_t Integrations::waiting() const {
  std::size_t waiting = orphans_.size();
  for (const auto& [key, integration] : integrations_) waiting += integration.queue.size();
  return waiting;
}

core::Families Integrations::metrics() const {
  core::Families families;
  counts_.append_to(families);
  core::Family waiting = core::gauge("silicon_alerter_outbox_messages",
                                     "Messages that have not arrived, by who is to get them.");
  core::Family failing =
      core::gauge("silicon_alerter_receiver_failing",
                  "Whether nothing gets through to the integration at present: 1, otherwise 0.");
  for (const auto& [key, integration] : integrations_) {
    const core::Labels labels{{"integration", integration.name},
                              {"receiver", integration.receiver}};
    waiting.add(labels, static_cast<double>(integration.queue.size()));
    failing.add(labels, integration.queue.failing() ? 1 : 0);
  }
  families.push_back(std::move(waiting));
  families.push_back(std::move(failing));
  return families;
}

}  // namespace silicon::shell
