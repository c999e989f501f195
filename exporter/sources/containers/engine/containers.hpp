// What the Docker and Podman Engine API says of containers: the list of all, and the inspection of
// one. Pure: bytes in, values out; nothing that is missing, absurd or of the wrong kind costs more
// than itself. Any thread. Tested by tests/exporter/sources/containers/engine/containers_test.cpp,
// fuzzed by tests/fuzz/containers/container_engine.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/sources/containers/metadata.hpp"

namespace silicon::engine {

using containers::ContainerMetadata;

// A label of containers that is exported, and the name that it then has.
struct ChosenLabel {
  std::string key;   // "com.docker.compose.project"
  std::string name;  // "container_label_com_docker_compose_project", as cAdvisor names it
};
using ChosenLabels = std::vector<ChosenLabel>;

ChosenLabel chosen_label(std::string_view key);

// GET /containers/json?all=1, API 1.24 and later. Entries without a usable id are left out.
// Health stands in the text of the status before API 1.52 (moby api/types/container/health.go),
// as does the exit code: "Up 3 minutes (unhealthy)", "Exited (137) 2 hours ago".
core::Result<std::vector<ContainerMetadata>> parse_list(std::string_view text,
                                                        const ChosenLabels& labels);

// GET /containers/ID/json.
core::Result<ContainerMetadata> parse_inspection(std::string_view text, const ChosenLabels& labels);

// What the texts of states and health say; nullopt for words of another age. Podman's "stopped" is
// exited, its "configured" and "initialized" are created.
std::optional<containers::ContainerState> parse_state(std::string_view word);
std::optional<containers::Health> parse_health(std::string_view word);

// Letters, digits, '_', '.' and '-', at most 128 of them: safe in a path.
bool is_container_id(std::string_view text);

// States in which there are processes.
bool has_processes(const ContainerMetadata& metadata);

}  // namespace silicon::engine
