// Many answers that never end, read side by side on the caller's own thread: events and statistics
// of a container engine. For single calls see client.hpp. One thread but for the cancellation.
// Tested by tests/exporter/runtime/http/streaming/http_streams_test.cpp.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/runtime/http/client.hpp"

namespace silicon::runtime {

class HttpStreams {
 public:
  // Takes one line of an answer of status 2xx, without '\n'; must not open or close streams.
  using Visit = std::function<void(std::string_view line)>;

  // How a stream ended by itself. `status` is that of an answer that is not 2xx, with `problem` its
  // body; otherwise 0, and `problem` says what happened ("" where the server just ended it).
  struct Ended {
    std::string key;
    int status = 0;
    std::string problem;
  };

  explicit HttpStreams(const core::Clock& clock);
  ~HttpStreams();
  HttpStreams(const HttpStreams&) = delete;
  HttpStreams& operator=(const HttpStreams&) = delete;

  // Connects and asks, which on this machine is done at once; elsewhere it waits for
  // call.limits.connect at most. Lines may be `line_limit` bytes long. Requires that no stream of
  // this key is open. call.limits.silence applies (0: none), .total does not.
  core::Status open(const std::string& key, const HttpCall& call, Visit visit,
                    std::size_t line_limit = std::size_t{1} * 1024 * 1024);

  void close(std::string_view key);
  bool is_open(std::string_view key) const;
  std::size_t count() const { return streams_.size(); }

  // Waits until something came on any stream, at most for `patience`, or until cancelled, and hands
  // out what there is. The streams that ended are closed and returned.
  std::vector<Ended> poll(core::Duration patience, const Cancellation& cancellation);

 private:
  struct Stream;

  void read(Stream& stream);

  const core::Clock& clock_;
  std::vector<std::unique_ptr<Stream>> streams_;
};

}  // namespace silicon::runtime
