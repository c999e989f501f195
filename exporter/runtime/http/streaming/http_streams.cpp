#include "exporter/runtime/http/streaming/http_streams.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <optional>
#include <utility>

#include <poll.h>
#include <unistd.h>

#include "exporter/runtime/files.hpp"
#include "exporter/runtime/http/wire/response_parser.hpp"
#include "exporter/runtime/http/wire/sockets.hpp"

namespace silicon::runtime {
namespace {

constexpr std::size_t kStreamReadSize = std::size_t{16} * 1024;
// What one stream may say before the others have their turn.
constexpr int kReadsInTurn = 16;

}  // namespace

struct HttpStreams::Stream {
  Stream(std::string its_key, const HttpCall& call, Socket its_socket, Visit visit,
         std::size_t line_limit)
      : key(std::move(its_key)),
        socket(std::move(its_socket)),
        silence(call.limits.silence),
        lines(
            [visit = std::move(visit)](std::string_view line) {
              visit(line);
              return true;
            },
            line_limit),
        parser(false, {call.limits.header_bytes, call.limits.body_bytes},
               [this](std::string_view piece) {
                 is_line_too_long = !lines(piece);
                 return !is_line_too_long;
               }) {}

  void end(std::string problem) { ended = Ended{key, 0, std::move(problem)}; }

  // The server has said all that it wants to.
  void finish() {
    HttpAnswer answer = parser.take();
    const bool is_stream = answer.status / 100 == 2;
    end(is_line_too_long ? "a line of the answer is too long" : std::move(answer.body));
    if (!is_stream) ended->status = answer.status;
  }

  const std::string key;
  Socket socket;
  const core::Duration silence;
  core::SteadyInstant last_heard;
  bool is_line_too_long = false;
  LineSplitter lines;
  ResponseParser parser;
  std::optional<Ended> ended;
};

HttpStreams::HttpStreams(const core::Clock& clock) : clock_(clock) {}

HttpStreams::~HttpStreams() = default;

core::Status HttpStreams::open(const std::string& key, const HttpCall& call, Visit visit,
                               std::size_t line_limit) {
  assert(!is_open(key));
  core::Result<Socket> socket = http_begin(call, clock_);
  if (!socket) return std::move(socket).error();
  streams_.push_back(
      std::make_unique<Stream>(key, call, *std::move(socket), std::move(visit), line_limit));
  streams_.back()->last_heard = clock_.steady();
  return core::Done{};
}

void HttpStreams::close(std::string_view key) {
  streams_.erase(std::remove_if(streams_.begin(), streams_.end(),
                                [&](const auto& stream) { return stream->key == key; }),
                 streams_.end());
}

bool HttpStreams::is_open(std::string_view key) const {
  return std::any_of(streams_.begin(), streams_.end(),
                     [&](const auto& stream) { return stream->key == key; });
}

void HttpStreams::read(Stream& stream) {
  std::array<char, kStreamReadSize> buffer;
  for (int i = 0; i < kReadsInTurn && !stream.ended; ++i) {
    const ssize_t got = ::read(stream.socket.get(), buffer.data(), buffer.size());
    if (got > 0) {
      stream.last_heard = clock_.steady();
      const core::Result<bool> done =
          stream.parser.feed(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
      if (!done) {
        stream.end(done.error().message());
      } else if (*done) {
        stream.finish();
      }
    } else if (got == 0) {
      const core::Status finished = stream.parser.finish();
      if (finished) {
        stream.finish();
      } else {
        stream.end(finished.error().message());
      }
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      return;
    } else if (errno != EINTR) {
      stream.end("cannot read the answer: " + system_words(errno));
    }
  }
}

std::vector<HttpStreams::Ended> HttpStreams::poll(core::Duration patience,
                                                  const Cancellation& cancellation) {
  std::vector<pollfd> watched;
  for (const auto& stream : streams_) watched.push_back({stream->socket.get(), POLLIN, 0});
  watched.push_back({cancellation.descriptor(), POLLIN, 0});
  const int ready = ::poll(watched.data(), static_cast<nfds_t>(watched.size()),
                           static_cast<int>(std::max<core::Duration::rep>(patience.count(), 0)));
  const core::SteadyInstant now = clock_.steady();
  std::vector<Ended> ended;
  for (std::size_t i = 0; i + 1 < watched.size(); ++i) {
    Stream& stream = *streams_[i];
    if (ready > 0 && watched[i].revents != 0) {
      read(stream);
    } else if (stream.silence.count() > 0 && now - stream.last_heard > stream.silence) {
      stream.end("nothing came for too long");
    }
    if (stream.ended) ended.push_back(*std::move(stream.ended));
  }
  for (const Ended& end : ended) close(end.key);
  return ended;
}

}  // namespace silicon::runtime
