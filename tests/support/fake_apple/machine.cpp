#include "tests/support/fake_apple/machine.hpp"

#include <cstdlib>

namespace silicon::testing::apple {
namespace {

FakeMac* the_mac = nullptr;

}  // namespace

FakeMac::FakeMac() {
  if (the_mac != nullptr) std::abort();
  the_mac = this;
  add_foundation(symbols);
  add_registry(symbols);
  add_smc(symbols);
  add_hid(symbols);
  add_report(symbols);
  add_system(symbols);
}

FakeMac::~FakeMac() {
  the_mac = nullptr;
}

FakeMac& FakeMac::current() {
  if (the_mac == nullptr) std::abort();
  return *the_mac;
}

std::shared_ptr<const apple_platform::Interfaces> FakeMac::interfaces() const {
  const apple_platform::FindSymbol find = [this](const char* name) { return symbols.find(name); };
  return std::make_shared<apple_platform::Interfaces>(apple_platform::bind(
      {.core_foundation = find, .io_kit = find, .io_report = find, .system = find}));
}

bool FakeMac::is_clean() const {
  return leftovers().empty();
}

std::string FakeMac::leftovers() const {
  std::string result;
  const auto count = [&](const char* what, int number) {
    if (number != 0) result += std::string(what) + " " + std::to_string(number) + "; ";
  };
  count("CoreFoundation objects", Object::living() - objects_before_);
  count("IOKit objects", ledger.io_objects);
  count("connections", ledger.connections);
  count("host ports", ledger.host_ports);
  count("kernel arrays", ledger.kernel_arrays);
  count("notification tokens", ledger.notify_tokens);
  for (const std::string& fault : ledger.faults) result += fault + "; ";
  return result;
}

}  // namespace silicon::testing::apple
