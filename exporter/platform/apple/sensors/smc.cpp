#include "exporter/platform/apple/sensors/smc.hpp"

#include <algorithm>
#include <utility>

#include "exporter/platform/apple/sensors/smc_protocol.hpp"

namespace silicon::apple_platform {
namespace {

constexpr const char* kService = "AppleSMC";
constexpr std::string_view kEndpoint = "AppleSMCKeysEndpoint";
constexpr std::uint32_t kMostKeys = 8192;

// Four characters or bytes as a number, the first in the highest byte.
template <class Characters>
std::uint32_t code_of(const Characters& characters) {
  std::uint32_t code = 0;
  for (const auto c : characters) code = code << 8U | static_cast<unsigned char>(c);
  return code;
}

std::string text_of_code(std::uint32_t code) {
  std::string text;
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    text += static_cast<char>(code >> shift & 0xffU);
  }
  return text;
}

std::optional<SmcMessage> call(const ConnectionApi& api, IoObject connection,
                               const SmcMessage& request) {
  SmcMessage answer;
  std::size_t size = sizeof answer;
  const KernReturn code =
      api.call_struct_method(connection, kSmcMethod, &request, sizeof request, &answer, &size);
  if (code != 0 || size != sizeof answer || answer.result != 0) return std::nullopt;
  return answer;
}

// Several drivers answer to the class; the one with the keys has a name of its own. Machines before
// the M1 have one driver only, by the name of the class.
const IoReference* endpoint(const Registry& registry, const std::vector<IoReference>& services) {
  for (const IoReference& service : services) {
    if (registry.name(service) == kEndpoint) return &service;
  }
  return services.empty() ? nullptr : &services.front();
}

}  // namespace

core::Result<Smc> Smc::open(const Registry& registry, const ConnectionApi& api) {
  const std::vector<IoReference> services = registry.services(kService);
  const IoReference* service = endpoint(registry, services);
  if (service == nullptr) return core::Error("no AppleSMC here", core::ErrorKind::absent);
  IoObject connection = 0;
  if (const KernReturn code = api.service_open(service->get(), *api.task_self, 0, &connection);
      code != 0 || connection == 0) {
    return core::Error("AppleSMC cannot be opened, IOKit error " + std::to_string(code),
                       core::ErrorKind::denied);
  }
  return Smc(api, connection);
}

Smc::Smc(Smc&& other) noexcept
    : api_(other.api_),
      connection_(std::exchange(other.connection_, 0U)),
      infos_(std::move(other.infos_)) {}

Smc::~Smc() {
  if (connection_ != 0) api_->service_close(connection_);
}

std::optional<Smc::KeyInfo> Smc::info_of(std::uint32_t key) {
  if (const auto known = infos_.find(key); known != infos_.end()) return known->second;
  SmcMessage request;
  request.key = key;
  request.command = kSmcKeyInfo;
  const auto answer = call(*api_, connection_, request);
  if (!answer) return std::nullopt;
  return infos_[key] = {.size = answer->data_size, .type = answer->data_type};
}

std::optional<apple::SmcValue> Smc::read(std::string_view key) {
  if (key.size() != 4) return std::nullopt;
  SmcMessage request;
  request.key = code_of(key);
  const std::optional<KeyInfo> info = info_of(request.key);
  if (!info || info->size > kSmcMostBytes) return std::nullopt;
  request.command = kSmcReadKey;
  request.data_size = info->size;
  request.data_type = info->type;
  const auto answer = call(*api_, connection_, request);
  if (!answer) return std::nullopt;
  return apple::SmcValue{.type = text_of_code(info->type),
                         .bytes = {answer->bytes.begin(), answer->bytes.begin() + info->size}};
}

std::vector<std::string> Smc::keys() {
  const std::optional<apple::SmcValue> count = read("#KEY");
  if (!count || count->bytes.size() != 4) return {};
  // The one key that is big-endian on Apple silicon too.
  const std::uint32_t keys = std::min(code_of(count->bytes), kMostKeys);
  std::vector<std::string> result;
  for (std::uint32_t i = 0; i < keys; ++i) {
    SmcMessage request;
    request.command = kSmcKeyByIndex;
    request.index = i;
    if (const auto answer = call(*api_, connection_, request)) {
      result.push_back(text_of_code(answer->key));
    }
  }
  return result;
}

std::vector<std::string> SmcKeyList::of(Smc& smc) {
  const std::lock_guard lock(mutex_);
  if (keys_.empty()) keys_ = smc.keys();
  return keys_;
}

}  // namespace silicon::apple_platform
