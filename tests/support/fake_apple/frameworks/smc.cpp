// The SMC's driver: the protocol of 80 bytes over the keys of the fake Mac.
#include <cstring>

#include "exporter/platform/apple/sensors/smc_protocol.hpp"
#include "tests/support/fake_apple/machine.hpp"

namespace silicon::testing::apple {
namespace {

using namespace silicon::apple_platform;

constexpr KernReturn kNotPermitted = -536870174;  // kIOReturnNotPermitted
constexpr std::uint8_t kNoSuchKey = 132;
constexpr MachPort kTask = 0x203;

FakeMac& mac() {
  return FakeMac::current();
}

std::uint32_t code_of(const std::string& text) {
  std::uint32_t code = 0;
  for (const char c : text) code = code << 8U | static_cast<unsigned char>(c);
  return code;
}

std::string key_of(std::uint32_t code) {
  std::string key;
  for (int shift = 24; shift >= 0; shift -= 8) key += static_cast<char>(code >> shift & 0xffU);
  return key;
}

// The number of keys, itself included, is big-endian.
FakeMac::SmcKey key_count() {
  return {.type = "ui32", .bytes = key_of(static_cast<std::uint32_t>(mac().smc.size() + 1))};
}

const FakeMac::SmcKey* find(const std::string& key) {
  static FakeMac::SmcKey count;
  if (key == "#KEY") return &(count = key_count());
  const auto found = mac().smc.find(key);
  return found == mac().smc.end() ? nullptr : &found->second;
}

std::string key_at(std::uint32_t index) {
  if (index == 0) return "#KEY";
  auto at = mac().smc.begin();
  std::advance(at, index - 1);
  return at->first;
}

SmcMessage answer_to(const SmcMessage& request) {
  SmcMessage answer;
  if (request.command == kSmcKeyByIndex) {
    if (request.index <= mac().smc.size())
      answer.key = code_of(key_at(request.index));
    else
      answer.result = kNoSuchKey;
    return answer;
  }
  const FakeMac::SmcKey* key = find(key_of(request.key));
  if (key == nullptr) {
    answer.result = kNoSuchKey;
  } else if (request.command == kSmcKeyInfo) {
    answer.data_size = static_cast<std::uint32_t>(key->bytes.size());
    answer.data_type = code_of(key->type);
  } else if (request.command == kSmcReadKey && request.data_size == key->bytes.size()) {
    std::memcpy(answer.bytes.data(), key->bytes.data(),
                std::min(key->bytes.size(), answer.bytes.size()));
  } else {
    answer.result = 1;
  }
  return answer;
}

KernReturn service_open(IoObject service, MachPort task, std::uint32_t, IoObject* connection) {
  if (!mac().smc_opens) return kNotPermitted;
  if (task != kTask || mac().io_handles.count(service) == 0) {
    mac().ledger.faults.push_back("opened no service, or for nobody");
    return -1;
  }
  *connection = mac().next_io_handle++;
  mac().io_handles[*connection].is_connection = true;
  ++mac().ledger.connections;
  return 0;
}

KernReturn service_close(IoObject connection) {
  if (mac().io_handles.erase(connection) == 0) {
    mac().ledger.faults.push_back("closed what is not open");
  }
  --mac().ledger.connections;
  return 0;
}

KernReturn call_method(IoObject connection, std::uint32_t selector, const void* in,
                       std::size_t in_size, void* out, std::size_t* out_size) {
  ++mac().smc_calls;
  const auto found = mac().io_handles.find(connection);
  if (found == mac().io_handles.end() || !found->second.is_connection || selector != kSmcMethod ||
      in_size != sizeof(SmcMessage) || *out_size != sizeof(SmcMessage)) {
    mac().ledger.faults.push_back("called the SMC in a wrong way");
    return -1;
  }
  SmcMessage request;
  std::memcpy(&request, in, sizeof request);
  const SmcMessage answer = answer_to(request);
  std::memcpy(out, &answer, sizeof answer);
  return 0;
}

}  // namespace

void add_smc(SymbolTable& table) {
  using Api = ConnectionApi;
  table.add("IOServiceOpen", &Api::service_open, service_open);
  table.add("IOServiceClose", &Api::service_close, service_close);
  table.add("IOConnectCallStructMethod", &Api::call_struct_method, call_method);
  table.add("mach_task_self_", &Api::task_self, &kTask);
}

}  // namespace silicon::testing::apple
