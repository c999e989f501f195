#include "exporter/runtime/secret.hpp"

#include <cstdlib>
#include <ostream>
#include <utility>

#include "exporter/runtime/files.hpp"

namespace silicon::runtime {
namespace {

constexpr std::size_t kFileLimit = std::size_t{64} * 1024;

// Through a volatile pointer, so that the compiler cannot leave out writes to memory that is about
// to be freed.
void wipe(std::string& text) {
  text.resize(text.capacity());
  volatile char* bytes = text.data();
  for (std::size_t i = 0; i < text.size(); ++i) bytes[i] = '\0';
  text.clear();
}

// NAME of a text that is exactly "${NAME}".
std::optional<std::string> variable_name(const std::string& text) {
  if (text.size() < 4 || !text.starts_with("${") || !text.ends_with("}")) return std::nullopt;
  const std::string name = text.substr(2, text.size() - 3);
  const bool plain = name.find_first_not_of(
                         "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                         "0123456789_") == std::string::npos;
  return plain ? std::optional(name) : std::nullopt;
}

core::Result<Secret> from_file(const std::string& path) {
  core::Result<std::string> content = read_file(path, kFileLimit);
  if (!content) return std::move(content).error();
  if (content->ends_with('\n')) content->pop_back();
  if (content->ends_with('\r')) content->pop_back();
  if (content->empty()) return core::invalid(path + ": is empty, and should hold a secret");
  return Secret(*std::move(content));
}

core::Result<Secret> from_variable(const std::string& name, const Environment& environment) {
  std::optional<std::string> value = environment(name);
  if (!value) return core::invalid("environment variable " + name + " is not set");
  if (value->empty()) return core::invalid("environment variable " + name + " is empty");
  return Secret(*std::move(value));
}

}  // namespace

Secret::Secret(Secret&& other) noexcept : text_(std::move(other.text_)) {
  wipe(other.text_);
}

Secret& Secret::operator=(Secret other) noexcept {
  text_.swap(other.text_);
  return *this;
}

Secret::~Secret() {
  wipe(text_);
}

bool Secret::matches(std::string_view guess) const {
  return equal_in_constant_time(text_, guess);
}

std::ostream& operator<<(std::ostream& out, const Secret&) {
  return out << "<hidden>";
}

bool equal_in_constant_time(std::string_view known, std::string_view guess) {
  unsigned difference = known.size() == guess.size() ? 0 : 1;
  for (std::size_t i = 0; i < guess.size(); ++i) {
    // The position in `known` is folded, so that a longer guess costs no other branch.
    const char expected = known.empty() ? '\0' : known[i % known.size()];
    difference |= static_cast<unsigned>(static_cast<unsigned char>(expected ^ guess[i]));
  }
  return difference == 0;
}

Environment process_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
}

core::Result<Secret> resolve_secret(const SecretSource& source, const Environment& environment) {
  if (!source.text.empty() && !source.file.empty()) {
    return core::invalid("stated both in place and by the file " + source.file +
                         ": keep one of them");
  }
  if (!source.file.empty()) return from_file(source.file);
  if (source.text.empty()) return core::invalid("no secret is given");
  if (const auto name = variable_name(source.text)) return from_variable(*name, environment);
  return Secret(source.text);
}

}  // namespace silicon::runtime
