#include "exporter/platform/probing/attempt.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace silicon::probing {
namespace {

constexpr int kMostRedirects = 5;

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool same_origin(const runtime::HttpUrl& a, const runtime::HttpUrl& b) {
  return a.host == b.host && a.port == b.port && a.socket_path == b.socket_path;
}

// An answer, its body cut off at the limit.
struct Page {
  runtime::HttpAnswer answer;
  bool body_is_whole = true;
};

core::Result<Page> fetch(const Probe& probe, const runtime::HttpUrl& url, core::Duration left,
                         const core::Clock& clock, const runtime::Cancellation* cancellation) {
  runtime::HttpCall call;
  call.method = probe.method;
  call.url = url;
  call.limits.total = left;
  call.limits.connect = left;
  call.limits.silence = left;
  call.limits.body_bytes = probe.body_limit;
  call.headers.push_back({"User-Agent", "siliconwatch"});
  call.headers.push_back({"Accept", "*/*"});
  if (same_origin(probe.url, url)) {
    for (const SecretHeader& header : probe.headers) {
      call.headers.push_back({header.name, std::string(header.value.expose())});
    }
  }
  Page page;
  std::string body;
  const auto take = [&](std::string_view piece) {
    body += piece.substr(0, probe.body_limit - body.size());
    page.body_is_whole = body.size() < probe.body_limit;
    return page.body_is_whole;
  };
  core::Result<runtime::HttpAnswer> answer = runtime::http_stream(call, clock, take, cancellation);
  if (!answer) return std::move(answer).error();
  page.answer = *std::move(answer);
  if (!body.empty()) page.answer.body = std::move(body);
  return page;
}

core::Result<runtime::HttpUrl> next_url(const runtime::HttpUrl& url,
                                        const runtime::HttpAnswer& answer) {
  core::Result<runtime::HttpUrl> next = runtime::resolve_location(url, answer.header("Location"));
  if (next) return next;
  return std::move(next).error().within("redirected with status " + std::to_string(answer.status));
}

// Follows redirects until an answer is to be judged; `outcome.status` is that of the last answer.
core::Status follow(const Probe& probe, const core::Clock& clock,
                    const runtime::Cancellation* cancellation, core::SteadyInstant begin,
                    probes::Outcome& outcome) {
  runtime::HttpUrl url = probe.url;
  for (int redirects = 0;; ++redirects) {
    const auto left = std::chrono::ceil<core::Duration>(begin + probe.timeout - clock.steady());
    if (left <= core::Duration::zero()) {
      return core::Error("timed out while being redirected", core::ErrorKind::timeout);
    }
    const core::Result<Page> page = fetch(probe, url, left, clock, cancellation);
    if (!page) {
      outcome.status.reset();
      return page.error();
    }
    const runtime::HttpAnswer& answer = page->answer;
    outcome.status = answer.status;
    if (!probe.follow_redirects || !is_redirect(answer.status)) {
      return probes::judge(probe.expectation, {answer.status, answer.body, page->body_is_whole});
    }
    if (redirects == kMostRedirects) {
      return core::Error("redirected more than " + std::to_string(kMostRedirects) + " times");
    }
    core::Result<runtime::HttpUrl> next = next_url(url, answer);
    if (!next) return std::move(next).error();
    url = *std::move(next);
  }
}

}  // namespace

probes::Outcome attempt(const Probe& probe, const core::Clock& clock,
                        const runtime::Cancellation* cancellation) {
  probes::Outcome outcome;
  const core::SteadyInstant begin = clock.steady();
  const core::Status status = follow(probe, clock, cancellation, begin, outcome);
  outcome.duration = clock.steady() - begin;
  outcome.finished = clock.now();
  if (!status) outcome.problem = status.error().message();
  return outcome;
}

}  // namespace silicon::probing
