// A container engine on a socket file that answers as a test wants: each connection on a thread of
// its own, events and statistics as streams that the test feeds.
#pragma once

#include <atomic>
#include <condition_variable>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/support/http/http_pages.hpp"
#include "tests/support/http/scripted_server.hpp"

namespace silicon::testing {

class FakeEngine {
 public:
  explicit FakeEngine(const std::string& socket_path) {
    set("/_ping", http_page(200, "OK", "Api-Version: 1.41\r\n"));
    set("/v1.41/containers/json", http_page(200, "[]"));
    server_.emplace(socket_path, [this](RawSocket& peer) { accept(std::move(peer)); });
  }

  ~FakeEngine() {
    server_.reset();  // no new connections
    {
      const std::lock_guard lock(mutex_);
      closing_ = true;
    }
    hang_up();
    for (std::thread& thread : threads_) thread.join();
  }
  FakeEngine(const FakeEngine&) = delete;
  FakeEngine& operator=(const FakeEngine&) = delete;

  // What to answer to requests whose target begins with `target`; "" to hang.
  void set(const std::string& target, std::string answer) {
    const std::lock_guard lock(mutex_);
    answers_[target] = std::move(answer);
  }

  // A line for every stream whose target begins with `target`, now and for those who come later.
  void say(const std::string& target, const std::string& line) {
    const std::lock_guard lock(mutex_);
    said_.push_back({target, line + "\n"});
    wake_.notify_all();
  }

  // Ends every stream.
  void hang_up() {
    const std::lock_guard lock(mutex_);
    ++generation_;
    said_.clear();
    wake_.notify_all();
  }

  // How often a target that begins like this was asked for.
  int asked(std::string_view target) const {
    const std::lock_guard lock(mutex_);
    int count = 0;
    for (const std::string& request : requests_) count += request.starts_with(target) ? 1 : 0;
    return count;
  }

 private:
  struct Line {
    std::string target;
    std::string text;
  };

  void accept(RawSocket peer) {
    const std::lock_guard lock(mutex_);
    threads_.emplace_back([this, peer = std::move(peer)]() mutable { serve(peer); });
  }

  void serve(RawSocket& peer) {
    const std::string request = peer.receive_until("\r\n\r\n");
    if (!request.starts_with("GET ")) return;
    const std::string target = request.substr(4, request.find(' ', 4) - 4);
    const bool is_stream =
        target.find("/events") != target.npos || target.find("/stats") != target.npos;
    std::unique_lock lock(mutex_);
    requests_.push_back(target);
    if (is_stream) return stream(peer, target, lock);
    std::string answer = http_page(404, R"({"message":"No such container"})");
    for (const auto& [prefix, text] : answers_) {
      if (target.starts_with(prefix)) answer = text;
    }
    if (answer.empty()) return wait_for_the_end(lock);
    lock.unlock();
    peer.send(answer);
  }

  void stream(RawSocket& peer, const std::string& target, std::unique_lock<std::mutex>& lock) {
    const int generation = generation_;
    std::size_t sent = 0;
    if (!peer.send("HTTP/1.1 200 OK\r\n\r\n")) return;
    while (generation == generation_ && !closing_) {
      for (; sent < said_.size(); ++sent) {
        if (target.starts_with(said_[sent].target)) peer.send(said_[sent].text);
      }
      wake_.wait(lock);
    }
  }

  void wait_for_the_end(std::unique_lock<std::mutex>& lock) {
    const int generation = generation_;
    while (generation == generation_ && !closing_) wake_.wait(lock);
  }

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  int generation_ = 0;
  std::map<std::string, std::string> answers_;
  std::vector<Line> said_;
  std::vector<std::string> requests_;
  std::list<std::thread> threads_;
  bool closing_ = false;
  std::optional<ScriptedServer> server_;
};

}  // namespace silicon::testing
