#include "alerting/shell/http/transfers.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

#include "alerting/shell/http/exchange.hpp"
#include "alerting/shell/http/http_exchange.hpp"

namespace silicon::shell {
namespace {

// Handles cost some kilobytes and microseconds to make; idle ones beyond this are not kept.
constexpr std::size_t kIdleHandles = 8;

}  // namespace

class Transfers::Impl {
 public:
  Impl(const core::Clock& clock, std::string user_agent)
      : clock_(clock), user_agent_(std::move(user_agent)), multi_(curl_multi_init()) {
    if (!multi_) throw std::bad_alloc();
  }

  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  ~Impl() {
    for (const auto& [id, run] : running_) {
      curl_multi_remove_handle(multi_.get(), run.exchange->handle());
    }
  }

  std::uint64_t start(HttpTransfer transfer, HttpDone done) {
    return start(
        std::make_unique<HttpExchange>(take_handle(), std::move(transfer), std::move(done)));
  }

  std::uint64_t start(std::unique_ptr<Exchange> exchange) {
    const std::uint64_t id = ++last_id_;
    if (const auto status = exchange->prepare(user_agent_); !status) {
      failed_.push_back({id, exchange->refused(status.error().message(), clock_.now())});
      return id;
    }
    Run& run = running_[id];
    run = {id, clock_.now(), clock_.steady(), std::move(exchange)};
    set(run.exchange->handle(), CURLOPT_PRIVATE, static_cast<void*>(&run));
    curl_multi_add_handle(multi_.get(), run.exchange->handle());
    return id;
  }

  void cancel(std::uint64_t id) {
    std::erase_if(failed_, [&](const Failed& failed) { return failed.id == id; });
    if (running_.contains(id)) recycle(std::move(remove(id).exchange));
  }

  void poll(core::Duration patience) {
    int running = 0;
    curl_multi_perform(multi_.get(), &running);
    if (report() || patience.count() <= 0) return;
    const auto limit = std::min<core::Duration>(patience, std::chrono::hours(1));
    curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(limit.count()), nullptr);
    curl_multi_perform(multi_.get(), &running);
    report();
  }

  void wake() { curl_multi_wakeup(multi_.get()); }

  std::size_t under_way() const { return running_.size() + failed_.size(); }

 private:
  // libcurl counts the calls; nothing else in the process uses it.
  class Library {
   public:
    Library() {
      if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        throw std::runtime_error("libcurl could not be initialised");
      }
    }
    ~Library() { curl_global_cleanup(); }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
  };

  struct Failed {
    std::uint64_t id;
    Exchange::Say say;
  };
  struct Run {
    std::uint64_t id = 0;
    core::Instant begun;
    core::SteadyInstant begun_steady;
    std::unique_ptr<Exchange> exchange;
  };

  EasyHandle take_handle() {
    if (idle_.empty()) {
      EasyHandle made(curl_easy_init());
      if (!made) throw std::bad_alloc();
      return made;
    }
    EasyHandle handle = std::move(idle_.back());
    idle_.pop_back();
    return handle;
  }

  Run remove(std::uint64_t id) {
    Run run = std::move(running_.at(id));
    running_.erase(id);
    curl_multi_remove_handle(multi_.get(), run.exchange->handle());
    return run;
  }

  void recycle(std::unique_ptr<Exchange> exchange) {
    if (idle_.size() >= kIdleHandles) return;
    EasyHandle handle = exchange->take_handle();
    curl_easy_reset(handle.get());
    idle_.push_back(std::move(handle));
  }

  // Tells of everything that has ended, and says whether there was any. Callbacks may start
  // and cancel, so each is called when its exchange is no longer known here.
  bool report() {
    bool any = !failed_.empty();
    while (!failed_.empty()) {
      const Failed failed = std::move(failed_.back());
      failed_.pop_back();
      failed.say();
    }
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      any = true;
      complete(message->easy_handle, message->data.result);
    }
    return any;
  }

  void complete(CURL* handle, CURLcode verdict) {
    void* owner = nullptr;
    (curl_easy_getinfo)(handle, CURLINFO_PRIVATE, &owner);
    Run run = remove(static_cast<Run*>(owner)->id);
    const Exchange::Say say =
        run.exchange->ended(verdict, run.begun, clock_.steady() - run.begun_steady);
    recycle(std::move(run.exchange));
    say();
  }

  const core::Clock& clock_;
  std::string user_agent_;
  Library library_;
  MultiHandle multi_;
  std::vector<EasyHandle> idle_;
  std::map<std::uint64_t, Run> running_;  // whose addresses libcurl has
  std::vector<Failed> failed_;
  std::uint64_t last_id_ = 0;
};

Transfers::Transfers(const core::Clock& clock, std::string user_agent)
    : impl_(std::make_unique<Impl>(clock, std::move(user_agent))) {}

Transfers::~Transfers() = default;

std::uint64_t Transfers::start(HttpTransfer transfer, HttpDone done) {
  return impl_->start(std::move(transfer), std::move(done));
}

std::uint64_t Transfers::start(std::unique_ptr<Exchange> exchange) {
  return impl_->start(std::move(exchange));
}

void Transfers::cancel(std::uint64_t id) {
  impl_->cancel(id);
}

void Transfers::poll(core::Duration patience) {
  impl_->poll(patience);
}

void Transfers::wake() {
  impl_->wake();
}

std::size_t Transfers::under_way() const {
  return impl_->under_way();
}

}  // namespace silicon::shell
