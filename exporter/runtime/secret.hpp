// A password or token that shows itself to nobody by accident: printing gives "<hidden>", there is
// no conversion to a string, and the bytes are wiped when it goes (as far as a std::string's own
// copies allow). Values; any thread. Tested by tests/exporter/runtime/secret_test.cpp.
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/result.hpp"

namespace silicon::runtime {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret other) noexcept;
  ~Secret();

  // The secret itself, for the one place that sends or checks it.
  std::string_view expose() const { return text_; }
  bool empty() const { return text_.empty(); }

  // Compares in a time that depends on the guess's length only.
  bool matches(std::string_view guess) const;

  friend std::ostream& operator<<(std::ostream& out, const Secret& secret);

 private:
  std::string text_;
};

// Whether two texts are equal, in a time that depends on the length of `guess` only.
bool equal_in_constant_time(std::string_view known, std::string_view guess);

// How a user states a secret: in place, or by the name of a file that holds it.
struct SecretSource {
  std::string text;  // as written; "${NAME}" alone stands for an environment variable
  std::string file;  // one trailing line break is not part of the secret
};

using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// The variables of this process.
Environment process_environment();

// Errors (both or neither given, missing or empty file or variable, a file over 64 KiB) name the
// file or the variable and never what is in it.
core::Result<Secret> resolve_secret(const SecretSource& source, const Environment& environment);

}  // namespace silicon::runtime
