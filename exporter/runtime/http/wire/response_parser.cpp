#include "exporter/runtime/http/wire/response_parser.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace silicon::runtime {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

bool is_interim(int status) {
  return status / 100 == 1 && status != 101;
}

std::string_view view(string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

// Beast calls the on_..._impl functions with what it has found.
class ResponseParser::Impl : public http::basic_parser<false> {
 public:
  Impl(bool head_only, const ResponseLimits& limits, Visit visit)
      : limits_(limits), visit_(std::move(visit)) {
    skip(head_only);
    eager(true);
    header_limit(static_cast<std::uint32_t>(
        std::min<std::size_t>(limits.header_bytes, std::numeric_limits<std::uint32_t>::max())));
    // Ours is in take_piece(). (Boost 1.74 takes boost::none for a limit of nothing at all.)
    body_limit(std::numeric_limits<std::uint64_t>::max());
  }

  HttpAnswer answer;
  std::string unread;                 // bytes that the parser wants to see again, with more behind
  std::optional<core::Error> reason;  // for stopping the parser from inside
  bool stopped = false;               // the visitor has had enough

 private:
  void on_request_impl(http::verb, string_view, string_view, int, error_code&) override {}

  void on_response_impl(int code, string_view, int, error_code&) override { answer.status = code; }

  void on_field_impl(http::field, string_view name, string_view value, error_code&) override {
    answer.headers.push_back({std::string(view(name)), std::string(view(value))});
  }

  void on_header_impl(error_code&) override {}

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code& code) override {
    if (length && *length > limits_.body_bytes && !visits()) refuse_size(code);
  }

  std::size_t on_body_impl(string_view piece, error_code& code) override {
    return take_piece(view(piece), code);
  }

  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}

  std::size_t on_chunk_body_impl(std::uint64_t, string_view piece, error_code& code) override {
    return take_piece(view(piece), code);
  }

  void on_finish_impl(error_code&) override {}

  bool visits() const { return visit_ && answer.status / 100 == 2; }

  std::size_t take_piece(std::string_view piece, error_code& code) {
    if (visits()) {
      stopped = !visit_(piece);
      if (stopped) code = http::error::end_of_stream;
    } else if (piece.size() > limits_.body_bytes - answer.body.size()) {
      refuse_size(code);
    } else {
      answer.body += piece;
    }
    return piece.size();
  }

  void refuse_size(error_code& code) {
    reason =
        core::Error("the answer is larger than " + std::to_string(limits_.body_bytes) + " bytes");
    code = http::error::body_limit;
  }

  const ResponseLimits limits_;
  const Visit visit_;
};

ResponseParser::ResponseParser(bool head_only, const ResponseLimits& limits, Visit visit)
    : head_only_(head_only),
      limits_(limits),
      visit_(std::move(visit)),
      impl_(std::make_unique<Impl>(head_only_, limits_, visit_)) {}

ResponseParser::~ResponseParser() = default;

core::Result<bool> ResponseParser::feed(std::string_view bytes) {
  impl_->unread += bytes;
  while (!impl_->is_done() && !impl_->stopped && !impl_->unread.empty()) {
    Impl& impl = *impl_;
    error_code code;
    const std::size_t used = impl.put(boost::asio::buffer(impl.unread), code);
    impl.unread.erase(0, used);
    if (impl.stopped) break;
    if (impl.reason) return *impl.reason;
    if (code == http::error::need_more) break;
    if (code == http::error::header_limit) {
      return core::Error("the answer's headers are too large");
    }
    if (code) return core::Error("the answer is not valid HTTP: " + code.message());
    if (impl.is_done() && is_interim(impl.answer.status)) expect_next();
  }
  return impl_->is_done() || impl_->stopped;
}

// An interim answer ("100 Continue", "103 Early Hints") stands in front of the real one.
void ResponseParser::expect_next() {
  auto next = std::make_unique<Impl>(head_only_, limits_, visit_);
  next->unread = std::move(impl_->unread);
  impl_ = std::move(next);
}

core::Status ResponseParser::finish() {
  Impl& impl = *impl_;
  if (impl.is_done() || impl.stopped) return core::Done{};
  if (!impl.got_some()) return core::Error("the connection was closed without an answer");
  error_code code;
  impl.put_eof(code);
  if (code) return core::Error("the answer was cut short");
  return core::Done{};
}

HttpAnswer ResponseParser::take() {
  return std::move(impl_->answer);
}

}  // namespace silicon::runtime
