// What a function that can fail returns: a value, or an Error that says what went wrong in words
// fit for a person. Not for programmer's mistakes (those are assert()s) and never thrown.
// Values without shared state; any thread. Tested by tests/exporter/core/result_test.cpp.
#pragma once

#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace silicon::core {

enum class ErrorKind {
  failed,   // it should have worked
  absent,   // the machine does not have it; nothing is broken
  denied,   // it is there, and this user may not read it
  invalid,  // the input is wrong
  timeout,  // it did not answer in time
};

class Error {
 public:
  explicit Error(std::string message, ErrorKind kind = ErrorKind::failed)
      : message_(std::move(message)), kind_(kind) {}

  // One line, no trailing full stop, no secrets.
  const std::string& message() const { return message_; }
  ErrorKind kind() const { return kind_; }

  // The same error seen from further out: "CONTEXT: message".
  Error within(std::string_view context) && {
    message_.insert(0, std::string(context) + ": ");
    return std::move(*this);
  }

 private:
  std::string message_;
  ErrorKind kind_;
};

// The commonest of them: MESSAGE says what is wrong with the input.
inline Error invalid(std::string message) {
  return Error(std::move(message), ErrorKind::invalid);
}

template <class T>
class [[nodiscard]] Result {
 public:
  // Implicit, so that `return value;` and `return Error("...");` both read naturally.
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // Each pair requires the side it names.
  T& value() & { return assert(ok()), *std::get_if<0>(&state_); }
  const T& value() const& { return assert(ok()), *std::get_if<0>(&state_); }
  T&& value() && { return assert(ok()), std::move(*std::get_if<0>(&state_)); }
  const Error& error() const& { return assert(!ok()), *std::get_if<1>(&state_); }
  Error&& error() && { return assert(!ok()), std::move(*std::get_if<1>(&state_)); }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  T value_or(T fallback) && { return ok() ? std::move(*this).value() : std::move(fallback); }

 private:
  std::variant<T, Error> state_;
};

// Success without a value: `return Done{};`.
struct Done {};
using Status = Result<Done>;

}  // namespace silicon::core
